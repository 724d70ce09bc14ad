package dev.carillon.trigger;

import java.time.Instant;
import java.util.Optional;

/**
 * Computes fire times. An immutable value with {@code equals}; safe for use by many threads.
 *
 * <p>A trigger is pure: it reads no clock, keeps no state, and never sees whether a run happened. The same question
 * gets the same answer on every node. Times are whole microseconds between 1970 and 2200.
 */
public interface Trigger {

    /**
     * Returns the first fire time later than {@code after}.
     *
     * @param after the instant to look beyond; it is itself never the result
     * @return a time strictly later than {@code after}, or empty if the trigger never fires again
     */
    Optional<Instant> nextAfter(Instant after);

    /**
     * Fixes what this trigger leaves to the moment it is first stored, such as the start of an interval's grid.
     *
     * <p>The anchor is kept beside the definition, so that a trigger without one stays equal to itself across
     * restarts.
     *
     * @param anchor the moment of first storing, on the store's time
     * @return a trigger that needs no anchor; this one if it needs none
     */
    default Trigger anchoredAt(Instant anchor) {
        return this;
    }
}
