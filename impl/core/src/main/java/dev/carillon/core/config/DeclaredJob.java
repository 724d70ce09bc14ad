package dev.carillon.core.config;

import dev.carillon.spi.JobDefinition;

/**
 * A job declared in code, after configuration: what is to be in its store once the application has started.
 *
 * @param id its id
 * @param store the store that keeps it
 * @param definition what, when, how; its declaration has the fingerprint
 */
public record DeclaredJob(String id, String store, JobDefinition definition) {}
