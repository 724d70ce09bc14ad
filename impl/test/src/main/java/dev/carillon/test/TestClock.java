package dev.carillon.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until a test moves it. */
final class TestClock implements InstantSource {

    private volatile Instant now;

    TestClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The steady clock that goes with it. */
    long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    void moveTo(Instant time) {
        now = time;
    }
}
