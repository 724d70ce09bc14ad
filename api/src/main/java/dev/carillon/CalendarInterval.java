package dev.carillon;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a {@link Job} run at a time of day, every so many years, months, weeks and days:
 * {@code @CalendarInterval(months = "1", hour = "9")}. At least one of these four is needed and not 0.
 *
 * <p>From a date the next is found by adding the years and months, then the weeks and days, beginning at the start. Each
 * date fires at most once. Clock changes: a repeated time fires in its first pass, a skipped one at the end of the gap.
 *
 * <p>Every text may hold <code>${key:default}</code>, which is read from MicroProfile Config at deployment; an empty
 * text means that the attribute is not given. Faults are reported at deployment. Several triggers on one job, of this or
 * other kinds, mean "or".
 *
 * <p>Source: APScheduler 3 {@code CalendarIntervalTrigger}, section 1.6 of its semantics.
 */
@Documented
@Repeatable(CalendarInterval.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface CalendarInterval {

    /**
     * Years to add.
     *
     * @return a number from 0 to 9999; 0 by default
     */
    String years() default "";

    /**
     * Months to add.
     *
     * @return a number from 0 to 99,999; 0 by default
     */
    String months() default "";

    /**
     * Weeks to add.
     *
     * @return a number from 0 to 999,999; 0 by default
     */
    String weeks() default "";

    /**
     * Days to add.
     *
     * @return a number from 0 to 9,999,999; 0 by default
     */
    String days() default "";

    /**
     * The hour of the day.
     *
     * @return a number from 0 to 23; 0 by default
     */
    String hour() default "";

    /**
     * The minute.
     *
     * @return a number from 0 to 59; 0 by default
     */
    String minute() default "";

    /**
     * The second.
     *
     * @return a number from 0 to 59; 0 by default
     */
    String second() default "";

    /**
     * The first date, from which is counted.
     *
     * @return a date such as {@code 2026-01-31}; by default the day on which the job is first stored
     */
    String start() default "";

    /**
     * The last possible date, inclusive.
     *
     * @return a date such as {@code 2026-12-31}; by default none
     */
    String end() default "";

    /**
     * The time zone.
     *
     * @return a zone id such as {@code Europe/Berlin}; by default {@code carillon.timezone}
     */
    String timezone() default "";

    /**
     * What happens in months that lack the day; see {@link dev.carillon.trigger.EndOfMonth}.
     *
     * @return {@code skip} (the default) or {@code last-valid-day}
     */
    String endOfMonth() default "";

    /**
     * What becomes of a local time that is skipped; see {@link dev.carillon.trigger.ClockChange}.
     *
     * @return {@code once} (the default), or {@code wall-clock}, which drops its date
     */
    String clockChange() default "";

    /**
     * How many fire times there are at most, counted from when the job is first stored, whether their runs happen or not.
     *
     * @return a number from 1 to 100,000; by default no limit
     */
    String maxRuns() default "";

    /** Several of them on one method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.PARAMETER})
    @interface List {

        /**
         * Returns the triggers.
         *
         * @return the triggers, of which any may fire
         */
        CalendarInterval[] value();
    }
}
