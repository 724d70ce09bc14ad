package dev.carillon;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a {@link Job} run when the local date and time match, either crontab text or up to eight fields:
 * {@code @Cron("0 3 * * mon-fri")}, {@code @Cron(dayOfWeek = "mon-fri", hour = "3")}.
 *
 * <p>A field is a list of values, separated by commas: {@code *}, {@code *}{@code /s}, {@code a}, {@code a/s},
 * {@code a-b}, {@code a-b/s}, names of months and weekdays. All fields have to match. Fields that are not given match
 * all if a less significant one is given; else they are at their least value, but week and day of week match all. At
 * least one field is needed. What can never match is refused. {@link dev.carillon.trigger.CronTrigger} has the grammar
 * and the ranges in full.
 *
 * <p>Clock changes: by default every matching local time stands for exactly one instant, a skipped one for the end of the
 * gap, a repeated one for its first pass; an hour of {@code *} or {@code *}{@code /n} follows real time.
 *
 * <p>Every text may hold <code>${key:default}</code>, which is read from MicroProfile Config at deployment; an empty
 * text means that the attribute is not given. Faults are reported at deployment. Several triggers on one job, of this or
 * other kinds, mean "or".
 *
 * <p>Source: APScheduler 3 {@code CronTrigger}, section 1.5 of its semantics.
 */
@Documented
@Repeatable(Cron.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Cron {

    /**
     * Crontab text: minute, hour, day of month, month and day of week, or a macro such as {@code @daily}; instead of fields.
     *
     * @return the text; by default none
     */
    String value() default "";

    /**
     * How crontab text is read; see {@link dev.carillon.trigger.CronDialect}.
     *
     * @return {@code unix} (the default) or {@code apscheduler}
     */
    String dialect() default "";

    /**
     * The years.
     *
     * @return values from 1970 to 9999
     */
    String year() default "";

    /**
     * The months.
     *
     * @return values from 1 to 12, or {@code jan} to {@code dec}
     */
    String month() default "";

    /**
     * The days of the month.
     *
     * @return values from 1 to 31, {@code last}, {@code 1st mon} to {@code 5th sun}, {@code last fri}
     */
    String day() default "";

    /**
     * The ISO weeks of the year.
     *
     * @return values from 1 to 53
     */
    String week() default "";

    /**
     * The days of the week.
     *
     * @return {@code mon} to {@code sun}, or values from 0, Monday, to 6, Sunday
     */
    String dayOfWeek() default "";

    /**
     * The hours.
     *
     * @return values from 0 to 23
     */
    String hour() default "";

    /**
     * The minutes.
     *
     * @return values from 0 to 59
     */
    String minute() default "";

    /**
     * The seconds.
     *
     * @return values from 0 to 59
     */
    String second() default "";

    /**
     * The time zone.
     *
     * @return a zone id such as {@code Europe/Berlin}; by default {@code carillon.timezone}
     */
    String timezone() default "";

    /**
     * The earliest possible fire time, inclusive.
     *
     * @return ISO-8601 date and time, with offset or in the time zone; by default none
     */
    String start() default "";

    /**
     * The latest possible fire time, inclusive.
     *
     * @return ISO-8601 date and time, with offset or in the time zone; by default none
     */
    String end() default "";

    /**
     * How many fire times there are at most, counted from when the job is first stored, whether their runs happen or not.
     *
     * @return a number from 1 to 100,000; by default no limit
     */
    String maxRuns() default "";

    /**
     * What becomes of local times that a change of the clock skips or repeats; see {@link dev.carillon.trigger.ClockChange}.
     *
     * @return {@code once} (the default) or {@code wall-clock}
     */
    String clockChange() default "";

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
        Cron[] value();
    }
}
