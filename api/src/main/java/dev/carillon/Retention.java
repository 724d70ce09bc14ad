package dev.carillon;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How long what is over stays to be looked at.
 *
 * <p>Of the runs of a job, the history keeps the last so many, and none that is older than that; whichever is less. What is
 * more or older is forgotten within some minutes. What has ended is kept by the retention that its job had then.
 *
 * @param failedJob how long a job that has failed for good stays, from its last failure on, before it is removed; empty
 *     for ever; from zero to 36500 days. Declared jobs always stay.
 * @param historyCount how many ended runs of the job the history keeps, the last to end; empty for all; 0 for none, and
 *     then none is written; 0 to 1,000,000
 * @param historyAge how long the history keeps an ended run, also if its job is gone; empty for ever; from zero to 36500
 *     days
 */
public record Retention(Optional<Duration> failedJob, OptionalInt historyCount, Optional<Duration> historyAge) {

    /** The longest time but for ever. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /** The largest number but for all. */
    public static final int LARGEST_COUNT = 1_000_000;

    /** What holds when nothing is given anywhere: 30 days, and of the history the last 100 runs of each job in that time. */
    public static final Retention DEFAULT =
            new Retention(Optional.of(Duration.ofDays(30)), OptionalInt.of(100), Optional.of(Duration.ofDays(30)));

    /**
     * Checks the ranges.
     *
     * @throws JobDefinitionException if one is left
     */
    public Retention {
        requireAge("failedRetention", failedJob);
        requireAge("historyAge", historyAge);
        if (historyCount.orElse(0) < 0 || historyCount.orElse(0) > LARGEST_COUNT) {
            throw new JobDefinitionException("historyCount must be from 0 to 1000000, was " + historyCount.getAsInt()
                    + ". Leave it empty, or write none, for all.");
        }
    }

    private static void requireAge(String name, Optional<Duration> age) {
        age.filter(time -> time.isNegative() || time.compareTo(LONGEST) > 0).ifPresent(time -> {
            throw new JobDefinitionException(name + " must be from zero to 36500 days, was " + time
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
        return new Retention(value, historyCount, historyAge);
    }

    /**
     * Returns the same with another number of ended runs.
     *
     * @param value how many the history keeps; empty for all, 0 for none
     * @return the changed retention
     */
    public Retention withHistoryCount(OptionalInt value) {
        return new Retention(failedJob, value, historyAge);
    }

    /**
     * Returns the same with another age of ended runs.
     *
     * @param value how long the history keeps one; empty for ever
     * @return the changed retention
     */
    public Retention withHistoryAge(Optional<Duration> value) {
        return new Retention(failedJob, historyCount, value);
    }

    /**
     * Returns the same with another history.
     *
     * @param count how many ended runs it keeps, 0 for none
     * @param age how long it keeps one
     * @return the changed retention
     */
    public Retention withHistory(int count, Duration age) {
        return new Retention(failedJob, OptionalInt.of(count), Optional.of(age));
    }

    /**
     * Tells whether ended runs are written to the history at all.
     *
     * @return false if none is kept
     */
    public boolean keepsHistory() {
        return historyCount.isEmpty() || historyCount.getAsInt() > 0;
    }
}
