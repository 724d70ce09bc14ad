package dev.carillon.event;

import java.time.Duration;

/**
 * A store's time jumped against the steady time of this node.
 *
 * @param store the name of the job store
 * @param step how far the store's time moved against this node's; negative is a step back
 */
public record ClockStepped(String store, Duration step) implements SchedulerEvent {}
