package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The first so many fire times of another trigger, counted from when its job is first stored. What counts are fire
 * times, whether their runs happen or not, so that every node counts the same. Changes of the clock are left to the other
 * trigger.
 *
 * <p>Source: our own; the trigger family of APScheduler (section 1 of its semantics) has no such limit.
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
        return new LimitedTrigger(trigger.anchoredAt(anchor), maxRuns, since.or(() -> Optional.of(anchor)));
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
