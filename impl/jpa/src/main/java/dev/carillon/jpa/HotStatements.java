package dev.carillon.jpa;

import dev.carillon.spi.NodeEpoch;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that every run passes through, one class per database. All run in the transaction of the entity manager
 * that they are given, and look into one namespace.
 */
interface HotStatements {

    /**
     * Inserts the jobs whose ids are free.
     *
     * @return the ids of those that were inserted
     */
    Set<String> insert(EntityManager em, String namespace, List<JobText> jobs);

    /**
     * Writes rows, each only if it still has the version that was seen.
     *
     * @param writes in an order in which all writers of such batches lock rows, so that they do not wait crosswise
     * @return the ids of those that were written
     */
    Set<String> write(EntityManager em, String namespace, List<Write> writes);

    /**
     * Appends ended runs to the history.
     *
     * @param runs at least one, none of them there already
     */
    void append(EntityManager em, List<EndedRunRow> runs);

    /**
     * Deletes ended runs from the history.
     *
     * @param runs their keys, at least one
     */
    void forget(EntityManager em, List<EndedRunKey> runs);

    /**
     * Reads rows that are due, earliest first; where the database can, it locks them and passes over those that others
     * have locked.
     *
     * @param after the row behind which the page begins; null for the first page
     */
    List<StoredText> due(
            EntityManager em,
            String namespace,
            String executor,
            long until,
            Set<String> passedOver,
            @Nullable StoredText after,
            int limit);

    /**
     * Returns how many rows to read when some are wanted: more where others may be faster.
     *
     * @param room how many are wanted
     */
    int pageFor(int room);

    /** Returns the earliest wake-up, or {@link JobRow#NEVER}. */
    long earliestWakeUp(EntityManager em, String namespace, Set<String> executors, Set<String> passedOver);

    /** Tells whether a node lives in this epoch, and keeps it from being ended before the transaction is. */
    boolean keepAlive(EntityManager em, String namespace, NodeEpoch holder);

    /**
     * A row to be written.
     *
     * @param seen the version that it must have
     * @param next what it becomes; empty to delete it
     * @param sameDefinition whether its definition stays, and with it executor, target and tags
     */
    record Write(String id, long seen, Optional<JobText> next, boolean sameDefinition) {}

    /** Reads the ids that a statement answers with. */
    static Set<String> ids(Query query) {
        Set<String> ids = new HashSet<>();
        for (Object id : query.getResultList()) {
            ids.add(String.valueOf(id));
        }
        return ids;
    }
}
