package dev.carillon;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a {@link Job} run once: {@code @Date("2026-12-24T18:00:00")}. A date in the past is due at once, and judged by the
 * job's grace time. A local time in a gap of the clock is moved forward by its length, a repeated one is the first of
 * the two.
 *
 * <p>Every text may hold <code>${key:default}</code>, which is read from MicroProfile Config at deployment; an empty
 * text means that the attribute is not given. Faults are reported at deployment. Several triggers on one job, of this or
 * other kinds, mean "or".
 *
 * <p>Source: APScheduler 3 {@code DateTrigger}, sections 1.2 and 1.3 of its semantics.
 */
@Documented
@Repeatable(Date.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Date {

    /**
     * When.
     *
     * @return ISO-8601 date and time, with offset or in the time zone; a date alone is its midnight; needed
     */
    String value() default "";

    /**
     * The time zone.
     *
     * @return a zone id such as {@code Europe/Berlin}; by default {@code carillon.timezone}
     */
    String timezone() default "";

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
        Date[] value();
    }
}
