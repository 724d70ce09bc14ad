package dev.carillon.jpa;

import dev.carillon.HistoryFilter;
import dev.carillon.Retention;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.spi.Change;
import dev.carillon.spi.EpochMicros;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of ended runs: filled by the transactions that end them, read by users, and purged job by job. */
final class JpaHistory {

    private static final System.Logger LOG = System.getLogger("dev.carillon.jpa");

    /** How many rows one step of a purge looks through, unless a single job has more. */
    private static final int LOOKED_THROUGH = 10_000;

    /** How many rows one step deletes. */
    private static final int DELETED = 1_000;

    private final String namespace;
    private final HotStatements hot;
    private final boolean kept;
    private final String over;

    /**
     * Makes it.
     *
     * @param kept whether ended runs are written at all
     */
    JpaHistory(String namespace, Tables tables, HotStatements hot, boolean kept) {
        this.namespace = namespace;
        this.hot = hot;
        this.kept = kept;
        // any database knows it; the ranges of jobs are put where %s is
        this.over =
                """
                select o.ended_time, o.run_id from (
                    select h.ended_time, h.run_id, h.keep_until,
                        row_number() over (partition by h.job_id order by h.ended_time desc, h.run_id desc) as place,
                        first_value(h.keep_count) over (partition by h.job_id order by h.ended_time desc, h.run_id desc)
                            as kept
                    from %s h where h.namespace = ?1%%s) o
                where o.place > o.kept or o.keep_until <= ?2"""
                        .formatted(tables.history());
    }

    boolean isKept() {
        return kept;
    }

    /** Appends the runs that end with changes, of those that were written. */
    void append(EntityManager em, Collection<Change> changes, Set<String> written) {
        if (!kept) {
            return;
        }
        List<EndedRunRow> rows = new ArrayList<>();
        for (Change change : changes) {
            if (!change.ended().isEmpty() && written.contains(change.seen().id())) {
                for (RunRecord run : change.ended()) {
                    rows.add(new EndedRunRow(
                            namespace, run, change.seen().definition().policy().retention()));
                }
            }
        }
        if (!rows.isEmpty()) {
            hot.append(em, rows);
        }
    }

    /** Appends a run that ends with no change, unless it is there. */
    void appendOne(EntityManager em, RunRecord run, Retention retention) {
        EndedRunRow row = new EndedRunRow(namespace, run, retention);
        if (kept && em.find(EndedRunRow.class, row.key()) == null) {
            hot.append(em, List.of(row));
        }
    }

    List<RunRecord> read(EntityManager em, HistoryFilter filter, int limit) {
        StringBuilder where = new StringBuilder("r.namespace = :namespace");
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("namespace", namespace));
        filter.jobId().ifPresent(id -> {
            where.append(" and r.jobId = :jobId");
            parameters.put("jobId", id);
        });
        filter.runId().ifPresent(id -> {
            where.append(" and r.runId = :runId");
            parameters.put("runId", id.toString());
        });
        if (!filter.outcomes().isEmpty()) {
            where.append(" and r.outcome in :outcomes");
            parameters.put(
                    "outcomes", filter.outcomes().stream().map(RunOutcome::name).collect(Collectors.toSet()));
        }
        filter.from().ifPresent(time -> {
            where.append(" and r.endedTime >= :fromTime");
            parameters.put("fromTime", firstMicroFrom(time));
        });
        filter.until().ifPresent(time -> {
            where.append(" and r.endedTime < :untilTime");
            parameters.put("untilTime", firstMicroFrom(time));
        });
        filter.before().ifPresent(place -> {
            // the first condition is implied by the others, and lets an index serve
            where.append(" and r.endedTime <= :placeTime and (r.endedTime < :placeTime or r.runId < :placeRun)");
            parameters.put("placeTime", EpochMicros.of(place.endedAt()));
            parameters.put("placeRun", place.runId().toString());
        });
        TypedQuery<EndedRunRow> query = em.createQuery(
                "select r from EndedRunRow r where " + where + " order by r.endedTime desc, r.runId desc",
                EndedRunRow.class);
        parameters.forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList().stream()
                .map(EndedRunRow::run)
                .toList();
    }

    /** A time between two microseconds is that of the later: none that was stored lies between. */
    private static long firstMicroFrom(Instant time) {
        long micros = EpochMicros.of(EpochMicros.truncate(time));
        return EpochMicros.truncate(time).equals(time) ? micros : micros + 1;
    }

    /**
     * Deletes some of what has been kept for long enough, of the next jobs.
     *
     * @param after the job behind which to begin; empty text for the first
     * @param now when the rows are too old that are kept until then
     * @return the job behind which to go on; empty if there is none
     */
    Optional<String> purge(EntityManager em, String after, Instant now) {
        Optional<String> last = lastOfNext(em, after);
        List<EndedRunKey> gone = over(em, after, last, now);
        if (!gone.isEmpty()) {
            hot.forget(em, gone);
            LOG.log(Level.DEBUG, "CARL-6010 {0} ended runs are forgotten, of jobs after ''{1}''", gone.size(), after);
        }
        return gone.size() < DELETED ? last : Optional.of(after);
    }

    /** Finds the job up to which as many rows lie as a step looks through. */
    private Optional<String> lastOfNext(EntityManager em, String after) {
        TypedQuery<String> query = em.createQuery(
                        "select r.jobId from EndedRunRow r where r.namespace = :namespace"
                                + (after.isEmpty() ? "" : " and r.jobId > :after") + " order by r.jobId",
                        String.class)
                .setParameter("namespace", namespace);
        if (!after.isEmpty()) {
            query.setParameter("after", after);
        }
        return query.setFirstResult(LOOKED_THROUGH).setMaxResults(1).getResultList().stream()
                .findFirst();
    }

    private List<EndedRunKey> over(EntityManager em, String after, Optional<String> last, Instant now) {
        List<Object> values = new ArrayList<>(List.of(namespace, EpochMicros.of(now)));
        StringBuilder jobs = new StringBuilder();
        if (!after.isEmpty()) {
            values.add(after);
            jobs.append(" and h.job_id > ?").append(values.size());
        }
        last.ifPresent(job -> {
            values.add(job);
            jobs.append(" and h.job_id <= ?").append(values.size());
        });
        Query query = em.createNativeQuery(over.formatted(jobs));
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        List<EndedRunKey> keys = new ArrayList<>();
        for (Object each : query.setMaxResults(DELETED).getResultList()) {
            @Nullable Object[] row = (Object[]) each;
            keys.add(new EndedRunKey(namespace, ((Number) row[0]).longValue(), String.valueOf(row[1])));
        }
        return keys;
    }
}
