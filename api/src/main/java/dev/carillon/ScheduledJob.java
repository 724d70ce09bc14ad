package dev.carillon;

import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How a job stood when it was read: an immutable snapshot, the same for all stores, with the verbs to change it. A verb
 * changes the stored job and leaves the snapshot as it is. Safe for use by many threads; equal by store and id.
 */
public interface ScheduledJob {

    /**
     * Returns the id.
     *
     * @return unique in its store
     */
    String id();

    /**
     * Returns the name for people.
     *
     * @return the id if none was given
     */
    String name();

    /**
     * Returns the store that keeps it.
     *
     * @return the store's name
     */
    String store();

    /**
     * Returns the executor that runs it.
     *
     * @return the executor's name
     */
    String executor();

    /**
     * Returns what it calls.
     *
     * @return a {@link Job} id, or {@code com.acme.Mailer#send}
     */
    String target();

    /**
     * Returns the arguments.
     *
     * @return a JSON array
     */
    String arguments();

    /**
     * Returns when it fires.
     *
     * @return the trigger; empty if it has none
     */
    Optional<Trigger> trigger();

    /**
     * Returns where it stands.
     *
     * @return the state
     */
    JobState state();

    /**
     * Tells whether it was declared with {@link Job}.
     *
     * @return false for a job that was added while the application ran
     */
    boolean isDeclared();

    /**
     * Returns the next fire time, without jitter. A paused job keeps it.
     *
     * @return the time; empty if none is to come
     */
    Optional<Instant> nextFireTime();

    /**
     * Returns the scheduled time of the run that ended last.
     *
     * @return the time; empty if none has
     */
    Optional<Instant> lastRun();

    /**
     * Returns the scheduled time of the last run that succeeded.
     *
     * @return the time; empty if none has
     */
    Optional<Instant> lastSuccess();

    /**
     * Returns how many fire times became runs.
     *
     * @return the number
     */
    long runCount();

    /**
     * Returns how many runs failed in a row.
     *
     * @return 0 after a success
     */
    int failures();

    /**
     * Returns the last error, or why the job is set aside.
     *
     * @return the error in words; empty after a success
     */
    Optional<String> error();

    /**
     * Returns when a run last failed or was given up.
     *
     * @return the moment; empty after a success
     */
    Optional<Instant> failedAt();

    /**
     * Returns the runs that are going.
     *
     * @return their ids
     */
    Set<UUID> running();

    /**
     * Returns the runs that wait: for a free slot, for the time of a retry, or to be taken up again.
     *
     * @return their ids
     */
    Set<UUID> waiting();

    /**
     * Returns the words to find it by.
     *
     * @return the tags
     */
    Set<String> tags();

    /**
     * Returns how late a run may start.
     *
     * @return the grace time; empty for unlimited
     */
    Optional<Duration> misfireGraceTime();

    /**
     * Returns what becomes of several fire times due at once.
     *
     * @return the rule
     */
    Coalesce coalesce();

    /**
     * Returns how many runs may go on at once in the cluster.
     *
     * @return the limit
     */
    int maxInstances();

    /**
     * Returns what becomes of a fire time when that many are going.
     *
     * @return the rule
     */
    LimitPolicy whenFull();

    /**
     * Returns by how much a run is put off at most.
     *
     * @return the limit; zero for not at all
     */
    Duration jitter();

    /**
     * Returns what holds when a node dies.
     *
     * @return the mode
     */
    DeliveryMode delivery();

    /**
     * Returns how long a run may take.
     *
     * @return the limit; empty for unlimited
     */
    Optional<Duration> timeLimit();

    /**
     * Returns what becomes of a run that failed.
     *
     * @return the policy
     */
    RetryPolicy retries();

    /**
     * Returns how long what is over stays.
     *
     * @return the retention
     */
    Retention retention();

    /**
     * Pauses it; see {@link JobOperations#pause}.
     *
     * @return how it stands now
     */
    ScheduledJob pause();

    /**
     * Resumes it; see {@link JobOperations#resume(String)}.
     *
     * @return how it stands now
     */
    default ScheduledJob resume() {
        return resume(ResumePolicy.FROM_NOW);
    }

    /**
     * Resumes it; see {@link JobOperations#resume(String, ResumePolicy)}.
     *
     * @param policy what becomes of the fire times that passed meanwhile
     * @return how it stands now
     */
    ScheduledJob resume(ResumePolicy policy);

    /**
     * Runs it once; see {@link JobOperations#runNow}.
     *
     * @return the id of the run
     */
    UUID runNow();

    /**
     * Puts it back after it has failed; see {@link JobOperations#retry}.
     *
     * @return the id of the run
     */
    UUID retry();

    /**
     * Reads how far its runs have come; see {@link JobOperations#progress}.
     *
     * @return the progress by the run's id
     */
    Map<UUID, Progress> progress();

    /**
     * Reads how its runs have ended; see {@link JobOperations#history(HistoryFilter, int)}.
     *
     * @param limit how many at most, at least 1
     * @return the last to end first
     */
    List<RunRecord> history(int limit);

    /**
     * Asks all its runs to end; see {@link JobOperations#cancel}.
     *
     * @return how many runs were asked to end
     */
    int cancel();

    /**
     * Asks one of its runs to end; see {@link JobOperations#cancelRun}.
     *
     * @param runId the run's id
     * @return false if it has no such run, or no longer
     */
    boolean cancelRun(UUID runId);

    /**
     * Computes when it fires next; see {@link JobOperations#nextFireTimes}.
     *
     * @param count how many times, at least 1
     * @return the fire times without jitter; fewer if the trigger ends
     */
    List<Instant> nextFireTimes(int count);

    /**
     * Reads it again.
     *
     * @return how it stands now; empty if it is gone
     */
    Optional<ScheduledJob> refresh();

    /**
     * Gives it another trigger; see {@link JobOperations#reschedule}.
     *
     * @param trigger when it fires from now on
     * @return how it stands now
     */
    ScheduledJob reschedule(Trigger trigger);

    /**
     * Begins to change it; see {@link JobOperations#modify}.
     *
     * @return what is to be changed
     */
    JobChanges modify();

    /** Removes it; see {@link JobOperations#remove}. */
    void remove();
}
