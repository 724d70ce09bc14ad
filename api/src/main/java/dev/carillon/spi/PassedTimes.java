package dev.carillon.spi;

import java.time.Instant;

/**
 * Fire times that passed together without a run.
 *
 * @param count how many; a lower bound above 10,000
 * @param first the earliest, without jitter
 * @param last the latest, without jitter
 */
public record PassedTimes(long count, Instant first, Instant last) {}
