package dev.carillon.trigger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Fires once, at one instant. A date in the past is due at once, and judged by its job's grace time.
 *
 * <p>Source: APScheduler 3 {@code DateTrigger}.
 *
 * @param time when; what is finer than a microsecond is rounded up
 */
public record DateTrigger(Instant time) implements Trigger {

    /** Rounds up to microseconds, so that it never fires early. */
    public DateTrigger {
        Instant micros = time.truncatedTo(ChronoUnit.MICROS);
        time = micros.equals(time) ? time : micros.plus(1, ChronoUnit.MICROS);
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
