package dev.carillon.jpa;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.NodeEpoch;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whole batches with a verdict per row, on a database that cannot return what an update has written: a first statement
 * locks the rows that have the version seen and names them, a second one writes those. A single row needs the second
 * only, whose count is the verdict. Due rows are locked as they are read, and what another node has locked is passed over.
 *
 * <p>A batch travels as one JSON text that the database reads as a table, so that the text of a statement is the same for
 * every size. What it reads are rows of this batch, and the job's table is looked up by key for each of them, in the
 * order of the batch: hence the joins that keep the order.
 */
final class MariaDbStatements implements HotStatements {

    private static final String KEY = "id varchar(120) character set utf8mb4 collate utf8mb4_nopad_bin path '$[0]'";
    private static final int LONGEST_EXECUTOR = 255;
    private static final int LONGEST_TARGET = 1_000;

    private final Tables tables;
    private final String insert;
    private final String lock;
    private final String writeState;
    private final String writeAll;
    private final String delete;
    private final String append;
    private final String forget;
    private final String keepAlive;

    // looked up once: finding the provider costs more than writing a few rows
    private final JsonGeneratorFactory generators = JsonProvider.provider().createGeneratorFactory(Map.of());

    MariaDbStatements(Tables tables) {
        this.tables = tables;
        // "ignore" is what lets an id pass that is taken meanwhile; the lengths that it would cut are checked before.
        // An id
        // that was taken already is not even tried: that would share its lock, and who then replaces it needs it alone
        insert =
                """
                insert ignore into %s (namespace, id, version, wake_up, next_time, executor, target, state, held,
                    cancels, tags, definition, schedule, runs)
                select ?1, u.id, u.version, u.wake_up, u.next_time, u.executor, u.target, u.state, u.held,
                    u.cancels, u.tags, u.definition, u.schedule, u.runs
                from json_table(?2, '$[*]' columns (%s, version bigint path '$[1]', wake_up bigint path '$[2]',
                    next_time bigint path '$[3]', executor varchar(255) path '$[4]', target varchar(1000) path '$[5]',
                    state varchar(20) path '$[6]', held integer path '$[7]', cancels integer path '$[8]',
                    tags mediumtext path '$[9]', definition mediumtext path '$[10]', schedule mediumtext path '$[11]',
                    runs mediumtext path '$[12]')) u
                where not exists (select 1 from %s k where k.namespace = ?3 and k.id = u.id)
                returning id"""
                        .formatted(tables.job(), KEY, tables.job());
        String seen = "json_table(?1, '$[*]' columns (" + KEY + ", seen bigint path '$[1]'%s)) u straight_join "
                + tables.job() + " j on j.namespace = ?2 and j.id = u.id and j.version = u.seen";
        lock = "select j.id from " + seen.formatted("") + " for update";
        delete = "delete j from " + seen.formatted("");
        String columns =
                """
                , version bigint path '$[2]', wake_up bigint path '$[3]', next_time bigint path '$[4]',
                    state varchar(20) path '$[5]', held integer path '$[6]', cancels integer path '$[7]',
                    schedule mediumtext path '$[8]', runs mediumtext path '$[9]'""";
        String set =
                """

                set j.version = u.version, j.wake_up = u.wake_up, j.next_time = u.next_time, j.state = u.state,
                    j.held = u.held, j.cancels = u.cancels, j.schedule = u.schedule, j.runs = u.runs,
                    j.fault = null, j.fault_time = 0""";
        writeState = "update " + seen.formatted(columns) + set;
        writeAll = "update "
                + seen.formatted(
                        columns
                                + """
                , definition mediumtext path '$[10]', executor varchar(255) path '$[11]',
                    target varchar(1000) path '$[12]', tags mediumtext path '$[13]'""")
                + set
                + ", j.definition = u.definition, j.executor = u.executor, j.target = u.target, j.tags = u.tags";
        append =
                """
                insert into %s (namespace, ended_time, run_id, job_id, cause, scheduled_time, started_time, node,
                    attempt, fence, outcome, error, return_value, keep_count, keep_until)
                select ?1, u.ended_time, u.run_id, u.job_id, u.cause, u.scheduled_time, u.started_time,
                    nullif(u.node, ''), u.attempt, u.fence, u.outcome, nullif(u.error, ''), nullif(u.return_value, ''),
                    u.keep_count, u.keep_until
                from json_table(?2, '$[*]' columns (ended_time bigint path '$[0]', run_id varchar(36) path '$[1]',
                    job_id varchar(120) path '$[2]', cause varchar(20) path '$[3]', scheduled_time bigint path '$[4]',
                    started_time bigint path '$[5]', node varchar(255) path '$[6]', attempt integer path '$[7]',
                    fence bigint path '$[8]', outcome varchar(20) path '$[9]', error text path '$[10]',
                    return_value text path '$[11]', keep_count integer path '$[12]', keep_until bigint path '$[13]')) u"""
                        .formatted(tables.history());
        forget =
                """
                delete h from json_table(?1, '$[*]' columns (ended_time bigint path '$[0]',
                    run_id varchar(36) character set utf8mb4 collate utf8mb4_nopad_bin path '$[1]')) u
                straight_join %s h on h.namespace = ?2 and h.ended_time = u.ended_time and h.run_id = u.run_id"""
                        .formatted(tables.history());
        keepAlive =
                """
                select n.epoch from %s n
                where n.namespace = ?1 and n.id = ?2 and n.epoch = ?3 and n.living = 1 lock in share mode"""
                        .formatted(tables.node());
    }

