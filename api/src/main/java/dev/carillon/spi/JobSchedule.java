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
        long fence) {

    public JobSchedule {
        nextFireTime = nextFireTime.map(EpochMicros::truncate);
        nextDueTime = nextDueTime.map(EpochMicros::truncate);
        anchor = EpochMicros.truncate(anchor);
        lastRun = lastRun.map(EpochMicros::truncate);
        lastSuccess = lastSuccess.map(EpochMicros::truncate);
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
                0);
    }

    JobSchedule withPaused(boolean value) {
        return new JobSchedule(
                value,
                setAside,
                nextFireTime,
                nextDueTime,
                anchor,
                runCount,
                lastRun,
                lastSuccess,
                failures,
                error,
                fence);
    }

    JobSchedule withSetAside(Optional<SetAside> value) {
        return new JobSchedule(
                paused,
                value,
                nextFireTime,
                nextDueTime,
                anchor,
                runCount,
                lastRun,
                lastSuccess,
                failures,
                error,
                fence);
    }

    JobSchedule withNext(Optional<Instant> fireTime, Optional<Instant> dueTime) {
        return new JobSchedule(
                paused, setAside, fireTime, dueTime, anchor, runCount, lastRun, lastSuccess, failures, error, fence);
    }

    JobSchedule withAnchor(Instant value) {
        return new JobSchedule(
                paused,
                setAside,
                nextFireTime,
                nextDueTime,
                value,
                runCount,
                lastRun,
                lastSuccess,
                failures,
                error,
                fence);
    }

    JobSchedule claimed(long runs, long newFence) {
        return new JobSchedule(
                paused,
                setAside,
                nextFireTime,
                nextDueTime,
                anchor,
                runCount + runs,
                lastRun,
                lastSuccess,
                failures,
                error,
                newFence);
    }

    JobSchedule succeeded(Instant scheduledTime) {
        return new JobSchedule(
                paused,
                setAside,
                nextFireTime,
                nextDueTime,
                anchor,
                runCount,
                Optional.of(scheduledTime),
                Optional.of(scheduledTime),
                0,
                Optional.empty(),
                fence);
    }

    JobSchedule failed(Instant scheduledTime, String why) {
        return new JobSchedule(
                paused,
                setAside,
                nextFireTime,
                nextDueTime,
                anchor,
                runCount,
                Optional.of(scheduledTime),
                lastSuccess,
                failures + 1,
                Optional.of(why),
                fence);
    }

    JobSchedule withError(String why) {
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
                Optional.of(why),
                fence);
    }

    JobSchedule ended(Instant scheduledTime) {
        return new JobSchedule(
                paused,
                setAside,
                nextFireTime,
                nextDueTime,
                anchor,
                runCount,
                Optional.of(scheduledTime),
                lastSuccess,
                failures,
                error,
                fence);
    }
}
