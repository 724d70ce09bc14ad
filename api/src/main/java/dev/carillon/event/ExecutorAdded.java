package dev.carillon.event;

/**
 * An executor was added and started.
 *
 * <p>APScheduler: EVENT_EXECUTOR_ADDED.
 *
 * @param executor the name of the executor
 */
public record ExecutorAdded(String executor) implements SchedulerEvent {}
