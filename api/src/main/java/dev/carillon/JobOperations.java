package dev.carillon;

import dev.carillon.trigger.Trigger;
import java.io.Reader;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
     * Lists some jobs, the next to fire first, those that are paused or have no next fire time last.
     *
     * @param filter which ones
     * @param limit how many at most, at least 1
     * @return how they stand now
     * @throws UnknownStoreException if the filter names a store that is not here
     */
    List<ScheduledJob> jobs(JobFilter filter, int limit);

    /**
     * Lists some jobs page by page, in the order of their stores and ids, which no run changes: a job that is there all
     * the while is seen exactly once.
     *
     * @param filter which ones
     * @param after empty text for the first page; then {@link JobPage#next()} of the page before
     * @param limit how many at most, at least 1
     * @return the page
     * @throws UnknownStoreException if the filter names a store that is not here
     * @throws IllegalArgumentException if the limit is less than 1, or the text did not come from a page
     */
    JobPage page(JobFilter filter, String after, int limit);

    /**
     * Walks over some jobs, however many there are, in the order of {@link #page}; pages are read as they are needed.
     *
     * @param filter which ones
     * @return the jobs, each as it stood when its page was read; needs no closing. Reading on may throw what {@link #page}
     *     throws
     * @throws UnknownStoreException if the filter names a store that is not here
     */
    default Stream<ScheduledJob> stream(JobFilter filter) {
        return Stream.iterate(
                        Optional.of(page(filter, "", 500)), Optional::isPresent, page -> page.flatMap(JobPage::next)
                                .map(next -> page(filter, next, 500)))
                .flatMap(page -> page.orElseThrow().jobs().stream());
    }

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
    default ScheduledJob resume(String id) {
        return resume(id, ResumePolicy.FROM_NOW);
    }

    /**
     * Resumes a job that is paused or set aside. A job that is neither stays as it is.
     *
     * @param id its id
     * @param policy what becomes of the fire times that passed meanwhile
     * @return how it stands now
     */
    ScheduledJob resume(String id, ResumePolicy policy);

    /**
     * Runs a job once, outside of its schedule, on whichever node has room. It takes a slot like any other run, also
     * while the job is paused, and moves nothing.
     *
     * @param id its id
     * @return the id of the run
     * @throws JobSetAsideException if it is set aside, so that the run would only wait
     * @throws JobDefinitionException if a hundred of its runs wait already
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
     * it: here at once, elsewhere with that node's next beat, which comes within five seconds. {@link JobRun#isCancelled()}
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
     * Reads how far the runs of a job have come: of those on this node as they told last, of those on others as that was
     * written with their node's last beat.
     *
     * @param id its id
     * @return the progress by the run's id; without the runs that have not told any, and those that have ended
     */
    Map<UUID, Progress> progress(String id);

    /**
     * Reads how runs have ended, of jobs that are there and of jobs that are gone. Of every terminal event there is one
     * record, written in the same step as the end itself, so that it is there also if the event was lost with its node. A
     * run that is tried again, or taken over, has not ended. For the next page ask with
     * {@link HistoryFilter#withBefore}.
     *
     * <p>How much is kept says the {@link Retention} of each job. A store of type {@code memory} keeps the last 1,000 runs
     * at most, of all its jobs together, unless its option {@code history-size} says otherwise.
     *
     * @param filter which ended runs
     * @param limit how many at most, at least 1
     * @return the last to end first; nothing from a store that keeps no history
     * @throws IllegalArgumentException if the limit is less than 1
     * @throws UnknownStoreException if the filter names a store that is not here
     */
    List<RunRecord> history(HistoryFilter filter, int limit);

    /**
     * Walks over ended runs, however many there are, the last to end first; pages are read as they are needed.
     *
     * @param filter which ended runs
     * @return the runs; needs no closing. Reading on may throw what {@link #history(HistoryFilter, int)} throws
     * @throws UnknownStoreException if the filter names a store that is not here
     */
    default Stream<RunRecord> history(HistoryFilter filter) {
        int size = 500;
        return Stream.iterate(
                        history(filter, size),
                        page -> !page.isEmpty(),
                        page -> page.size() < size
                                ? List.<RunRecord>of()
                                : history(filter.withBefore(page.get(size - 1)), size))
                .flatMap(List::stream);
    }

    /**
     * Gives a job another trigger. Its next fire time is computed from now; a pause stays.
     *
     * @param id its id
     * @param trigger when it fires from now on
     * @return how it stands now
     * @throws TriggerFinishedException if the trigger has no fire time to come; the job keeps the one that it has
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
     * Adds many jobs, each store's in one step: all or none where its database can. Every other method of theirs holds
     * but for the conflict policy, which is one for all.
     *
     * @param jobs the jobs as they are defined, none of them added yet
     * @param onConflict what happens where an id is taken
     * @return how the jobs stand now, in the same order
     * @throws JobDefinitionException if something about one is wrong, or two have the same id; nothing is stored
     * @throws DuplicateJobException if an id is taken and the policy is to fail; nothing is stored in that store
     */
    List<ScheduledJob> addAll(Collection<? extends JobBuilder> jobs, OnConflict onConflict);

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
     * Prints the jobs as a table for people, one line each, the next to fire first. Characters that would command a terminal
     * are shown as {@code ?}, and triggers and names are cut at 60 columns.
     *
     * @param out where to
     * @throws java.io.UncheckedIOException if it cannot be written there
     */
    void printJobs(Appendable out);

    /** Prints the jobs as a table to the standard output. */
    default void printJobs() {
        printJobs(System.out);
    }
}
