package dev.carillon.jpa;

import dev.carillon.spi.EpochMicros;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The database's time between two readings of it, counted on by a steady clock, so that asking for it costs nothing. Safe
 * for use by many threads.
 *
 * <p>A reading says that the time was at least what the database answered when the answer came in, and at most that and
 * the time that the answer took. As long as what was counted on lies between, it stands; so a slow answer moves nothing.
 */
final class StoreClock {

    private final LongSupplier steadyNanos;
    private volatile Reading last;

    private record Reading(long micros, long nanos) {
        long microsAt(long now) {
            return micros + (now - nanos) / 1_000;
        }
    }

    /**
     * Makes a clock.
     *
     * @param steadyNanos such as {@link System#nanoTime}
     * @param first the database's time, read just now
     */
    StoreClock(LongSupplier steadyNanos, Instant first) {
        this.steadyNanos = steadyNanos;
        this.last = new Reading(EpochMicros.of(first), steadyNanos.getAsLong());
    }

    /** Returns the steady clock's time, to be handed to {@link #learn}. */
    long steadyNanos() {
        return steadyNanos.getAsLong();
    }

    /**
     * Takes note of a reading.
     *
     * @param answer what the database said
     * @param askedAt the steady clock's time before it was asked
     */
    void learn(Instant answer, long askedAt) {
        long now = steadyNanos.getAsLong();
        long least = EpochMicros.of(answer);
        long most = least + (now - askedAt) / 1_000;
        long counted = last.microsAt(now);
        last = new Reading(Math.max(least, Math.min(most, counted)), now);
    }

    Instant now() {
        return EpochMicros.toInstant(last.microsAt(steadyNanos.getAsLong()));
    }
}
