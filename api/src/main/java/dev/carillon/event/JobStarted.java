package dev.carillon.event;

import dev.carillon.RunCause;
import java.time.Instant;
import java.util.UUID;

/**
 * A run is about to call its method.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param cause why the run happens
 */
public record JobStarted(String jobId, String store, UUID runId, Instant scheduledTime, int attempt, RunCause cause)
        implements JobExecutionEvent {}
