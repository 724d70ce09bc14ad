package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.time.Instant;
import java.util.Optional;

/** Asks parts of combined triggers, which may be an application's own, and refuses answers that lead nowhere. */
final class Guard {

    /** How many steps a search for agreement or for what is not excluded may take. */
    static final int MOST_STEPS = 10_000;

    private Guard() {}

    /** Returns the next fire time; strictly later than {@code after}. */
    static Optional<Instant> next(Trigger trigger, Instant after) {
        Optional<Instant> next = trigger.nextAfter(after);
        if (next.isPresent() && !next.get().isAfter(after)) {
            throw new JobDefinitionException("The trigger " + trigger + " answered " + next.get()
                    + " when asked for a time after " + after
                    + ". A trigger must advance by at least a microsecond; mend its nextAfter.");
        }
        return next;
    }

    /** Returns the first fire time at or after a time. */
    static Optional<Instant> nextFrom(Trigger trigger, Instant from) {
        return next(trigger, Horizon.justBefore(from));
    }
}
