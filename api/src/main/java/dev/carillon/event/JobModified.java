package dev.carillon.event;

/**
 * A user changed, rescheduled, paused or resumed a job.
 *
 * <p>APScheduler: EVENT_JOB_MODIFIED.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 */
public record JobModified(String jobId, String store) implements JobEvent {}
