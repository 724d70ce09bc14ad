package dev.carillon.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notices when a store's time jumps against the steady time of this node. Used by one thread. */
final class ClockWatch {

    /** A clock that is corrected little by little stays below this between two looks. */
    static final Duration LEAST = Duration.ofSeconds(1);

    /** With a longer pause between its two readings a look says nothing. */
    private static final long MOST_BETWEEN = Duration.ofMillis(200).toNanos();

    private final Supplier<Instant> storeTime;
    private final LongSupplier steadyNanos;
    private @Nullable Instant lastTime;
    private long lastSteady;

    ClockWatch(Supplier<Instant> storeTime, LongSupplier steadyNanos) {
        this.storeTime = storeTime;
        this.steadyNanos = steadyNanos;
    }

    /** Looks at both clocks; returns how far the store's has jumped since the last look, negative for back. */
    Optional<Duration> look() {
        long before = steadyNanos.getAsLong();
        Instant time = storeTime.get();
        if (steadyNanos.getAsLong() - before > MOST_BETWEEN) {
            return Optional.empty();
        }
        Instant last = lastTime;
        Duration step =
                last == null ? Duration.ZERO : Duration.between(last, time).minusNanos(before - lastSteady);
        lastTime = time;
        lastSteady = before;
        return step.abs().compareTo(LEAST) < 0 ? Optional.empty() : Optional.of(step);
    }
}
