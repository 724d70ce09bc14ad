package dev.carillon.jpa;

import dev.carillon.DuplicateJobException;
import dev.carillon.HistoryFilter;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.Retention;
import dev.carillon.RunRecord;
import dev.carillon.jpa.HotStatements.Write;
import dev.carillon.spi.AddResult;
import dev.carillon.spi.BeatReply;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.RecordCodec;
import dev.carillon.spi.Run;
import dev.carillon.spi.UndecodableException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs in a table, nodes in another, and ended runs in a third. What users ask for takes part in their transaction; claims, beats and what else a node does for
 * itself is done in transactions of its own.
 */
final class JpaJobStore implements JobStore {

    private static final System.Logger LOG = System.getLogger("dev.carillon.jpa");

    /** How far ahead a wake-up is told of to other nodes: as long as they may take to ask. */
    private static final Duration SIGNALLED = Duration.ofSeconds(2);

    /** How long the row of a node that has left is kept. */
    private static final Duration NODES_REMEMBERED = Duration.ofDays(7);

    private final String namespace;
    private final RecordCodec codec;
    private final Transactions transactions;
    private final Database database;
    private final Tables tables;
    private final HotStatements hot;
    private final JpaHistory history;
    private final StoreClock clock;
    private final ChangeSignals signals;

    JpaJobStore(
            String namespace,
            RecordCodec codec,
            Transactions transactions,
            Database database,
            Tables tables,
            HotStatements hot,
            JpaHistory history,
            StoreClock clock,
            ChangeSignals signals) {
        this.namespace = namespace;
        this.codec = codec;
        this.transactions = transactions;
        this.database = database;
        this.tables = tables;
        this.hot = hot;
        this.history = history;
        this.clock = clock;
        this.signals = signals;
    }

    // ---- what users ask for

    @Override
    public List<AddResult> add(List<JobRecord> records, OnConflict onConflict) {
        if (records.isEmpty()) {
            return List.of();
        }
        Map<String, JobText> texts = new LinkedHashMap<>();
        for (JobRecord record : records) {
            if (texts.put(record.id(), JobText.of(record, codec)) != null && onConflict == OnConflict.FAIL) {
                throw taken(record.id());
            }
        }
        List<AddResult> results = transactions.joined(em -> add(em, records, texts, onConflict));
        signalIf(() -> results.stream()
                .filter(result -> result.outcome() != AddResult.Outcome.KEPT)
                .anyMatch(result -> isSoon(result.stored().wakeUp())));
        return results;
    }

    /** What is not due within the time of a poll is found by whoever asks next. */
    private boolean isSoon(Optional<Instant> wakeUp) {
        Instant soon = now().plus(SIGNALLED);
        return wakeUp.filter(time -> !time.isAfter(soon)).isPresent();
    }

    private boolean hastens(Change change) {
        Optional<Instant> before = change.seen().wakeUp();
        Optional<Instant> after = change.next().flatMap(JobRecord::wakeUp);
        return isSoon(after) && (before.isEmpty() || after.orElseThrow().isBefore(before.get()));
    }

    private void signalIf(BooleanSupplier worthIt) {
        if (signals != ChangeSignals.NONE && worthIt.getAsBoolean()) {
            transactions.afterCommit(signals::send);
        }
    }

    private List<AddResult> add(
            EntityManager em, List<JobRecord> records, Map<String, JobText> texts, OnConflict onConflict) {
        Set<String> inserted = new HashSet<>(hot.insert(em, namespace, List.copyOf(texts.values())));
        Map<String, AddResult> others = new HashMap<>();
        try {
            while (inserted.size() + others.size() < texts.size()) {
                List<JobRecord> open = records.stream()
                        .filter(record -> !inserted.contains(record.id()) && !others.containsKey(record.id()))
                        .toList();
                if (onConflict == OnConflict.FAIL) {
                    throw taken(open.get(0).id());
                }
                Map<String, JobRecord> present = present(em, open);
                if (onConflict == OnConflict.KEEP) {
                    present.forEach((id, record) -> others.put(id, new AddResult(AddResult.Outcome.KEPT, record)));
                } else {
                    others.putAll(replaceBy(em, open, present));
                }
                // what was removed since can be inserted now
                List<JobText> gone = open.stream()
                        .filter(record -> !present.containsKey(record.id()))
                        .map(record -> texts.get(record.id()))
                        .toList();
                inserted.addAll(hot.insert(em, namespace, gone));
            }
        } catch (DuplicateJobException | UndecodableException refused) {
            // the transaction may be the caller's and go on
            delete(em, inserted);
            throw refused;
        }
        List<AddResult> results = new ArrayList<>(records.size());
        for (JobRecord record : records) {
            AddResult other = others.get(record.id());
            results.add(other != null ? other : new AddResult(AddResult.Outcome.ADDED, record));
        }
        return results;
    }

