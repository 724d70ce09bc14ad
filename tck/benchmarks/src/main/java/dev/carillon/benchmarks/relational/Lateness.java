package dev.carillon.benchmarks.relational;

import java.util.Locale;

/**
 * How late runs were, in microseconds.
 *
 * @param first the earliest, below zero if it was early
 */
record Lateness(long first, long median, long p99) {

    static Lateness of(Body body) {
        long[] sorted = body.sortedLateMicros();
        return new Lateness(sorted[0], sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }

    Lateness better(Lateness other) {
        Lateness better = other.p99 < p99 ? other : this;
        // who was early once is early
        return new Lateness(Math.min(first, other.first), better.median, better.p99);
    }

    double firstMillis() {
        return first / 1e3;
    }

    double medianMillis() {
        return median / 1e3;
    }

    double p99Millis() {
        return p99 / 1e3;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "first %.3f, p50 %.3f, p99 %.3f ms", firstMillis(), medianMillis(), p99Millis());
    }
}
