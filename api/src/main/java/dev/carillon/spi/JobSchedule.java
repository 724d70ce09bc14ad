package dev.carillon.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a job stands in time.
 *
 * @param paused whether fire times pass without a run; a flag beside the next fire time, which goes on being known
 * @param setAside why the job waits for a human being; empty for a healthy one
 * @param nextFireTime the next fire time without jitter; empty if the trigger is exhausted, or there is none
 * @param nextDueTime the same with jitter; present exactly if the next fire time is
 * @param anchor when the trigger was first stored; what it left open is counted from here
 * @param runCount how many fire times became runs
 * @param lastRun the scheduled time of the run that ended last
 * @param lastSuccess the scheduled time of the last run that succeeded
 * @param failures how many runs failed in a row
 * @param error the last error, in words; empty after a success
 * @param failedAt when the last run failed, or was given up; empty after a success
 * @param fence the fence of the run claimed last
 */
public record JobSchedule(
        boolean paused,
        Optional<SetAside> setAside,
        Optional<Instant> nextFireTime,
        Optional<Instant> nextDueTime,
        Instant anchor,
        long runCount,
        Optional<Instant> lastRun,
        Optional<Instant> lastSuccess,
        int failures,
        Optional<String> error,
        Optional<Instant> failedAt,
        long fence) {

    public JobSchedule {
        nextFireTime = EpochMicros.truncate(nextFireTime);
        nextDueTime = EpochMicros.truncate(nextDueTime);
        anchor = EpochMicros.truncate(anchor);
        lastRun = EpochMicros.truncate(lastRun);
        lastSuccess = EpochMicros.truncate(lastSuccess);
        failedAt = EpochMicros.truncate(failedAt);
        if (nextFireTime.isPresent() != nextDueTime.isPresent()) {
            throw new IllegalArgumentException("a next fire time and its due time belong together");
        }
    }

    /**
     * Returns the schedule of a job that is stored for the first time.
     *
     * @param anchor the moment of storing
     * @param paused whether it starts paused
     * @return a schedule without a next fire time
     */
    static JobSchedule starting(Instant anchor, boolean paused) {
        return new JobSchedule(
                paused,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                anchor,
                0,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    JobSchedule withPaused(boolean value) {
        Draft next = new Draft(this);
        next.paused = value;
        return next.finished();
    }

    JobSchedule withSetAside(Optional<SetAside> value) {
        Draft next = new Draft(this);
        next.setAside = value;
        return next.finished();
    }

    JobSchedule withNext(Optional<Instant> fireTime, Optional<Instant> dueTime) {
        Draft next = new Draft(this);
        next.nextFireTime = fireTime;
        next.nextDueTime = dueTime;
        return next.finished();
    }

    JobSchedule withAnchor(Instant value) {
        Draft next = new Draft(this);
        next.anchor = value;
        return next.finished();
    }

    JobSchedule withError(String why) {
        Draft next = new Draft(this);
        next.error = Optional.of(why);
        return next.finished();
    }

    /** After a plan that made so many new runs, the last of those that were started with that fence. */
    JobSchedule after(RunPlan plan, long newRuns, long newFence) {
        Draft next = new Draft(this);
        next.runCount = runCount + newRuns;
        next.fence = newFence;
        next.nextFireTime = plan.nextFireTime();
        next.nextDueTime = plan.nextDueTime();
        return next.finished();
    }

    JobSchedule succeeded(Instant scheduledTime) {
        Draft next = new Draft(this);
        next.lastRun = Optional.of(scheduledTime);
        next.lastSuccess = next.lastRun;
        next.failures = 0;
        next.error = Optional.empty();
        next.failedAt = Optional.empty();
        return next.finished();
    }

    JobSchedule failed(Instant scheduledTime, String why, Instant now) {
        Draft next = new Draft(this);
        next.lastRun = Optional.of(scheduledTime);
        next.failures = failures + 1;
        next.error = Optional.of(why);
        next.failedAt = Optional.of(now);
        return next.finished();
    }

    JobSchedule ended(Instant scheduledTime) {
        Draft next = new Draft(this);
        next.lastRun = Optional.of(scheduledTime);
        return next.finished();
    }

    /** A schedule that is being changed, so that each change names only what it changes. */
    private static final class Draft {

        private boolean paused;
        private Optional<SetAside> setAside;
        private Optional<Instant> nextFireTime;
        private Optional<Instant> nextDueTime;
        private Instant anchor;
        private long runCount;
        private Optional<Instant> lastRun;
        private Optional<Instant> lastSuccess;
        private int failures;
        private Optional<String> error;
        private Optional<Instant> failedAt;
        private long fence;

        Draft(JobSchedule from) {
            paused = from.paused;
            setAside = from.setAside;
            nextFireTime = from.nextFireTime;
            nextDueTime = from.nextDueTime;
            anchor = from.anchor;
            runCount = from.runCount;
            lastRun = from.lastRun;
            lastSuccess = from.lastSuccess;
            failures = from.failures;
            error = from.error;
            failedAt = from.failedAt;
            fence = from.fence;
        }

        JobSchedule finished() {
            return new JobSchedule(
                    paused,
                    setAside,
                    nextFireTime,
                    nextDueTime,
                    anchor,
                    runCount,
                    lastRun,
                    lastSuccess,
                    failures,
                    error,
                    failedAt,
                    fence);
        }
    }
}
