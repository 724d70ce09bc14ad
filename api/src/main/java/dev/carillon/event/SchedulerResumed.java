package dev.carillon.event;

/**
 * This node starts runs again.
 *
 * <p>APScheduler: EVENT_SCHEDULER_RESUMED.
 *
 * @param node the id of the node that tells it
 */
public record SchedulerResumed(String node) implements SchedulerEvent {}
