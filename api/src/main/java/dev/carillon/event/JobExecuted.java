package dev.carillon.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run ended well.
 *
 * <p>APScheduler: EVENT_JOB_EXECUTED.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param startedAt when the method was called
 * @param duration how long the method took
 * @param returnValue what the method returned, awaited if it was a stage; {@code null} for {@code void}
 */
public record JobExecuted(
        String jobId,
        String store,
        UUID runId,
        Instant scheduledTime,
        int attempt,
        Instant startedAt,
        Duration duration,
        @Nullable Object returnValue)
        implements JobRunEnded {}
