package dev.carillon.spi;

import dev.carillon.DuplicateJobException;
import dev.carillon.HistoryFilter;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.Retention;
import dev.carillon.RunRecord;
import dev.carillon.StoreUnavailableException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;

/**
 * Keeps jobs: a map with one index and one compare-and-set. Any number of nodes may share what it keeps. A store owns no
 * policy and fires no events. Safe for use by many threads.
 *
 * <p>Every method may throw {@link StoreUnavailableException}; then it is unknown whether the change took place, and the
 * caller reads before it writes again. A record that cannot be decoded is passed over by every method that lists or
 * removes by id, set aside by {@link #claim}, and deleted by {@link #removeAll} only. A release that can decode it finds
 * it with the reason, and may put it back.
 */
public interface JobStore extends AutoCloseable {

    /**
     * Adds jobs, in one round trip, all or none where the database can.
     *
     * @param records the jobs, each id once
     * @param onConflict what happens where an id is taken
     * @return what became of each, in the same order
     * @throws DuplicateJobException if an id is taken and the policy is {@link OnConflict#FAIL}; then none is stored
     * @throws UndecodableException if an id is taken by a record that cannot be decoded, under any other policy
     */
    List<AddResult> add(List<JobRecord> records, OnConflict onConflict);

    /**
     * Writes changes, each only if its record still has the version that was seen. One that loses hinders no other.
     *
     * @param changes the changes, each id once
     * @return for each, in the same order, whether it won
     */
    List<Boolean> replace(List<Change> changes);

    /**
     * Removes a job whatever its version.
     *
     * @param id its id
     * @return what was removed; empty if there was no such job
     */
    Optional<JobRecord> remove(String id);

    /**
     * Removes all jobs of this namespace.
     *
     * @return how many there were
     */
    long removeAll();

    /**
     * Reads some jobs.
     *
     * @param ids their ids
     * @return those that exist, by id
     */
    Map<String, JobRecord> find(Collection<String> ids);

