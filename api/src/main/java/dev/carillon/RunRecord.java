package dev.carillon;

import dev.carillon.spi.EpochMicros;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How a run ended, as the history of a store keeps it. What its method returned is not in it: that may be anything, and
 * may be secret.
 *
 * @param runId the run
 * @param jobId its job, which may be gone by now
 * @param cause why the last attempt happened
 * @param scheduledTime the fire time it stood for, without jitter
 * @param startedAt when the last attempt began; where none did, when it ended
 * @param endedAt when it ended, on the store's time
 * @param node the node that had it last; empty text if none had
 * @param attempt how many attempts there were
 * @param fence the fence of the last attempt; 0 if it was never claimed
 * @param outcome how it ended
 * @param error what went wrong, in words; empty text if nothing did; cut to 1,000 characters
 */
public record RunRecord(
        UUID runId,
        String jobId,
        RunCause cause,
        Instant scheduledTime,
        Instant startedAt,
        Instant endedAt,
        String node,
        int attempt,
        long fence,
        RunOutcome outcome,
        String error) {

    private static final int MOST = 1_000;

    public RunRecord {
        scheduledTime = EpochMicros.truncate(scheduledTime);
        startedAt = EpochMicros.truncate(startedAt);
        endedAt = EpochMicros.truncate(endedAt);
        if (error.length() > MOST) {
            int end = Character.isHighSurrogate(error.charAt(MOST - 1)) ? MOST - 1 : MOST;
            error = error.substring(0, end);
        }
    }

    /**
     * Returns how long the last attempt took.
     *
     * @return the time from its start to its end; zero if it did not begin
     */
    public Duration duration() {
        return Duration.between(startedAt, endedAt);
    }
}
