package dev.carillon.event;

/**
 * A job store was closed and removed; what it holds stays in it.
 *
 * <p>APScheduler: EVENT_JOBSTORE_REMOVED.
 *
 * @param store the name of the job store
 */
public record JobStoreRemoved(String store) implements SchedulerEvent {}
