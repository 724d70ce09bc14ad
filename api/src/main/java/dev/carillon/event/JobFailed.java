package dev.carillon.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A run threw, and is not tried again. A recurring job goes on all the same.
 *
 * <p>APScheduler: EVENT_JOB_ERROR.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param startedAt when the method was called; of a run whose retry was superseded, when that was decided
 * @param duration how long the method took
 * @param exception what the method threw
 */
public record JobFailed(
        String jobId,
        String store,
        UUID runId,
        Instant scheduledTime,
        int attempt,
        Instant startedAt,
        Duration duration,
        Throwable exception)
        implements JobRunEnded {}
