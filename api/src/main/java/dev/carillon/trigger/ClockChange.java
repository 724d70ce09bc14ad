package dev.carillon.trigger;

/**
 * What becomes of local times that a change of the clock skips or repeats.
 *
 * <p>Source: section 1.5 of the APScheduler semantics; {@link #WALL_CLOCK} is what APScheduler documents, {@link #ONCE}
 * what users and Vixie cron expect.
 */
public enum ClockChange {

    /**
     * Every matching local time stands for exactly one instant: a skipped one for the end of the gap, a repeated one
     * for its first pass. Several that fall together fire once. A cron expression whose hour is {@code *} or
     * {@code *}{@code /n} follows real time instead, as {@link #WALL_CLOCK} does. The default.
     */
    ONCE,

    /**
     * Fires exactly when the wall clock matches: not in a gap, twice in an overlap. A calendar interval, which is about
     * dates, drops a date whose time is skipped, counts on from it, and takes the first pass of a repeated time.
     */
    WALL_CLOCK
}
