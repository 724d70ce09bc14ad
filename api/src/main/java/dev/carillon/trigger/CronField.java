package dev.carillon.trigger;

import java.util.List;

/** The fields of a cron trigger, most significant first. Their ranges are APScheduler's. */
enum CronField {
    YEAR("year", 1970, 9999, "*", "2026-2030"),
    MONTH("month", 1, 12, "1", "jan-mar"),
    DAY("day", 1, 31, "1", "1,15,last"),
    WEEK("week", 1, 53, "*", "1-53/2"),
    DAY_OF_WEEK("day_of_week", 0, 6, "*", "mon-fri"),
    HOUR("hour", 0, 23, "0", "9-17"),
    MINUTE("minute", 0, 59, "0", "*/15"),
    SECOND("second", 0, 59, "0", "0,30");

    static final List<CronField> ALL = List.of(values());

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** Its name in APScheduler, in stored triggers and in messages. */
    final String key;

    final int min;
    final int max;

    /** What it is when it is not given and a less significant field is not given either. */
    final String below;

    /** A text of this field that works. */
    final String example;

    CronField(String key, int min, int max, String below, String example) {
        this.key = key;
        this.min = min;
        this.max = max;
        this.below = below;
        this.example = example;
    }

    /** Returns the names of the values from {@link #min} on; empty if they have none. */
    List<String> names() {
        return switch (this) {
            case MONTH -> MONTHS;
            case DAY_OF_WEEK -> WEEKDAYS;
            default -> List.of();
        };
    }
}
