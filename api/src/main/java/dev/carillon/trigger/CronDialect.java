package dev.carillon.trigger;

/** How a line of crontab text is read. Dialects of other schedulers may be added; do not rely on there being two. */
public enum CronDialect {

    /**
     * Five fields, minute, hour, day of month, month, day of week, or a macro: {@code @hourly}, {@code @daily},
     * {@code @midnight}, {@code @weekly}, {@code @monthly}, {@code @yearly}, {@code @annually}. Weekdays 0 and 7 are
     * Sunday, 1 is Monday; their ranges may run over the end of the week. If both day of month and day of week are
     * restricted, a day that matches either fires; a field that begins with {@code *} does not count as restricted. The
     * default.
     */
    UNIX,

    /**
     * The same five fields as APScheduler 3 reads them: weekdays count from 0, Monday, to 6, Sunday, and day of month
     * and day of week must both match. For those who bring job definitions with them.
     */
    APSCHEDULER
}
