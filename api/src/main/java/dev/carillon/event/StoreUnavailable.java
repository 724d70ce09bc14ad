package dev.carillon.event;

/**
 * A store stopped answering. Runs go on, outcomes wait, and the node tries again by itself.
 *
 * @param store the name of the job store
 * @param error what the store answered, or how it failed to
 */
public record StoreUnavailable(String store, Throwable error) implements SchedulerEvent {}
