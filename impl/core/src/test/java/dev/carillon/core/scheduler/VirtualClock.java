package dev.carillon.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
final class VirtualClock implements InstantSource {

    private volatile Instant now;
    private volatile Duration stepped = Duration.ZERO;

    VirtualClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The steady clock that goes with it. */
    long nanos() {
        return Duration.between(Instant.EPOCH, now).minus(stepped).toNanos();
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    /** Somebody sets the time of day; the steady clock goes on. */
    void set(Instant time) {
        stepped = stepped.plus(Duration.between(now, time));
        now = time;
    }
}
