package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A run was taken back from a node that died. It starts again, under the same id, on whichever node claims it. Told once, by
 * the node that took it back.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param lostNode the id of the node that had the run and died
 */
public record JobRecovered(String jobId, String store, UUID runId, Instant scheduledTime, int attempt, String lostNode)
        implements JobExecutionEvent {}