    @Override
    public Set<String> insert(EntityManager em, String namespace, List<JobText> jobs) {
        Set<String> inserted = new HashSet<>();
        for (List<JobText> some : Chunks.of(jobs, JobText::length)) {
            JsonRows rows = new JsonRows(generators);
            for (JobText job : some) {
                requireRoom("executor", job.executor(), LONGEST_EXECUTOR);
                requireRoom("target", job.target(), LONGEST_TARGET);
                rows.row(
                        job.id(),
                        job.version(),
                        job.wakeUp(),
                        job.nextTime(),
                        job.executor(),
                        job.target(),
                        job.state(),
                        job.held(),
                        job.cancels(),
                        job.tags(),
                        job.definition(),
                        job.schedule(),
                        job.runs());
            }
            inserted.addAll(HotStatements.ids(em.createNativeQuery(insert)
                    .setParameter(1, namespace)
                    .setParameter(2, rows.finished())
                    .setParameter(3, namespace)));
        }
        return inserted;
    }

    private static void requireRoom(String what, String value, int most) {
        if (value.codePointCount(0, value.length()) > most) {
            throw new JobDefinitionException("The " + what + " of a job, '" + value.substring(0, 100)
                    + "...', has more than " + most + " characters, which is what the database keeps. Shorten it.");
        }
    }

    @Override
    public Set<String> write(EntityManager em, String namespace, List<Write> writes) {
        Set<String> won = new HashSet<>();
        for (List<Write> some : Chunks.of(writes, MariaDbStatements::length)) {
            if (some.size() == 1) {
                Write write = some.get(0);
                if (carryOut(em, namespace, some, statement(write)) == 1) {
                    won.add(write.id());
                }
            } else {
                won.addAll(writeLocked(em, namespace, some));
            }
        }
        return won;
    }

    private static int length(Write write) {
        return write.next().map(JobText::length).orElse(0);
    }

    private String statement(Write write) {
        if (write.next().isEmpty()) {
            return delete;
        }
        return write.sameDefinition() ? writeState : writeAll;
    }

    private Set<String> writeLocked(EntityManager em, String namespace, List<Write> writes) {
        JsonRows seen = new JsonRows(generators);
        writes.forEach(write -> seen.row(write.id(), write.seen()));
        Set<String> locked = HotStatements.ids(
                em.createNativeQuery(lock).setParameter(1, seen.finished()).setParameter(2, namespace));
        List<Write> winners =
                writes.stream().filter(write -> locked.contains(write.id())).toList();
        for (String statement : List.of(delete, writeState, writeAll)) {
            List<Write> some = winners.stream()
                    .filter(write -> statement(write).equals(statement))
                    .toList();
            if (!some.isEmpty()) {
                carryOut(em, namespace, some, statement);
            }
        }
        return locked;
    }

    private int carryOut(EntityManager em, String namespace, List<Write> writes, String statement) {
        JsonRows rows = new JsonRows(generators);
        for (Write write : writes) {
            if (write.next().isEmpty()) {
                rows.row(write.id(), write.seen());
                continue;
            }
            JobText next = write.next().get();
            requireRoom("executor", next.executor(), LONGEST_EXECUTOR);
            requireRoom("target", next.target(), LONGEST_TARGET);
            rows.row(
                    write.id(),
                    write.seen(),
                    next.version(),
                    next.wakeUp(),
                    next.nextTime(),
                    next.state(),
                    next.held(),
                    next.cancels(),
                    next.schedule(),
                    next.runs(),
                    next.definition(),
                    next.executor(),
                    next.target(),
                    next.tags());
        }
        return em.createNativeQuery(statement)
                .setParameter(1, rows.finished())
                .setParameter(2, namespace)
                .executeUpdate();
    }

