package dev.carillon.event;

/**
 * The scheduler has started on this node; its stores and executors are up.
 *
 * <p>APScheduler: EVENT_SCHEDULER_STARTED.
 *
 * @param node the id of the node that tells it
 */
public record SchedulerStarted(String node) implements SchedulerEvent {}
