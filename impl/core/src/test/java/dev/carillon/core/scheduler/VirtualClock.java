package dev.carillon.core.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
final class VirtualClock implements InstantSource {

    private volatile Instant now;

    VirtualClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The steady clock that goes with it. */
    long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    void set(Instant time) {
        now = time;
    }
}
