package dev.carillon.event;

/**
 * A job was set aside: it stays in its store with its error, and does not run until it is put right.
 *
 * @param jobId the id of the job
 * @param store the name of the job store
 * @param reason why, in a sentence for people
 */
public record JobSetAside(String jobId, String store, String reason) implements JobEvent {}
