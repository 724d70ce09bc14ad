package dev.carillon.spi;

import java.time.Instant;
import java.util.UUID;

/**
 * How a run ended, as its job's record remembers it.
 *
 * @param runId the run
 * @param kind how
 * @param error the error in words, of a failure; empty otherwise
 * @param at when, on the store's time
 * @param retryAt when the next attempt may start, of one that is retried; otherwise the same as {@code at}
 */
public record RunEnd(UUID runId, Kind kind, String error, Instant at, Instant retryAt) {

    /** How a run can end. */
    public enum Kind {
        /** The method returned. */
        SUCCEEDED,
        /** The method threw, or its time was up. */
        FAILED,
        /** The method was not called: too late. */
        MISSED,
        /** It was cancelled. */
        CANCELLED,
        /** It failed or timed out and is to be tried again. */
        RETRYING,
        /** It never started here and goes back for any node to take. */
        HANDED_BACK,
        /** Its node ended before the method did; it goes back for any node to take. */
        INTERRUPTED
    }

    public RunEnd {
        at = EpochMicros.truncate(at);
        retryAt = EpochMicros.truncate(retryAt);
    }

    /**
     * Makes an end without a retry.
     *
     * @param runId the run
     * @param kind how
     * @param error the error in words, of a failure; empty otherwise
     * @param at when, on the store's time
     */
    public RunEnd(UUID runId, Kind kind, String error, Instant at) {
        this(runId, kind, error, at, at);
    }
}
