package dev.carillon.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clocks of a history, which stand still until it moves them: one on the wall, that can be set, and a steady one. */
final class Clocks implements InstantSource {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private Instant wall = START;
    private long steady = 1_000_000_000L;

    @Override
    public Instant instant() {
        return wall;
    }

    long nanos() {
        return steady;
    }

    void pass(Duration time) {
        wall = wall.plus(time);
        steady += time.toNanos();
    }

    void set(Duration by) {
        wall = wall.plus(by);
    }
}
