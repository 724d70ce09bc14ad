package dev.carillon.event;

import java.time.Duration;

/**
 * A store answers again.
 *
 * @param store the name of the job store
 * @param outage how long the store did not answer
 */
public record StoreRestored(String store, Duration outage) implements SchedulerEvent {}
