package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A run failed and will be tried again.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param notBefore when the next attempt may start, at the earliest
 * @param exception what the method threw
 */
public record JobRetrying(
        String jobId,
        String store,
        UUID runId,
        Instant scheduledTime,
        int attempt,
        Instant notBefore,
        Throwable exception)
        implements JobExecutionEvent {}
