package dev.carillon.event;

/**
 * A job was stored, or took the place of one with the same id.
 *
 * <p>APScheduler: EVENT_JOB_ADDED.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 */
public record JobAdded(String jobId, String store) implements JobEvent {}
