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
 * @param anchorMicros when the trigger was first stored, in microseconds since 1970; what it left open is counted from here
 * @param runCount how many fire times became runs
 * @param results what the runs have come to
 * @param fence the fence of the run claimed last
 */
public record JobSchedule(
        boolean paused,
        Optional<SetAside> setAside,
        Optional<Instant> nextFireTime,
        Optional<Instant> nextDueTime,
        long anchorMicros,
        long runCount,
        RunResults results,
        long fence) {

    // a million waiting jobs have one each: what only those need that have run is apart, and the anchor is a number

    public JobSchedule {
        nextFireTime = EpochMicros.truncate(nextFireTime);
        nextDueTime = EpochMicros.truncate(nextDueTime);
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
                EpochMicros.of(anchor),
                0,
                RunResults.NONE,
                0);
    }

    /**
     * Returns when the trigger was first stored.
     *
     * @return the moment from which it counts what it left open
     */
    public Instant anchor() {
        return EpochMicros.toInstant(anchorMicros);
    }

    JobSchedule withPaused(boolean value) {
        return new JobSchedule(value, setAside, nextFireTime, nextDueTime, anchorMicros, runCount, results, fence);
    }

    JobSchedule withSetAside(Optional<SetAside> value) {
        return new JobSchedule(paused, value, nextFireTime, nextDueTime, anchorMicros, runCount, results, fence);
    }

    JobSchedule withNext(Optional<Instant> fireTime, Optional<Instant> dueTime) {
        return new JobSchedule(paused, setAside, fireTime, dueTime, anchorMicros, runCount, results, fence);
    }

    JobSchedule withAnchor(Instant value) {
        return new JobSchedule(
                paused, setAside, nextFireTime, nextDueTime, EpochMicros.of(value), runCount, results, fence);
    }

    JobSchedule withResults(RunResults value) {
        return new JobSchedule(paused, setAside, nextFireTime, nextDueTime, anchorMicros, runCount, value, fence);
    }

    /** After a plan that made so many new runs, the last of those that were started with that fence. */
    JobSchedule after(RunPlan plan, long newRuns, long newFence) {
        return new JobSchedule(
                paused,
                setAside,
                plan.nextFireTime(),
                plan.nextDueTime(),
                anchorMicros,
                runCount + newRuns,
                results,
                newFence);
    }
}
