package dev.carillon.event;

import java.time.Instant;
import java.util.List;

/**
 * Fire times of a job passed without a run. One event for all that fell together.
 *
 * <p>APScheduler: EVENT_JOB_MAX_INSTANCES, and what APScheduler coalesces in silence.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param reason why they passed without a run
 * @param count how many fire times this stands for; a lower bound above 10,000
 * @param first the earliest of the fire times
 * @param last the latest of the fire times
 */
public record JobSkipped(String jobId, String store, SkipReason reason, long count, Instant first, Instant last)
        implements JobSubmissionEvent {
    /** The first and the last of the fire times; only one if they are the same. */
    @Override
    public List<Instant> scheduledTimes() {
        return first.equals(last) ? List.of(first) : List.of(first, last);
    }
}
