package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The first so many fire times of another trigger, counted from when its job is first stored. What counts are fire
 * times, whether their runs happen or not, so that every node counts the same.
 *
 * @param trigger whose fire times
 * @param maxRuns how many, from 1 to {@value #MOST_RUNS}
 * @param since after which instant they count; empty for when the job is first stored
 */
public record LimitedTrigger(Trigger trigger, int maxRuns, Optional<Instant> since) implements Trigger {

    /** The greatest number of runs that can be asked for: they are counted anew with every question. */
    public static final int MOST_RUNS = 100_000;

    /** Checks the range. */
    public LimitedTrigger {
        if (maxRuns < 1 || maxRuns > MOST_RUNS) {
            throw new JobDefinitionException("A maximum of " + maxRuns + " runs is out of range: it is from 1 to "
                    + MOST_RUNS + ". Give an end instead.");
        }
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Instant counted = since.orElse(Horizon.MOMENT_BEFORE_ALL);
        for (int run = 1; run <= maxRuns; run++) {
            Optional<Instant> next = Guard.next(trigger, counted);
            if (next.isEmpty() || next.get().isAfter(after)) {
                return next;
            }
            counted = next.get();
        }
        return Optional.empty();
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        Trigger anchored = trigger.anchoredAt(anchor);
        // a fire time at the very moment of storing counts
        return new LimitedTrigger(anchored, maxRuns, since.or(() -> Optional.of(Horizon.justBefore(anchor))));
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return new LimitedTrigger(trigger.inZone(defaultZone), maxRuns, since);
    }

    @Override
    public String toString() {
        return "limited[" + trigger + ", " + maxRuns + " runs"
                + since.map(time -> " after " + time).orElse("") + "]";
    }
}
