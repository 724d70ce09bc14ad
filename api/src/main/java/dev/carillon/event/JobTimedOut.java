package dev.carillon.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A run went past its time limit and ended.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param startedAt when the method was called
 * @param duration how long the method took
 * @param limit the time limit that ran out
 */
public record JobTimedOut(
        String jobId,
        String store,
        UUID runId,
        Instant scheduledTime,
        int attempt,
        Instant startedAt,
        Duration duration,
        Duration limit)
        implements JobRunEnded {}