    @Override
    public void append(EntityManager em, List<EndedRunRow> runs) {
        for (List<EndedRunRow> some : Chunks.ofAnyNumber(runs, EndedRunRow::length)) {
            JsonRows rows = new JsonRows(generators);
            for (EndedRunRow run : some) {
                rows.row(
                        run.endedTime,
                        run.runId,
                        run.jobId,
                        run.cause,
                        run.scheduledTime,
                        run.startedTime,
                        orEmpty(run.node),
                        run.attempt,
                        run.fence,
                        run.outcome,
                        orEmpty(run.error),
                        orEmpty(run.returnValue),
                        run.keepCount,
                        run.keepUntil);
            }
            em.createNativeQuery(append)
                    .setParameter(1, some.get(0).namespace)
                    .setParameter(2, rows.finished())
                    .executeUpdate();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void forget(EntityManager em, List<EndedRunKey> runs) {
        JsonRows rows = new JsonRows(generators);
        runs.forEach(run -> rows.row(run.endedTime(), run.runId()));
        em.createNativeQuery(forget)
                .setParameter(1, rows.finished())
                .setParameter(2, runs.get(0).namespace())
                .executeUpdate();
    }

    @Override
    public List<StoredText> due(
            EntityManager em,
            String namespace,
            String executor,
            long until,
            Set<String> passedOver,
            @Nullable StoredText after,
            int limit) {
        List<Object> values = new ArrayList<>(List.of(namespace, executor, until));
        StringBuilder sql = new StringBuilder("select " + StoredText.COLUMNS)
                .append(dueRows())
                .append(" and j.executor = ?2 and j.wake_up <= ?3 and j.wake_up < " + JobRow.NEVER)
                .append(known(passedOver, values));
        if (after != null) {
            sql.append(" and j.wake_up >= ")
                    .append(parameter(after.wakeUp(), values))
                    .append(" and (j.wake_up > ")
                    .append(parameter(after.wakeUp(), values))
                    .append(" or j.id > ")
                    .append(parameter(after.id(), values))
                    .append(")");
        }
        sql.append(" order by j.wake_up, j.id limit ")
                .append(parameter(limit, values))
                .append(" for update skip locked");
        return StoredText.all(query(em, sql, values).getResultList());
    }

    /** Another index would be sorted, and all of it locked. */
    private String dueRows() {
        return " from " + tables.job() + " j force index (" + tables.prefix() + "job_due) where j.namespace = ?1";
    }

    private static String known(Set<String> passedOver, List<Object> values) {
        if (passedOver.isEmpty()) {
            return "";
        }
        List<String> places =
                passedOver.stream().map(target -> parameter(target, values)).toList();
        return " and j.target not in (" + String.join(", ", places) + ")";
    }

    private static String parameter(Object value, List<Object> values) {
        values.add(value);
        return "?" + values.size();
    }

    private static Query query(EntityManager em, CharSequence sql, List<Object> values) {
        Query query = em.createNativeQuery(sql.toString());
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }

    @Override
    public int pageFor(int room) {
        return room;
    }

    @Override
    public long earliestWakeUp(EntityManager em, String namespace, Set<String> executors, Set<String> passedOver) {
        long earliest = JobRow.NEVER;
        // one by one: each is the first entry of its range of the index
        for (String executor : executors) {
            List<Object> values = new ArrayList<>(List.of(namespace, executor));
            String sql = "select j.wake_up" + dueRows() + " and j.executor = ?2 and j.wake_up < " + JobRow.NEVER
                    + known(passedOver, values) + " order by j.wake_up limit 1";
            for (Object first : query(em, sql, values).getResultList()) {
                earliest = Math.min(earliest, ((Number) first).longValue());
            }
        }
        return earliest;
    }

    @Override
    public boolean keepAlive(EntityManager em, String namespace, NodeEpoch holder) {
        return !em.createNativeQuery(keepAlive)
                .setParameter(1, namespace)
                .setParameter(2, holder.node())
                .setParameter(3, holder.epoch())
                .getResultList()
                .isEmpty();
    }
}
