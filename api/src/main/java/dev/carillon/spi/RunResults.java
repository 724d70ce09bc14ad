package dev.carillon.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * What the runs of a job have come to so far.
 *
 * @param lastRun the scheduled time of the run that ended last
 * @param lastSuccess the scheduled time of the last run that succeeded
 * @param failures how many runs failed in a row
 * @param error the last error, in words; empty after a success
 * @param failedAt when the last run failed, or was given up; empty after a success
 */
public record RunResults(
        Optional<Instant> lastRun,
        Optional<Instant> lastSuccess,
        int failures,
        Optional<String> error,
        Optional<Instant> failedAt) {

    /** Those of a job that has not run yet. */
    public static final RunResults NONE =
            new RunResults(Optional.empty(), Optional.empty(), 0, Optional.empty(), Optional.empty());

    public RunResults {
        lastRun = EpochMicros.truncate(lastRun);
        lastSuccess = EpochMicros.truncate(lastSuccess);
        failedAt = EpochMicros.truncate(failedAt);
    }

    RunResults succeeded(Instant scheduledTime) {
        Optional<Instant> last = Optional.of(scheduledTime);
        return new RunResults(last, last, 0, Optional.empty(), Optional.empty());
    }

    RunResults failed(Instant scheduledTime, String why, Instant now) {
        return new RunResults(
                Optional.of(scheduledTime), lastSuccess, failures + 1, Optional.of(why), Optional.of(now));
    }

    /** After a run that neither succeeded nor failed. */
    RunResults ended(Instant scheduledTime) {
        return new RunResults(Optional.of(scheduledTime), lastSuccess, failures, error, failedAt);
    }

    RunResults withError(String why) {
        return new RunResults(lastRun, lastSuccess, failures, Optional.of(why), failedAt);
    }
}
