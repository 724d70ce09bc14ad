package dev.carillon;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a running method can ask and tell about its own run: its first parameter, if it wants one.
 *
 * <p>Safe for use by many threads. No method of it costs a statement to the store.
 */
public interface JobRun {

    /**
     * Returns the id of this run, unique for ever.
     *
     * @return the run's id
     */
    UUID runId();

    /**
     * Returns the id of the job.
     *
     * @return the job's id
     */
    String jobId();

    /**
     * Returns the job's name for people.
     *
     * @return the name; the id if none was given
     */
    String jobName();

    /**
     * Returns the store that holds the job.
     *
     * @return the store's name in the configuration
     */
    String store();

    /**
     * Returns the fire time this run stands for, without jitter. For a manual run, when it was asked for.
     *
     * @return the nominal time, to the microsecond
     */
    Instant scheduledTime();

    /**
     * Returns when this run began, on the store's time.
     *
     * @return the start, to the microsecond
     */
    Instant startedAt();

    /**
     * Returns why this run happens.
     *
     * @return the cause
     */
    RunCause cause();

    /**
     * Returns which attempt at this fire time this is.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Returns the node that runs it.
     *
     * @return the node's id
     */
    String node();

    /**
     * Returns a number that is larger than that of every earlier run of this job on any node. A method can guard its
     * own writes with it: store it beside what it writes, and refuse a write with a smaller one.
     *
     * @return the fence, positive
     */
    long fence();

    /**
     * Returns the scheduled time of the last run of this job that succeeded before this one was claimed.
     *
     * @return the time; empty if none has
     */
    Optional<Instant> previousSuccess();

    /**
     * Tells whether this run is asked to end: cancelled by a user, past its time limit, or taken over by another node.
     * Its thread is interrupted too.
     *
     * @return true once it should end as soon as it can
     */
    boolean isCancelled();

    /**
     * Tells how far this run has come. Kept in memory and written with the node's next beat, at most five seconds later;
     * what was told before is forgotten. May be called as often as one likes. {@link JobOperations#progress} reads it, on
     * this node at once.
     *
     * @param done how much is done, from 0 to {@code total}
     * @param total how much there is to do; 0 if that is not known
     * @param message a few words for people, perhaps empty; cut to 200 characters
     * @throws IllegalArgumentException if a number is negative, or more is done than there is
     */
    void progress(long done, long total, String message);
}
