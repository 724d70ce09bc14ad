package dev.carillon.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Makes triggers, for {@code import static}. Triggers without a time zone take that of the scheduler they are added to.
 */
public final class Triggers {

    private Triggers() {}

    /**
     * Fires once.
     *
     * @param time when
     * @return the trigger
     */
    public static DateTrigger date(Instant time) {
        return new DateTrigger(time);
    }

    /**
     * Fires once.
     *
     * @param time when
     * @return the trigger
     */
    public static DateTrigger date(ZonedDateTime time) {
        return new DateTrigger(time.toInstant());
    }

    /**
     * Fires once.
     *
     * @param time when, on the wall clock; in a gap moved forward by its length, in an overlap the first of the two
     * @param zone the time zone
     * @return the trigger
     */
    public static DateTrigger date(LocalDateTime time, ZoneId zone) {
        return date(time.atZone(zone));
    }

    /**
     * Fires once.
     *
     * @param text when, as {@link DateTrigger#parse} reads it
     * @param zone the time zone of a text without offset
     * @return the trigger
     * @throws TriggerSyntaxException if the text cannot be read
     */
    public static DateTrigger date(String text, ZoneId zone) {
        return DateTrigger.parse(text, zone);
    }

    /**
     * Fires at a fixed rate, first one interval after the job is first stored.
     *
     * @param interval the distance of two fire times, at least a microsecond
     * @return the trigger
     */
    public static IntervalTrigger every(Duration interval) {
        return new IntervalTrigger(interval);
    }

    /**
     * Fires at a fixed rate, first one interval after the job is first stored.
     *
     * @param interval the distance of two fire times, as {@link Durations#parse} reads it: {@code "2s"}, {@code "1h30m"}
     * @return the trigger
     * @throws TriggerSyntaxException if the text cannot be read
     */
    public static IntervalTrigger every(String interval) {
        return new IntervalTrigger(Durations.parse(interval));
    }

    /**
     * Fires when the clock matches crontab text.
     *
     * @param text five fields or a macro, in the {@link CronDialect#UNIX} dialect
     * @return the trigger
     * @throws TriggerSyntaxException if the text cannot be read or never matches
     */
    public static CronTrigger cron(String text) {
        return CronTrigger.parse(text);
    }

    /**
     * Fires when the clock of a time zone matches crontab text.
     *
     * @param text five fields or a macro, in the {@link CronDialect#UNIX} dialect
     * @param zone the time zone
     * @return the trigger
     * @throws TriggerSyntaxException if the text cannot be read or never matches
     */
    public static CronTrigger cron(String text, ZoneId zone) {
        return CronTrigger.builder()
                .crontab(text, CronDialect.UNIX)
                .timezone(zone)
                .build();
    }

    /**
     * Begins a trigger that fires when the clock matches up to eight fields.
     *
     * @return a builder without any field
     */
    public static CronTrigger.Builder cron() {
        return CronTrigger.builder();
    }

    /**
     * Begins a trigger that fires at a time of day, every so many years, months, weeks and days.
     *
     * @return a builder without an interval
     */
    public static CalendarIntervalTrigger.Builder calendarInterval() {
        return CalendarIntervalTrigger.builder();
    }

    /**
     * Fires when any of some triggers does.
     *
     * @param triggers the triggers, at least one
     * @return the trigger
     */
    public static AnyOfTrigger anyOf(Trigger... triggers) {
        return new AnyOfTrigger(List.of(triggers));
    }

    /**
     * Fires when all of some triggers agree, to within a second.
     *
     * @param triggers the triggers, at least one
     * @return the trigger
     */
    public static AllOfTrigger allOf(Trigger... triggers) {
        return new AllOfTrigger(List.of(triggers), AllOfTrigger.DEFAULT_THRESHOLD);
    }

    /**
     * Fires when all of some triggers agree.
     *
     * @param threshold how far apart times may lie that agree, from 0
     * @param triggers the triggers, at least one
     * @return the trigger
     */
    public static AllOfTrigger allOf(Duration threshold, Trigger... triggers) {
        return new AllOfTrigger(List.of(triggers), threshold);
    }

    /**
     * Fires when a trigger does, but not on some days.
     *
     * @param trigger whose fire times
     * @param holidays the days that are left out, in the time zone of the scheduler
     * @return the trigger
     */
    public static Trigger except(Trigger trigger, HolidayCalendar holidays) {
        return trigger.except(holidays);
    }

    /**
     * Fires when one trigger does and another does not.
     *
     * @param trigger whose fire times
     * @param excluded whose fire times are left out
     * @return the trigger
     */
    public static ExceptTrigger except(Trigger trigger, Trigger excluded) {
        return new ExceptTrigger(trigger, excluded);
    }
}
