package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Computes fire times. An immutable value with {@code equals}; safe for use by many threads.
 *
 * <p>A trigger is pure: it reads no clock, keeps no state, and never sees whether a run happened. The same question
 * gets the same answer on every node. Times are whole microseconds from 1970 to 9999; stores promise to keep those up to
 * 2200.
 *
 * <p>The family is made by {@link Triggers}. Applications may add triggers of their own; to keep those in a store, they
 * also need a {@link dev.carillon.spi.TriggerProvider}.
 */
public interface Trigger {

    /**
     * Returns the first fire time later than {@code after}.
     *
     * @param after the instant to look beyond, any instant at all; it is itself never the result
     * @return a time strictly later than {@code after}, or empty if the trigger never fires again
     * @throws TriggerSearchException if the answer is not found within the bounds of a search, as with triggers that
     *     hardly ever agree
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

    /**
     * Fixes the time zone of a trigger that was made without one. Schedulers do so with their own zone when a job is
     * added, so that every node computes the same.
     *
     * @param defaultZone the zone to take where none is given
     * @return a trigger that needs no zone; this one if it needs none
     */
    default Trigger inZone(ZoneId defaultZone) {
        return this;
    }

    /**
     * Returns this trigger without the fire times before a start.
     *
     * @param start the earliest possible fire time, inclusive
     * @return the bounded trigger
     */
    default Trigger startingAt(Instant start) {
        return new BoundedTrigger(this, Optional.of(start), Optional.empty());
    }

    /**
     * Returns this trigger without the fire times after an end.
     *
     * @param end the latest possible fire time, inclusive
     * @return the bounded trigger
     */
    default Trigger endingAt(Instant end) {
        return new BoundedTrigger(this, Optional.empty(), Optional.of(end));
    }

    /**
     * Returns the first so many fire times of this trigger, counted from when the job is first stored. What counts are
     * fire times, whether their runs happen or not.
     *
     * @param maxRuns how many, from 1 to {@value LimitedTrigger#MOST_RUNS}
     * @return the limited trigger
     * @throws dev.carillon.JobDefinitionException if the number is out of range
     */
    default Trigger limitedTo(int maxRuns) {
        return new LimitedTrigger(this, maxRuns, Optional.empty());
    }

    /**
     * Returns this trigger without the fire times that another one has too.
     *
     * @param excluded whose fire times are left out, compared to the microsecond
     * @return the remaining trigger
     */
    default Trigger except(Trigger excluded) {
        return new ExceptTrigger(this, excluded);
    }

    /**
     * Returns this trigger without the fire times on some days.
     *
     * @param holidays the days, in the time zone of the scheduler
     * @return the remaining trigger
     */
    default Trigger except(HolidayCalendar holidays) {
        return new ExceptHolidaysTrigger(this, holidays, Optional.empty());
    }

    /**
     * Returns this trigger without the fire times on some days.
     *
     * @param holidays the days
     * @param zone where those days begin and end
     * @return the remaining trigger
     */
    default Trigger except(HolidayCalendar holidays, ZoneId zone) {
        return new ExceptHolidaysTrigger(this, holidays, Optional.of(zone));
    }
}
