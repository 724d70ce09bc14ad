package dev.carillon;

import java.time.Duration;
import java.util.Optional;

/**
 * How long what is over stays to be looked at.
 *
 * @param failedJob how long a job that has failed for good stays, from its last failure on, before it is removed; empty
 *     for ever; from zero to 36500 days. Declared jobs always stay.
 */
public record Retention(Optional<Duration> failedJob) {

    /** The longest time but for ever. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /** What holds when nothing is given anywhere: 30 days. */
    public static final Retention DEFAULT = new Retention(Optional.of(Duration.ofDays(30)));

    /**
     * Checks the ranges.
     *
     * @throws JobDefinitionException if one is left
     */
    public Retention {
        failedJob
                .filter(time -> time.isNegative() || time.compareTo(LONGEST) > 0)
                .ifPresent(time -> {
                    throw new JobDefinitionException("failedRetention must be from zero to 36500 days, was " + time
                            + ". Leave it empty, or write none, for ever.");
                });
    }

    /**
     * Returns the same with another time for failed jobs.
     *
     * @param value how long one stays; empty for ever
     * @return the changed retention
     */
    public Retention withFailedJob(Optional<Duration> value) {
        return new Retention(value);
    }
}
