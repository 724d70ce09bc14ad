package dev.carillon.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A fire time could not start within its grace time; the method was not called. One event for all that fell together.
 *
 * <p>APScheduler: EVENT_JOB_MISSED.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param runId the id of the run
 * @param scheduledTime the fire time that was missed; the latest if there were several
 * @param attempt which attempt at that fire time it is; 1 is the first
 * @param late by how much the start was later than the fire time
 * @param count how many fire times this stands for; a lower bound above 10,000
 * @param first the earliest of the fire times
 */
public record JobMissed(
        String jobId,
        String store,
        UUID runId,
        Instant scheduledTime,
        int attempt,
        Duration late,
        long count,
        Instant first)
        implements JobRunEnded {}
