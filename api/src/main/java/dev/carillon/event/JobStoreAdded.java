package dev.carillon.event;

/**
 * A job store was added and opened.
 *
 * <p>APScheduler: EVENT_JOBSTORE_ADDED.
 *
 * @param store the name of the job store
 */
public record JobStoreAdded(String store) implements SchedulerEvent {}
