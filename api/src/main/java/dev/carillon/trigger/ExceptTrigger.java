package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The fire times of one trigger that another does not have, compared to the microsecond. Bounds, time zones and changes of
 * the clock are theirs. If 200,000 fire times in a row are excluded, the search ends with a {@link TriggerSearchException}.
 *
 * <p>Source: a REC of section 1.7 of the APScheduler semantics.
 *
 * @param trigger whose fire times
 * @param excluded whose fire times are left out
 */
public record ExceptTrigger(Trigger trigger, Trigger excluded) implements Trigger {

    private static final int MOST_EXCLUDED = 200_000;

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Optional<Instant> next = Guard.next(trigger, after);
        Optional<Instant> other = Optional.empty();
        for (int steps = 0; next.isPresent() && steps < MOST_EXCLUDED; steps++) {
            Instant time = next.get();
            if (other.isEmpty() || other.get().isBefore(time)) {
                other = Guard.nextFrom(excluded, time);
            }
            if (other.isEmpty() || !other.get().equals(time)) {
                return next;
            }
            next = Guard.next(trigger, time);
        }
        if (next.isPresent()) {
            throw new TriggerSearchException("All of the " + MOST_EXCLUDED + " fire times of " + trigger + " after "
                    + after + " are excluded by " + excluded + ". Exclude less, or give the trigger an end.");
        }
        return next;
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return new ExceptTrigger(trigger.anchoredAt(anchor), excluded.anchoredAt(anchor));
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return new ExceptTrigger(trigger.inZone(defaultZone), excluded.inZone(defaultZone));
    }

    @Override
    public String toString() {
        return "except[" + trigger + ", " + excluded + "]";
    }
}
