package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Fires once, at one instant. A date in the past is due at once, and judged by its job's grace time. A local time in a
 * gap of the clock is moved forward by the length of the gap, a repeated one is the first of the two. It has no defaults and
 * no bounds: a job that is added without any trigger runs once, at once.
 *
 * <p>Source: APScheduler 3 {@code DateTrigger}, sections 1.2 and 1.3 of its semantics.
 *
 * @param time when, any instant; what is finer than a microsecond is rounded up
 */
public record DateTrigger(Instant time) implements Trigger {

    /** Rounds up to microseconds, so that it never fires early. */
    public DateTrigger {
        time = Horizon.roundUp(time);
    }

    /**
     * Reads a date and time: {@code 2026-12-24}, {@code 2026-12-24 18:00:00}, {@code 2026-12-24T18:00},
     * {@code 2026-12-24T18:00:00.5+01:00} or {@code ...Z}.
     *
     * @param text year, month and day; then, after a blank or {@code T}, hour, minute, second and fraction; then an
     *     offset. Month, day, hour, minute and second may have one digit. A date alone is its midnight
     * @param zone the time zone of a text without offset
     * @return the trigger
     * @throws TriggerSyntaxException if the text cannot be read
     */
    public static DateTrigger parse(String text, ZoneId zone) {
        return new DateTrigger(new DateText(text).toInstant(zone));
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        return time.isAfter(after) ? Optional.of(time) : Optional.empty();
    }

    @Override
    public String toString() {
        return "date[" + time + "]";
    }
}