    private static DuplicateJobException taken(String id) {
        return new DuplicateJobException("There is a job with the id '" + id
                + "' already. Choose another id, or add it with OnConflict.REPLACE or KEEP.");
    }

    private Map<String, JobRecord> present(EntityManager em, List<JobRecord> records) {
        Map<String, JobRecord> present = new HashMap<>();
        for (StoredText stored : read(em, records.stream().map(JobRecord::id).toList())) {
            try {
                present.put(stored.id(), stored.record(codec));
            } catch (UndecodableException unknown) {
                throw new UndecodableException(
                        "There is a job with the id '" + stored.id() + "' that this release cannot read, so that it can"
                                + " neither be kept nor replaced (" + unknown.getMessage() + "). Choose another id.",
                        unknown);
            }
        }
        return present;
    }

    private Map<String, AddResult> replaceBy(
            EntityManager em, List<JobRecord> records, Map<String, JobRecord> present) {
        List<Change> changes = new ArrayList<>();
        for (JobRecord record : records) {
            JobRecord seen = present.get(record.id());
            if (seen != null) {
                changes.add(new Change(seen, Optional.of(seen.replacedBy(record, now()))));
            }
        }
        Set<String> won = write(em, inIdOrder(changes));
        return changes.stream()
                .filter(change -> won.contains(change.seen().id()))
                .collect(Collectors.toMap(
                        change -> change.seen().id(),
                        change -> new AddResult(
                                AddResult.Outcome.REPLACED, change.next().orElseThrow())));
    }

    private void delete(EntityManager em, Collection<String> ids) {
        for (List<String> some : Chunks.of(List.copyOf(ids))) {
            em.createQuery("delete from JobRow j where j.jobId in :ids and j.namespace = :namespace")
                    .setParameter("namespace", namespace)
                    .setParameter("ids", some)
                    .executeUpdate();
        }
    }

    @Override
    public List<Boolean> replace(List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        Set<String> won = transactions.joined(em -> write(em, inIdOrder(changes)));
        signalIf(() ->
                changes.stream().anyMatch(change -> won.contains(change.seen().id()) && hastens(change)));
        return changes.stream().map(change -> won.contains(change.seen().id())).toList();
    }

    /** Batches that overlap wait for each other crosswise if each locks rows in an order of its own. */
    private static List<Change> inIdOrder(List<Change> changes) {
        return changes.stream()
                .sorted(Comparator.comparing(change -> change.seen().id()))
                .toList();
    }

    private Set<String> write(EntityManager em, Collection<Change> changes) {
        List<Write> writes = new ArrayList<>(changes.size());
        for (Change change : changes) {
            JobRecord seen = change.seen();
            boolean same = change.next()
                    .filter(next -> next.definition().equals(seen.definition()))
                    .isPresent();
            Optional<JobText> next = change.next()
                    .map(record -> same ? JobText.withoutDefinition(record, codec) : JobText.of(record, codec));
            writes.add(new Write(seen.id(), seen.version(), next, same));
        }
        Set<String> won = hot.write(em, namespace, writes);
        history.append(em, changes, won);
        return won;
    }

    @Override
    public Optional<JobRecord> remove(String id) {
        return transactions.joined(em -> {
            while (true) {
                List<StoredText> stored = read(em, List.of(id));
                Optional<JobRecord> record = stored.stream().findFirst().flatMap(text -> text.readable(codec));
                if (record.isEmpty()
                        || !write(em, List.of(new Change(record.get(), Optional.empty())))
                                .isEmpty()) {
                    return record;
                }
            }
        });
    }

    @Override
    public long removeAll() {
        return transactions.<Integer>joined(em -> em.createQuery("delete from JobRow j where j.namespace = :namespace")
                .setParameter("namespace", namespace)
                .executeUpdate());
    }

    // ---- reading

