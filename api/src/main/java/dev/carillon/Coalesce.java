package dev.carillon;

/**
 * What becomes of several fire times of one job that are due at once, after a pause, an outage or a long run.
 *
 * <p>Source: APScheduler 3 {@code coalesce} ({@link #LATEST} and {@link #ALL}), APScheduler 4 coalesce policies.
 */
public enum Coalesce {
    /** One run, for the latest of them. The default. Grace is judged after coalescing, for that one time. */
    LATEST,
    /** One run, for the earliest of those that are still within their grace time. */
    EARLIEST,
    /** A run for each that is still within its grace time, oldest first, up to the policy's cap; the oldest beyond it are dropped. */
    ALL
}
