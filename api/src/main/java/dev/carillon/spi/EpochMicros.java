package dev.carillon.spi;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Instants as stores keep them: whole microseconds since 1970-01-01T00:00Z. */
public final class EpochMicros {

    private EpochMicros() {}

    /**
     * Returns the microseconds of an instant; what is finer is cut off.
     *
     * @param instant any instant between 1970 and 2200
     * @return its microseconds since the epoch
     */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /**
     * Returns the instant of some microseconds.
     *
     * @param micros microseconds since the epoch
     * @return the instant
     */
    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    /**
     * Returns the instant without what is finer than a microsecond.
     *
     * @param instant any instant
     * @return the same or an up to one microsecond earlier instant
     */
    public static Instant truncate(Instant instant) {
        int beyond = instant.get(ChronoField.NANO_OF_SECOND) % 1_000;
        return beyond == 0 ? instant : instant.minusNanos(beyond);
    }

    static Optional<Instant> truncate(Optional<Instant> instant) {
        Instant exact = instant.orElse(Instant.EPOCH);
        Instant micros = truncate(exact);
        return micros.equals(exact) ? instant : Optional.of(micros);
    }
}
