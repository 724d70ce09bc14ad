package dev.carillon.jpa;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.NodeEpoch;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole batches in one statement, with a verdict per row. Due rows are locked as they are read, and what another node has
 * locked is passed over.
 *
 * <p>A batch travels as one text per column, whose values are parted by a control character that occurs in no JSON and in
 * no id: every provider can bind a text, while arrays are bound by some and thousands of parameters by none.
 */
final class PostgreSqlStatements implements HotStatements {

    private static final char UNIT = '\u001F';

    private final String insert;
    private final String writeState;
    private final String writeAll;
    private final String delete;
    private final String append;
    private final String forget;
    private final String due;
    private final String earliest;
    private final String keepAlive;

    PostgreSqlStatements(Tables tables) {
        insert =
                """
                insert into %s (namespace, id, version, wake_up, next_time, executor, target, state, held, cancels,
                    tags, definition, schedule, runs)
                select ?1, u.id, cast(u.version as bigint), cast(u.wake_up as bigint), cast(u.next_time as bigint),
                    u.executor, u.target, u.state, cast(u.held as integer), cast(u.cancels as integer),
                    u.tags, u.definition, u.schedule, u.runs
                from unnest(%s) as u (id, version, wake_up, next_time, executor, target, state, held, cancels,
                    tags, definition, schedule, runs)
                on conflict (namespace, id) do nothing
                returning id"""
                        .formatted(tables.job(), batch(2, 14));
        String state =
                """
                update %s j set version = cast(u.version as bigint), wake_up = cast(u.wake_up as bigint),
                    next_time = cast(u.next_time as bigint), state = u.state, held = cast(u.held as integer),
                    cancels = cast(u.cancels as integer), schedule = u.schedule, runs = u.runs,
                    fault = null, fault_time = 0%s
                from unnest(%s) as u (id, seen, version, wake_up, next_time, state, held, cancels, schedule, runs%s)
                where j.namespace = ?1 and j.id = u.id and j.version = cast(u.seen as bigint)
                returning j.id""";
        writeState = state.formatted(tables.job(), "", batch(2, 11), "");
        writeAll = state.formatted(
                tables.job(),
                ", definition = u.definition, executor = u.executor, target = u.target, tags = u.tags",
                batch(2, 15),
                ", definition, executor, target, tags");
        delete =
                """
                delete from %s j using unnest(%s) as u (id, seen)
                where j.namespace = ?1 and j.id = u.id and j.version = cast(u.seen as bigint)
                returning j.id"""
                        .formatted(tables.job(), batch(2, 3));
        append =
                """
                insert into %s (namespace, ended_time, run_id, job_id, cause, scheduled_time, started_time, node,
                    attempt, fence, outcome, error, return_value, keep_count, keep_until)
                select ?1, cast(u.ended_time as bigint), u.run_id, u.job_id, u.cause, cast(u.scheduled_time as bigint),
                    cast(u.started_time as bigint), nullif(u.node, ''), cast(u.attempt as integer),
                    cast(u.fence as bigint), u.outcome, nullif(u.error, ''), nullif(u.return_value, ''),
                    cast(u.keep_count as integer), cast(u.keep_until as bigint)
                from unnest(%s) as u (ended_time, run_id, job_id, cause, scheduled_time, started_time, node, attempt,
                    fence, outcome, error, return_value, keep_count, keep_until)"""
                        .formatted(tables.history(), batch(2, 15));
        forget =
                """
                delete from %s h using unnest(%s) as u (ended_time, run_id)
                where h.namespace = ?1 and h.ended_time = cast(u.ended_time as bigint) and h.run_id = u.run_id"""
                        .formatted(tables.history(), batch(2, 3));
        // the constant lets the partial index serve; it implies nothing that a parameter would
        due =
                """
                select %s from %s j
                where j.namespace = ?1 and j.executor = ?2 and j.wake_up <= ?3 and j.wake_up < %d
                    and j.target <> all (%s) and (j.wake_up, j.id) > (?5, ?6)
                order by j.wake_up, j.id limit ?7 for update skip locked"""
                        .formatted(StoredText.COLUMNS, tables.job(), JobRow.NEVER, texts(4));
        earliest =
                """
                select min(w.wake_up) from unnest(%s) as e (executor) cross join lateral (
                    select j.wake_up from %s j
                    where j.namespace = ?1 and j.executor = e.executor and j.wake_up < %d and j.target <> all (%s)
                    order by j.wake_up, j.id limit 1) w"""
                        .formatted(texts(2), tables.job(), JobRow.NEVER, texts(3));
        keepAlive =
                """
                select n.epoch from %s n
                where n.namespace = ?1 and n.id = ?2 and n.epoch = ?3 and n.living = 1 for share"""
                        .formatted(tables.node());
    }

