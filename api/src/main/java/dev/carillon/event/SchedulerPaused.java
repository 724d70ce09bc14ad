package dev.carillon.event;

/**
 * This node starts no more runs until it is resumed.
 *
 * <p>APScheduler: EVENT_SCHEDULER_PAUSED.
 *
 * @param node the id of the node that tells it
 */
public record SchedulerPaused(String node) implements SchedulerEvent {}
