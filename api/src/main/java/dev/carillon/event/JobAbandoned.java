package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A run was given up because its node died and it must not, or need not, be run again.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that the run stands for, without jitter
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param lostNode the id of the node that had the run and died
 * @param reason why, in a sentence for people
 */
public record JobAbandoned(
        String jobId, String store, UUID runId, Instant scheduledTime, int attempt, String lostNode, String reason)
        implements JobRunEnded {}