    /**
     * The columns of a batch. Behind a subquery the planner cannot count their values: it would read and hash the whole
     * table for some hundred of them, where looking each up costs a hundredth.
     */
    private static String batch(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(parameter -> "(select " + texts(parameter) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String texts(int parameter) {
        return "string_to_array(?" + parameter + ", chr(" + (int) UNIT + "))";
    }

    private static <T> String column(Collection<T> rows, Function<T, Object> value) {
        return rows.stream().map(row -> checked(value.apply(row))).collect(Collectors.joining(String.valueOf(UNIT)));
    }

    private static String checked(Object value) {
        String text = value.toString();
        if (text.indexOf(UNIT) >= 0) {
            throw new JobDefinitionException("A text to be stored has the control character U+001F: '"
                    + text.substring(0, Math.min(100, text.length())) + "'. Leave it out.");
        }
        return text;
    }

    @Override
    public Set<String> insert(EntityManager em, String namespace, List<JobText> jobs) {
        Set<String> inserted = new HashSet<>();
        // what is in memory twice, here and at the server, stays small however many there are
        for (List<JobText> some : Chunks.of(jobs, JobText::length)) {
            inserted.addAll(insertSome(em, namespace, some));
        }
        return inserted;
    }

    private Set<String> insertSome(EntityManager em, String namespace, List<JobText> jobs) {
        return HotStatements.ids(em.createNativeQuery(insert)
                .setParameter(1, namespace)
                .setParameter(2, column(jobs, JobText::id))
                .setParameter(3, column(jobs, JobText::version))
                .setParameter(4, column(jobs, JobText::wakeUp))
                .setParameter(5, column(jobs, JobText::nextTime))
                .setParameter(6, column(jobs, JobText::executor))
                .setParameter(7, column(jobs, JobText::target))
                .setParameter(8, column(jobs, JobText::state))
                .setParameter(9, column(jobs, JobText::held))
                .setParameter(10, column(jobs, JobText::cancels))
                .setParameter(11, column(jobs, JobText::tags))
                .setParameter(12, column(jobs, JobText::definition))
                .setParameter(13, column(jobs, JobText::schedule))
                .setParameter(14, column(jobs, JobText::runs)));
    }

    @Override
    public Set<String> write(EntityManager em, String namespace, List<Write> writes) {
        Set<String> won = new HashSet<>();
        List<Write> deletions =
                writes.stream().filter(write -> write.next().isEmpty()).toList();
        if (!deletions.isEmpty()) {
            won.addAll(HotStatements.ids(em.createNativeQuery(delete)
                    .setParameter(1, namespace)
                    .setParameter(2, column(deletions, Write::id))
                    .setParameter(3, column(deletions, Write::seen))));
        }
        won.addAll(update(em, namespace, writes, true));
        won.addAll(update(em, namespace, writes, false));
        return won;
    }

    private Set<String> update(EntityManager em, String namespace, List<Write> writes, boolean sameDefinition) {
        List<Write> updates = writes.stream()
                .filter(write -> write.next().isPresent() && write.sameDefinition() == sameDefinition)
                .toList();
        if (updates.isEmpty()) {
            return Set.of();
        }
        List<JobText> texts =
                updates.stream().map(write -> write.next().orElseThrow()).toList();
        Query query = em.createNativeQuery(sameDefinition ? writeState : writeAll)
                .setParameter(1, namespace)
                .setParameter(2, column(updates, Write::id))
                .setParameter(3, column(updates, Write::seen))
                .setParameter(4, column(texts, JobText::version))
                .setParameter(5, column(texts, JobText::wakeUp))
                .setParameter(6, column(texts, JobText::nextTime))
                .setParameter(7, column(texts, JobText::state))
                .setParameter(8, column(texts, JobText::held))
                .setParameter(9, column(texts, JobText::cancels))
                .setParameter(10, column(texts, JobText::schedule))
                .setParameter(11, column(texts, JobText::runs));
        if (!sameDefinition) {
            query.setParameter(12, column(texts, JobText::definition))
                    .setParameter(13, column(texts, JobText::executor))
                    .setParameter(14, column(texts, JobText::target))
                    .setParameter(15, column(texts, JobText::tags));
        }
        return HotStatements.ids(query);
    }

    @Override
    public void append(EntityManager em, List<EndedRunRow> runs) {
        for (List<EndedRunRow> some : Chunks.ofAnyNumber(runs, EndedRunRow::length)) {
            em.createNativeQuery(append)
                    .setParameter(1, some.get(0).namespace)
                    .setParameter(2, column(some, run -> run.endedTime))
                    .setParameter(3, column(some, run -> run.runId))
                    .setParameter(4, column(some, run -> run.jobId))
                    .setParameter(5, column(some, run -> run.cause))
                    .setParameter(6, column(some, run -> run.scheduledTime))
                    .setParameter(7, column(some, run -> run.startedTime))
                    .setParameter(8, column(some, run -> orEmpty(run.node)))
                    .setParameter(9, column(some, run -> run.attempt))
                    .setParameter(10, column(some, run -> run.fence))
                    .setParameter(11, column(some, run -> run.outcome))
                    .setParameter(12, column(some, run -> orEmpty(run.error)))
                    .setParameter(13, column(some, run -> orEmpty(run.returnValue)))
                    .setParameter(14, column(some, run -> run.keepCount))
                    .setParameter(15, column(some, run -> run.keepUntil))
                    .executeUpdate();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void forget(EntityManager em, List<EndedRunKey> runs) {
        em.createNativeQuery(forget)
                .setParameter(1, runs.get(0).namespace())
                .setParameter(2, column(runs, EndedRunKey::endedTime))
                .setParameter(3, column(runs, EndedRunKey::runId))
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
        return StoredText.all(em.createNativeQuery(due)
                .setParameter(1, namespace)
                .setParameter(2, executor)
                .setParameter(3, until)
                .setParameter(4, column(passedOver, target -> target))
                .setParameter(5, after == null ? Long.MIN_VALUE : after.wakeUp())
                .setParameter(6, after == null ? "" : after.id())
                .setParameter(7, limit)
                .getResultList());
    }

    @Override
    public int pageFor(int room) {
        return room;
    }

    @Override
    public long earliestWakeUp(EntityManager em, String namespace, Set<String> executors, Set<String> passedOver) {
        for (Object earliestOfAll : em.createNativeQuery(earliest)
                .setParameter(1, namespace)
                .setParameter(2, column(executors, executor -> executor))
                .setParameter(3, column(passedOver, target -> target))
                .getResultList()) {
            if (earliestOfAll instanceof Number micros) {
                return micros.longValue();
            }
        }
        return JobRow.NEVER;
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
