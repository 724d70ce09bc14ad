package dev.carillon.trigger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The ends of the calendar that triggers look at, and the grain of their times. */
final class Horizon {

    static final Instant FIRST = Instant.EPOCH;
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);
    static final Instant MOMENT_BEFORE_ALL = Instant.parse("0000-01-01T00:00:00Z");

    private Horizon() {}

    /** Rounds up to microseconds, so that nothing fires early. */
    static Instant roundUp(Instant time) {
        Instant micros = time.truncatedTo(ChronoUnit.MICROS);
        return micros.equals(time) ? time : micros.plus(1, ChronoUnit.MICROS);
    }

    /** The latest microsecond before a time, so that the time itself is what comes next. */
    static Instant justBefore(Instant time) {
        return time.isAfter(MOMENT_BEFORE_ALL) ? time.minusNanos(1_000) : time;
    }
}
