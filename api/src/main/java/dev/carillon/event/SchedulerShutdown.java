package dev.carillon.event;

/**
 * The scheduler has ended on this node; its stores and executors are down.
 *
 * <p>APScheduler: EVENT_SCHEDULER_SHUTDOWN.
 *
 * @param node the id of the node that tells it
 */
public record SchedulerShutdown(String node) implements SchedulerEvent {}
