package dev.carillon;

import dev.carillon.trigger.Trigger;
import java.io.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The verbs on jobs, for all stores or for one. Safe for use by many threads.
 *
 * <p>Whoever names a job that does not exist gets a {@link JobNotFoundException}, except where a method says otherwise.
 */
public interface JobOperations {

    /**
     * Looks for a job.
     *
     * @param id its id
     * @return how it stands now; empty if there is none
     */
    Optional<ScheduledJob> findJob(String id);

    /**
     * Returns a job.
     *
     * @param id its id
     * @return how it stands now
     * @throws JobNotFoundException if there is none
     */
    ScheduledJob job(String id);

    /**
     * Lists all jobs, the next to fire first, those without a next fire time last.
     *
     * @return how they stand now; an application with very many jobs asks with a filter instead
     */
    List<ScheduledJob> jobs();

    /**
     * Lists some jobs, the next to fire first.
     *
     * @param filter which ones
     * @param limit how many at most, from each store, at least 1
     * @return how they stand now
     */
    List<ScheduledJob> jobs(JobFilter filter, int limit);

    /**
     * Computes when a job fires next. Reads its trigger; says nothing about pauses.
     *
     * @param id its id
     * @param count how many times, at least 1
     * @return the fire times without jitter, the stored next one first; fewer if the trigger ends
     */
    List<Instant> nextFireTimes(String id, int count);

    /**
     * Pauses a job in the whole cluster: its fire times pass without a run. What is running goes on.
     *
     * @param id its id
     * @return how it stands now
     */
    ScheduledJob pause(String id);

    /**
     * Resumes a job that is paused or set aside. It goes on from now; fire times that passed meanwhile are forgotten,
     * unless no other is left. A job that is neither stays as it is.
     *
     * @param id its id
     * @return how it stands now
     */
    ScheduledJob resume(String id);

    /**
     * Runs a job once, outside of its schedule, on whichever node has room. It takes a slot like any other run, also
     * while the job is paused, and moves nothing.
     *
     * @param id its id
     * @return the id of the run
     */
    UUID runNow(String id);

    /**
     * Puts a job back that was to run once and has failed for good: one more run for the fire time that failed, with all
     * its attempts.
     *
     * @param id its id
     * @return the id of the run
     * @throws JobDefinitionException if it is not {@link JobState#FAILED}
     */
    UUID retry(String id);

    /**
     * Asks all runs of a job to end. One that waits goes at once; one that is going is interrupted, on whichever node has
     * it: here at once, elsewhere with that node's next beat, which comes every five seconds. {@link JobRun#isCancelled()}
     * tells a method that does not heed interrupts. The job goes on; to end it too, remove it.
     *
     * @param id its id
     * @return how many runs were asked to end
     */
    int cancel(String id);

    /**
     * Asks one run of a job to end, as {@link #cancel(String)} does for all.
     *
     * @param id the job's id
     * @param runId the run's id
     * @return false if the job has no such run, or no longer
     */
    boolean cancelRun(String id, UUID runId);

    /**
     * Gives a job another trigger. Its next fire time is computed from now; a pause stays.
     *
     * @param id its id
     * @param trigger when it fires from now on
     * @return how it stands now
     * @throws JobDefinitionException if the trigger never fires
     */
    ScheduledJob reschedule(String id, Trigger trigger);

    /**
     * Begins to change a job.
     *
     * @param id its id
     * @return what is to be changed; nothing is stored before {@link JobChanges#apply()}
     */
    JobChanges modify(String id);

    /**
     * Removes a job at once. A run that is going goes on, is taken over by no one, and still has its terminal event; one
     * that waits is cancelled.
     *
     * @param id its id
     */
    void remove(String id);

    /** Removes all jobs. One event tells of it, whatever their number. */
    void removeAllJobs();

    /**
     * Writes all jobs as JSON that {@link #importJobs} takes in: what they call, when, how, and where they stand in time,
     * but not their runs.
     *
     * @param out where to
     * @throws java.io.UncheckedIOException if it cannot be written there
     */
    void exportJobs(Appendable out);

    /**
     * Takes in jobs that were exported, each into the store that it came from, or all into this one if one was chosen. All
     * are read and checked before the first is stored. A fire time that has passed meanwhile is due.
     *
     * @param in what {@link #exportJobs} has written
     * @param onConflict what happens where an id is taken
     * @return how the jobs stand now
     * @throws JobDefinitionException if something about it is wrong; nothing is stored
     * @throws DuplicateJobException if an id is taken and the policy is to fail; nothing is stored in that store
     * @throws UnknownStoreException if a job came from a store that is not here; nothing is stored
     */
    List<ScheduledJob> importJobs(Reader in, OnConflict onConflict);

    /**
     * Prints the jobs as a table for people.
     *
     * @param out where to
     */
    void printJobs(Appendable out);
}
