package dev.carillon.jpa;

import dev.carillon.JobFilter;
import dev.carillon.JobState;
import dev.carillon.spi.JobRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which rows are read, in which order. The database narrows them, the record has the last word. */
final class Selection {

    private final Database database;
    private final String prefix;
    private final Predicate<JobRecord> wanted;
    private final StringBuilder conditions = new StringBuilder("j.namespace = :namespace");
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Selection(Database database, String prefix, Predicate<JobRecord> wanted) {
        this.database = database;
        this.prefix = prefix;
        this.wanted = wanted;
    }

    static Selection of(JobFilter filter, Database database) {
        Selection selection = new Selection(database, filter.idPrefix(), job -> job.matches(filter));
        filter.executor().ifPresent(executor -> selection.where(" and j.executor = :executor", "executor", executor));
        if (!filter.states().isEmpty()) {
            selection.where(
                    " and j.state in :states",
                    "states",
                    filter.states().stream().map(JobState::name).collect(Collectors.toSet()));
        }
        filter.tag().ifPresent(tag -> selection.where(" and j.tags like :tag escape '!'", "tag", containing(tag)));
        return selection;
    }

    static Selection held(Database database) {
        Selection selection = new Selection(database, "", job -> job.heldRuns() > 0);
        selection.conditions.append(" and j.held > 0");
        return selection;
    }

    private static String containing(String tag) {
        String literal =
                JobText.tagged(tag).replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + literal + "%";
    }

    private void where(String condition, String name, Object value) {
        conditions.append(condition);
        parameters.put(name, value);
    }

    /** Tells whether an id, and so every one after it, does not begin as wanted. */
    boolean isBeyond(String id) {
        return !id.startsWith(prefix);
    }

    boolean wants(JobRecord job) {
        return wanted.test(job);
    }

    Query byId(EntityManager em, String namespace, String afterId) {
        boolean fromPrefix = JobRecord.ID_ORDER.compare(prefix, afterId) > 0;
        String from = fromPrefix ? prefix : afterId;
        String id = database.inIdOrder("j.jobId");
        String bound =
                from.isEmpty() ? "" : " and " + id + (fromPrefix ? " >= " : " > ") + database.inIdOrder(":fromId");
        Query query = query(em, namespace, bound, " order by " + id);
        return from.isEmpty() ? query : query.setParameter("fromId", from);
    }

    Query byTime(EntityManager em, String namespace) {
        return query(em, namespace, "", " order by j.nextTime, " + database.inIdOrder("j.jobId"));
    }

    private Query query(EntityManager em, String namespace, String bound, String order) {
        Query query = em.createQuery(
                        "select " + StoredText.ATTRIBUTES + " from JobRow j where " + conditions + bound + order)
                .setParameter("namespace", namespace);
        parameters.forEach(query::setParameter);
        return query;
    }
}
