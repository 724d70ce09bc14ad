package dev.carillon.event;

/**
 * An executor was shut down and removed.
 *
 * <p>APScheduler: EVENT_EXECUTOR_REMOVED.
 *
 * @param executor the name of the executor
 */
public record ExecutorRemoved(String executor) implements SchedulerEvent {}