    /**
     * Reads one job.
     *
     * @param id its id
     * @return its record; empty if there is none
     */
    default Optional<JobRecord> find(String id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /**
     * Reads a page of jobs in the order of their ids.
     *
     * @param filter which ones
     * @param afterId the last id of the page before; empty text for the first page
     * @param limit how many at most, at least 1
     * @return the page; shorter than the limit if it is the last
     */
    List<JobRecord> scan(JobFilter filter, String afterId, int limit);

    /**
     * Reads the first jobs in the order of their next fire times, those that are paused or have none last, ties by id.
     *
     * @param filter which ones
     * @param limit how many at most, at least 1
     * @return the jobs
     */
    List<JobRecord> next(JobFilter filter, int limit);

    /**
     * Gives a node jobs that are due, planned and written in one step. Of several nodes that call this at once, no two
     * get the same run. Each executor is its own queue, so that a full one hides nothing of another.
     *
     * @param request who asks, for what, and how to decide
     * @return what was claimed, earliest wake-up first; empty if there is nothing to do
     */
    List<Claim> claim(ClaimRequest request);

    /**
     * Tells when to claim again.
     *
     * @param executors the executors that the node has
     * @param passedOver targets that it does not know
     * @return the earliest wake-up of their jobs, perhaps in the past; empty if none is to come
     */
    Optional<Instant> earliestWakeUp(Set<String> executors, Set<String> passedOver);

    /**
     * Begins a life of a node.
     *
     * @param node the node's id
     * @return the node with an epoch larger than any that this id had before; what it held in those is orphaned
     */
    NodeEpoch join(String node);

    /**
     * Gives a sign of life and asks for the time.
     *
     * @param beat the node and how often it has beaten
     * @return the answer
     */
    BeatReply beat(NodeBeat beat);

    /**
     * Keeps what the runs of a node have told of themselves, in place of what it kept before. Sent after a beat, and only
     * if something has changed; forgotten when the node's life ends. Nothing depends on it: a store may leave it out.
     *
     * @param holder the node in its present life; nothing is kept for another
     * @param progress the progress of its runs
     */
    default void report(NodeEpoch holder, Map<UUID, Progress> progress) {}

    /**
     * Reads what runs have told of themselves.
     *
     * @param runIds the runs
     * @return what is kept of them
     */
    default Map<UUID, Progress> progress(Set<UUID> runIds) {
        return Map.of();
    }

    /**
     * Tells whether this store keeps a history: then it appends the ended runs of the changes and claims that win, in the
     * same step, each kept by the retention of the job's record as it was seen.
     *
     * @return false if it does not, so that nobody need describe them; the same answer always
     */
    default boolean keepsHistory() {
        return false;
    }

    /**
     * Appends a run to the history that ended when its job was no longer on record. Does nothing if it is there already.
     *
     * @param ended how it ended
     * @param retention how long it is kept
     */
    default void append(RunRecord ended, Retention retention) {}

    /**
     * Reads from the history. It outlives the jobs.
     *
     * @param filter which ended runs; its store is not looked at
     * @param limit how many at most, at least 1
     * @return the runs, {@linkplain RunRecord#NEWEST_FIRST newest first}, under whatever store's name; empty if this store
     *     keeps none
     */
    default List<RunRecord> history(HistoryFilter filter, int limit) {
        return List.of();
    }

    /**
     * Forgets ended runs that have been kept for long enough: those that are older than their own retention says, and of
     * each job those beyond the number that the retention of its newest says. One call does as much as one short
     * transaction bears, and delays nobody who writes to the history. Several nodes may call it at once, to no use. A
     * store that {@linkplain #isShared() nobody shares} is not asked, and sees to it when it is read.
     *
     * @param after where the last call came to; empty text to begin with the first job
     * @return where to go on; empty if that was the last
     */
    default Optional<String> purgeHistory(String after) {
        return Optional.empty();
    }

    /**
     * Ends the life of a node: its own at shutdown, or that of another whose beat has stood still.
     *
     * @param beat the last beat that was seen; empty count 0 to end it whatever its beat
     * @return true if it lived and had not beaten since
     */
    boolean leave(NodeBeat beat);

    /**
     * Reads a page of jobs that have held runs, in the order of their ids.
     *
     * @param afterId the last id of the page before; empty text for the first page
     * @param limit how many at most, at least 1
     * @return the page; shorter than the limit if it is the last
     */
    List<JobRecord> held(String afterId, int limit);

    /**
     * Returns the store's time.
     *
     * @return now, as every node of the cluster sees it
     */
    Instant now();

    /**
     * Asks to be told when something may have changed that this node did not do. A hint only: it may come late, twice,
     * or not at all.
     *
     * @param listener called on a thread of the store; must return at once
     * @param threads makes the threads of the store that this takes, if any; they end with {@link #close()}
     */
    default void onChange(Runnable listener, ThreadFactory threads) {}

    /**
     * Runs an action once the changes that the calling thread has made so far are there to stay: at once, or, inside a
     * transaction of the caller, after its commit and never if it is rolled back.
     *
     * @param action what to do, such as waking the loop and telling of an event
     */
    default void afterCommit(Runnable action) {
        action.run();
    }

    /**
     * Returns this store within a transaction of the caller that is not of the container: what is asked of it takes part
     * in that transaction, and {@link #afterCommit} waits for its commit. Closing what is returned does nothing.
     *
     * @param transaction what has the transaction, such as an entity manager
     * @return the store; empty if it takes part in no transaction of that kind
     */
    default Optional<JobStore> within(Object transaction) {
        return Optional.empty();
    }

    /**
     * Tells whether other nodes may share what this store keeps.
     *
     * @return false if nobody else can see it, so that there is nobody to look out for
     */
    default boolean isShared() {
        return true;
    }

    /** Lets go of connections and threads; what is stored stays. Closing again does nothing. */
    @Override
    void close();
}
