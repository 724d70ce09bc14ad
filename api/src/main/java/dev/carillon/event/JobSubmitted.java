package dev.carillon.event;

import java.time.Instant;
import java.util.List;

/**
 * Runs of a job were claimed by this node and handed to their executor.
 *
 * <p>APScheduler: EVENT_JOB_SUBMITTED.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param scheduledTimes the fire times, earliest first, without jitter
 */
public record JobSubmitted(String jobId, String store, List<Instant> scheduledTimes) implements JobSubmissionEvent {
    public JobSubmitted {
        scheduledTimes = List.copyOf(scheduledTimes);
    }
}
