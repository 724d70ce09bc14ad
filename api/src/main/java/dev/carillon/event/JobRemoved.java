package dev.carillon.event;

/**
 * A job was removed: by a user, or because nothing of it is left to do. In that case it follows the terminal event of its last run.
 *
 * <p>APScheduler: EVENT_JOB_REMOVED.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 */
public record JobRemoved(String jobId, String store) implements JobEvent {}
