package dev.carillon;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a {@link Job} run at a fixed rate: {@code @Interval("1h30m")}, {@code @Interval(hours = "1", minutes = "30")}. The
 * given parts add up; the sum is at least a microsecond.
 *
 * <p>The interval is elapsed time on a grid from the start: a day is 24 hours, and over a change of the clock the hour on
 * the wall shifts. {@link CalendarInterval} keeps it.
 *
 * <p>Every text may hold <code>${key:default}</code>, which is read from MicroProfile Config at deployment; an empty
 * text means that the attribute is not given. Faults are reported at deployment. Several triggers on one job, of this or
 * other kinds, mean "or".
 *
 * <p>Source: APScheduler 3 {@code IntervalTrigger}, section 1.4 of its semantics.
 */
@Documented
@Repeatable(Interval.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Interval {

    /**
     * The interval as a duration.
     *
     * @return for example {@code 2s}, {@code 10m}, {@code 1h30m}, {@code PT15M}
     */
    String value() default "";

    /**
     * Weeks to add to the interval.
     *
     * @return a number from 0, perhaps with decimals; 0 by default
     */
    String weeks() default "";

    /**
     * Days of 24 hours to add to the interval.
     *
     * @return a number from 0, perhaps with decimals; 0 by default
     */
    String days() default "";

    /**
     * Hours to add to the interval.
     *
     * @return a number from 0, perhaps with decimals; 0 by default
     */
    String hours() default "";

    /**
     * Minutes to add to the interval.
     *
     * @return a number from 0, perhaps with decimals; 0 by default
     */
    String minutes() default "";

    /**
     * Seconds to add to the interval.
     *
     * @return a number from 0, perhaps with decimals; 0 by default
     */
    String seconds() default "";

    /**
     * The first fire time, from which the grid counts.
     *
     * @return ISO-8601 date and time, with offset or in the time zone; by default what {@link #firstRun()} says
     */
    String start() default "";

    /**
     * The latest possible fire time, inclusive.
     *
     * @return ISO-8601 date and time, with offset or in the time zone; by default none
     */
    String end() default "";

    /**
     * When it fires first if there is no start.
     *
     * @return {@code after-interval} (the default), one interval after the job is first stored, or {@code at-once}
     */
    String firstRun() default "";

    /**
     * The time zone of start and end.
     *
     * @return a zone id such as {@code Europe/Berlin}; by default {@code carillon.timezone}
     */
    String timezone() default "";

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
        Interval[] value();
    }
}
