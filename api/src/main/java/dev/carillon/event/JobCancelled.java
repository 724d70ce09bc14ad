package dev.carillon.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A run ended because it was cancelled, or waited while its job was removed.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param startedAt when the method was called; of a run that waited, when it was cancelled
 * @param duration how long the method took
 */
public record JobCancelled(
        String jobId,
        String store,
        UUID runId,
        Instant scheduledTime,
        int attempt,
        Instant startedAt,
        Duration duration)
        implements JobRunEnded {}