    @Override
    public Map<String, JobRecord> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<StoredText> stored = transactions.joined(em -> read(em, List.copyOf(ids)));
        Map<String, JobRecord> found = new HashMap<>();
        for (StoredText text : stored) {
            text.readable(codec).ifPresent(record -> found.put(record.id(), record));
        }
        return found;
    }

    private List<StoredText> read(EntityManager em, List<String> ids) {
        List<StoredText> stored = new ArrayList<>(ids.size());
        for (List<String> some : Chunks.of(ids)) {
            stored.addAll(StoredText.all(em.createQuery("select " + StoredText.ATTRIBUTES
                            + " from JobRow j where j.jobId in :ids and j.namespace = :namespace")
                    .setParameter("namespace", namespace)
                    .setParameter("ids", some)
                    .getResultList()));
        }
        return stored;
    }

    @Override
    public List<JobRecord> scan(JobFilter filter, String afterId, int limit) {
        return transactions.joined(em -> page(em, Selection.of(filter, database), afterId, limit));
    }

    @Override
    public List<JobRecord> held(String afterId, int limit) {
        return transactions.own(em -> page(em, Selection.held(database), afterId, limit));
    }

    /** Reads on until the page is full, since some rows are not wanted or cannot be read. */
    private List<JobRecord> page(EntityManager em, Selection selection, String afterId, int limit) {
        List<JobRecord> page = new ArrayList<>();
        String last = afterId;
        while (true) {
            List<StoredText> stored = StoredText.all(
                    selection.byId(em, namespace, last).setMaxResults(limit).getResultList());
            for (StoredText text : stored) {
                if (selection.isBeyond(text.id())) {
                    return page;
                }
                text.readable(codec).filter(selection::wants).ifPresent(page::add);
                if (page.size() == limit) {
                    return page;
                }
            }
            if (stored.size() < limit) {
                return page;
            }
            last = stored.get(stored.size() - 1).id();
        }
    }

    @Override
    public List<JobRecord> next(JobFilter filter, int limit) {
        return transactions.joined(em -> {
            Selection selection = Selection.of(filter, database);
            List<JobRecord> next = new ArrayList<>();
            for (int read = 0; ; read += limit) {
                List<StoredText> stored = StoredText.all(selection
                        .byTime(em, namespace)
                        .setFirstResult(read)
                        .setMaxResults(limit)
                        .getResultList());
                for (StoredText text : stored) {
                    text.readable(codec).filter(selection::wants).ifPresent(next::add);
                    if (next.size() == limit) {
                        return next;
                    }
                }
                if (stored.size() < limit) {
                    return next;
                }
            }
        });
    }

    // ---- what a node does

    @Override
    public List<Claim> claim(ClaimRequest request) {
        List<StoredText> faulty = new ArrayList<>();
        List<Claim> claims = transactions.own(em -> {
            faulty.clear();
            List<Claim> all = new ArrayList<>();
            if (hot.keepAlive(em, namespace, request.holder())) {
                request.room().forEach((executor, room) -> {
                    if (room > 0) {
                        new ExecutorClaim(em, request, executor, room, all, faulty).take();
                    }
                });
            }
            return all;
        });
        for (StoredText text : faulty) {
            LOG.log(
                    Level.WARNING,
                    "CARL-6001 Job {0} cannot be read by this release and is set aside: {1}",
                    text.id(),
                    text.fault().orElse(""));
        }
        claims.sort(Comparator.comparing(claim -> claim.before().wakeUp().orElse(Instant.MAX)));
        return claims;
    }

    /** The part of a claim that is about one executor. */
    private final class ExecutorClaim {

        /** How often a claim that got nothing begins anew because others were faster. */
        private static final int ROUNDS = 10;

        private final EntityManager em;
        private final ClaimRequest request;
        private final String executor;
        private final List<Claim> claims;
        private final List<StoredText> faulty;
        private int room;

        ExecutorClaim(
                EntityManager em,
                ClaimRequest request,
                String executor,
                int room,
                List<Claim> claims,
                List<StoredText> faulty) {
            this.em = em;
            this.request = request;
            this.executor = executor;
            this.room = room;
            this.claims = claims;
            this.faulty = faulty;
        }

        void take() {
            int before = room;
            for (int round = 0; round < ROUNDS && room == before && walk(); round++) {}
        }

        /** Goes through what is due until there is no room. Tells whether others were faster. */
        private boolean walk() {
            boolean lost = false;
            StoredText last = null;
            while (room > 0) {
                int limit = hot.pageFor(room);
                List<StoredText> page = hot.due(
                        em, namespace, executor, EpochMicros.of(request.until()), request.passedOver(), last, limit);
                for (int next = 0; next < page.size() && room > 0; ) {
                    List<Claim> planned = new ArrayList<>();
                    for (; next < page.size() && planned.size() < room; next++) {
                        plan(page.get(next)).ifPresent(planned::add);
                    }
                    lost |= write(planned);
                }
                if (page.size() < limit) {
                    return lost;
                }
                last = page.get(page.size() - 1);
            }
            return lost;
        }

        private Optional<Claim> plan(StoredText text) {
            JobRecord due;
            try {
                due = text.record(codec);
            } catch (UndecodableException unknown) {
                setAside(text, String.valueOf(unknown.getMessage()));
                return Optional.empty();
            }
            return request.planner().plan(due);
        }

        private void setAside(StoredText text, String reason) {
            long now = EpochMicros.of(now());
            int written = em.createQuery("update JobRow j set j.fault = :reason, j.faultTime = :now,"
                            + " j.wakeUp = :never, j.state = 'SET_ASIDE', j.version = :next"
                            + " where j.namespace = :namespace and j.jobId = :id and j.version = :seen")
                    .setParameter("reason", reason)
                    .setParameter("now", now)
                    .setParameter("never", JobRow.NEVER)
                    .setParameter("next", text.version() + 1)
                    .setParameter("namespace", namespace)
                    .setParameter("id", text.id())
                    .setParameter("seen", text.version())
                    .executeUpdate();
            if (written == 1) {
                faulty.add(text.withFault(reason, now));
            }
        }

        /** Writes what was planned and keeps what won. Tells whether something lost. */
        private boolean write(List<Claim> planned) {
            if (planned.isEmpty()) {
                return false;
            }
            List<Change> changes = planned.stream().map(Claim::change).toList();
            Set<String> won = JpaJobStore.this.write(em, changes);
            for (int i = 0; i < changes.size(); i++) {
                Claim claim = planned.get(i);
                if (won.contains(claim.before().id())) {
                    claims.add(claim.written(changes.get(i).next()));
                    room--;
                }
            }
            return won.size() < planned.size();
        }
    }

    @Override
    public Optional<Instant> earliestWakeUp(Set<String> executors, Set<String> passedOver) {
        if (executors.isEmpty()) {
            return Optional.empty();
        }
        long earliest = transactions.<Long>own(em -> hot.earliestWakeUp(em, namespace, executors, passedOver));
        return earliest == JobRow.NEVER ? Optional.empty() : Optional.of(EpochMicros.toInstant(earliest));
    }

    @Override
    public NodeEpoch join(String node) {
        return transactions.own(em -> {
            long now = EpochMicros.of(readTime(em));
            em.createQuery("delete from NodeRow n where n.namespace = :namespace and n.living = 0"
                            + " and n.seenTime < :forgotten")
                    .setParameter("namespace", namespace)
                    .setParameter("forgotten", now - NODES_REMEMBERED.toMillis() * 1_000)
                    .executeUpdate();
            while (true) {
                Optional<Long> earlier = epochOf(em, node);
                long epoch = Math.max(now, earlier.orElse(0L) + 1);
                if (earlier.isEmpty()) {
                    em.persist(new NodeRow(namespace, node, epoch, now));
                    em.flush();
                    return new NodeEpoch(node, epoch);
                }
                if (begin(em, node, earlier.get(), epoch, now)) {
                    return new NodeEpoch(node, epoch);
                }
            }
        });
    }

    private Optional<Long> epochOf(EntityManager em, String node) {
        return em
                .createQuery(
                        "select n.epoch from NodeRow n where n.namespace = :namespace and n.nodeId = :node", Long.class)
                .setParameter("namespace", namespace)
                .setParameter("node", node)
                .getResultList()
                .stream()
                .findFirst();
    }

    private boolean begin(EntityManager em, String node, long earlier, long epoch, long now) {
        return em.createQuery(
                                "update NodeRow n set n.epoch = :epoch, n.beats = 0, n.living = 1, n.seenTime = :now, n.progress = null"
                                        + " where n.namespace = :namespace and n.nodeId = :node and n.epoch = :earlier")
                        .setParameter("epoch", epoch)
                        .setParameter("now", now)
                        .setParameter("namespace", namespace)
                        .setParameter("node", node)
                        .setParameter("earlier", earlier)
                        .executeUpdate()
                == 1;
    }

    @Override
    public BeatReply beat(NodeBeat beat) {
        return transactions.own(em -> {
            Instant storeTime = readTime(em);
            int living = em.createQuery("update NodeRow n set n.beats = :beats, n.seenTime = :now"
                            + " where n.namespace = :namespace and n.nodeId = :node and n.epoch = :epoch"
                            + " and n.living = 1")
                    .setParameter("beats", beat.count())
                    .setParameter("now", EpochMicros.of(storeTime))
                    .setParameter("namespace", namespace)
                    .setParameter("node", beat.holder().node())
                    .setParameter("epoch", beat.holder().epoch())
                    .executeUpdate();
            return new BeatReply(storeTime, living == 1, cancelled(em, beat.holder()), nodes(em));
        });
    }

    @Override
    public void report(NodeEpoch holder, Map<UUID, Progress> progress) {
        transactions.own(em -> em.createQuery("update NodeRow n set n.progress = :progress"
                        + " where n.namespace = :namespace and n.nodeId = :node and n.epoch = :epoch and n.living = 1")
                .setParameter("progress", codec.encode(progress))
                .setParameter("namespace", namespace)
                .setParameter("node", holder.node())
                .setParameter("epoch", holder.epoch())
                .executeUpdate());
    }

    @Override
    public Map<UUID, Progress> progress(Set<UUID> runIds) {
        Map<UUID, Progress> found = new HashMap<>();
        for (String told : transactions.own(em -> em.createQuery(
                        "select n.progress from NodeRow n where n.namespace = :namespace and n.living = 1"
                                + " and n.progress is not null",
                        String.class)
                .setParameter("namespace", namespace)
                .getResultList())) {
            found.putAll(codec.progress(told));
        }
        found.keySet().retainAll(runIds);
        return found;
    }

    @Override
    public boolean keepsHistory() {
        return history.isKept();
    }

    @Override
    public void append(RunRecord ended, Retention retention) {
        transactions.own(em -> {
            history.appendOne(em, ended, retention);
            return ended;
        });
    }

    @Override
    public List<RunRecord> history(HistoryFilter filter, int limit) {
        return transactions.joined(em -> history.read(em, filter, limit));
    }

    @Override
    public Optional<String> purgeHistory(String after) {
        Instant now = now();
        return transactions.own(em -> history.purge(em, after, now));
    }

    private List<NodeBeat> nodes(EntityManager em) {
        List<NodeBeat> nodes = new ArrayList<>();
        for (Object row : em.createQuery("select n.nodeId, n.epoch, n.beats from NodeRow n"
                        + " where n.namespace = :namespace and n.living = 1")
                .setParameter("namespace", namespace)
                .getResultList()) {
            @Nullable Object[] node = (Object[]) row;
            nodes.add(new NodeBeat(
                    new NodeEpoch(String.valueOf(node[0]), ((Number) node[1]).longValue()),
                    ((Number) node[2]).longValue()));
        }
        return nodes;
    }

    private Set<UUID> cancelled(EntityManager em, NodeEpoch holder) {
        List<StoredText> stored = StoredText.all(em.createQuery("select " + StoredText.ATTRIBUTES
                        + " from JobRow j where j.namespace = :namespace and j.held > 0 and j.cancels > 0")
                .setParameter("namespace", namespace)
                .getResultList());
        Set<UUID> cancelled = new HashSet<>();
        for (StoredText text : stored) {
            text.readable(codec).ifPresent(record -> record.runs().stream()
                    .filter(run -> run.cancelRequested() && run.isHeldBy(holder))
                    .map(Run::id)
                    .forEach(cancelled::add));
        }
        return cancelled;
    }

    @Override
    public boolean leave(NodeBeat beat) {
        return transactions.<Boolean>own(em -> {
            String unchanged = beat.count() == 0 ? "" : " and n.beats = :beats";
            Query query = em.createQuery("update NodeRow n set n.living = 0 where n.namespace = :namespace"
                            + " and n.nodeId = :node and n.epoch = :epoch and n.living = 1" + unchanged)
                    .setParameter("namespace", namespace)
                    .setParameter("node", beat.holder().node())
                    .setParameter("epoch", beat.holder().epoch());
            if (beat.count() != 0) {
                query.setParameter("beats", beat.count());
            }
            return query.executeUpdate() == 1;
        });
    }

    // ---- time and end

    private Instant readTime(EntityManager em) {
        long asked = clock.steadyNanos();
        Instant time = database.now(em, tables);
        clock.learn(time, asked);
        return time;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public void onChange(Runnable listener, ThreadFactory threads) {
        signals.listen(listener, threads);
    }

    @Override
    public void afterCommit(Runnable action) {
        transactions.afterCommit(action);
    }

    @Override
    public Optional<JobStore> within(Object transaction) {
        return transaction instanceof EntityManager caller
                ? Optional.of(new JpaJobStore(
                        namespace, codec, transactions.of(caller), database, tables, hot, history, clock, signals))
                : Optional.empty();
    }

    @Override
    public void close() {
        signals.close();
        transactions.close();
    }
}
