package dev.carillon.core.store;

import dev.carillon.DuplicateJobException;
import dev.carillon.HistoryFilter;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.Retention;
import dev.carillon.RunRecord;
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
import dev.carillon.spi.Run;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;

/**
 * Keeps jobs in memory, for as long as the process lives. Its time is that of the clock it is given.
 *
 * <p>Schedulers of one process may share it as nodes of a cluster; tests do. Then it must be told so when it is made.
 */
public final class MemoryJobStore implements JobStore {

    /** How many ended runs a store keeps that is not told otherwise. */
    public static final int DEFAULT_HISTORY_SIZE = 1_000;

    private final InstantSource clock;
    private final boolean shared;

    // one lock for all that writes: every method holds it for microseconds, a bulk of adds apart, and of foreign code
    // the
    // planner alone runs under it; what only reads does without, so that listing a million jobs delays no claim
    private final Object lock = new Object();
    private final Map<String, DueQueue> queues = new HashMap<>();
    private final Map<String, KeptJob> held = new HashMap<>();
    private final Map<String, NodeBeat> nodes = new HashMap<>();
    private final Map<String, Map<UUID, Progress>> progress = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final MemoryHistory history;
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile KeptJobs jobs = new KeptJobs();
    private int writes;

    private MemoryJobStore(InstantSource clock, boolean shared, int historySize) {
        this.clock = clock;
        this.shared = shared;
        this.history = new MemoryHistory(historySize);
    }

    /**
     * Makes a store for one scheduler, on the time of the system.
     *
     * @return an empty store
     */
    public static MemoryJobStore create() {
        return of(InstantSource.system());
    }

    /**
     * Makes a store for one scheduler.
     *
     * @param clock what time it is
     * @return an empty store
     */
    public static MemoryJobStore of(InstantSource clock) {
        return new MemoryJobStore(clock, false, DEFAULT_HISTORY_SIZE);
    }

    /**
     * Makes a store for one scheduler.
     *
     * @param clock what time it is
     * @param historySize how many ended runs it keeps, of all jobs together, the last to end; 0 for none
     * @return an empty store
     * @throws IllegalArgumentException if the number is negative
     */
    public static MemoryJobStore of(InstantSource clock, int historySize) {
        return new MemoryJobStore(clock, false, requireSize(historySize));
    }

    /**
     * Makes a store that several schedulers of this process share.
     *
     * @param clock what time it is
     * @return an empty store
     */
    public static MemoryJobStore shared(InstantSource clock) {
        return shared(clock, DEFAULT_HISTORY_SIZE);
    }

    /**
     * Makes a store that several schedulers of this process share.
     *
     * @param clock what time it is
     * @param historySize how many ended runs it keeps, of all jobs together, the last to end; 0 for none
     * @return an empty store
     * @throws IllegalArgumentException if the number is negative
     */
    public static MemoryJobStore shared(InstantSource clock, int historySize) {
        return new MemoryJobStore(clock, true, requireSize(historySize));
    }

    private static int requireSize(int historySize) {
        if (historySize < 0) {
            throw new IllegalArgumentException("historySize must be at least 0, was " + historySize);
        }
        return historySize;
    }

    @Override
    public List<AddResult> add(List<JobRecord> records, OnConflict onConflict) {
        List<AddResult> results = new ArrayList<>(records.size());
        synchronized (lock) {
            if (onConflict == OnConflict.FAIL) {
                requireNew(records);
            }
            for (JobRecord record : records) {
                results.add(addOne(record, onConflict));
            }
        }
        changed();
        return results;
    }

    private void requireNew(List<JobRecord> records) {
        Set<String> ids = new HashSet<>();
        for (JobRecord record : records) {
            if (jobs.find(record.id()) != null || !ids.add(record.id())) {
                throw new DuplicateJobException("There is a job with the id '" + record.id()
                        + "' already. Choose another id, or add it with OnConflict.REPLACE or KEEP.");
            }
        }
    }

    private AddResult addOne(JobRecord record, OnConflict onConflict) {
        KeptJob kept = jobs.find(record.id());
        if (kept == null) {
            KeptJob added = new KeptJob(record);
            jobs.add(added);
            index(added);
            return new AddResult(AddResult.Outcome.ADDED, record);
        }
        JobRecord present = kept.record();
        if (onConflict == OnConflict.KEEP) {
            return new AddResult(AddResult.Outcome.KEPT, present);
        }
        JobRecord replaced = present.replacedBy(record, now()).withVersion(present.version() + 1);
        write(kept, Optional.of(replaced));
        return new AddResult(AddResult.Outcome.REPLACED, replaced);
    }

    @Override
    public List<Boolean> replace(List<Change> changes) {
        List<Boolean> won = new ArrayList<>(changes.size());
        synchronized (lock) {
            for (Change change : changes) {
                won.add(write(change));
            }
        }
        changed();
        return won;
    }

    private boolean write(Change change) {
        KeptJob kept = jobs.find(change.seen().id());
        if (kept == null || kept.record().version() != change.seen().version()) {
            return false;
        }
        write(kept, change.next());
        append(change.seen(), change.ended());
        return true;
    }

    private void append(JobRecord job, List<RunRecord> ended) {
        if (ended.isEmpty()) {
            return;
        }
        Retention retention = job.definition().policy().retention();
        for (RunRecord run : ended) {
            history.append(run, retention);
        }
    }

    /** Writes what a job has become, or that it is gone, with the indexes. */
    private void write(KeptJob job, Optional<JobRecord> after) {
        queueOf(job).remove(job);
        if (after.isPresent()) {
            job.become(after.get());
            index(job);
        } else {
            jobs.remove(job);
            held.remove(job.record().id());
        }
    }

    private void index(KeptJob job) {
        JobRecord record = job.record();
        if (record.heldRuns() > 0) {
            held.put(record.id(), job);
        } else {
            held.remove(record.id());
        }
        record.wakeUp().ifPresent(wakeUp -> queueOf(job).add(job, wakeUp, ++writes));
    }

    private DueQueue queueOf(KeptJob job) {
        return queues.computeIfAbsent(job.record().definition().executor(), executor -> new DueQueue());
    }

    @Override
    public Optional<JobRecord> remove(String id) {
        synchronized (lock) {
            KeptJob kept = jobs.find(id);
            if (kept == null) {
                return Optional.empty();
            }
            write(kept, Optional.empty());
            return Optional.of(kept.record());
        }
    }

    @Override
    public long removeAll() {
        synchronized (lock) {
            long count = jobs.size();
            jobs = new KeptJobs();
            queues.clear();
            held.clear();
            return count;
        }
    }

    @Override
    public Map<String, JobRecord> find(Collection<String> ids) {
        KeptJobs present = jobs;
        Map<String, JobRecord> found = new HashMap<>();
        for (String id : ids) {
            KeptJob kept = present.find(id);
            if (kept != null) {
                found.put(id, kept.record());
            }
        }
        return found;
    }

    @Override
    public List<JobRecord> scan(JobFilter filter, String afterId, int limit) {
        return jobs.after(afterId, lock)
                .filter(job -> job.matches(filter))
                .limit(limit)
                .toList();
    }

    @Override
    public List<JobRecord> next(JobFilter filter, int limit) {
        Comparator<JobRecord> order = Comparator.comparing(
                        (JobRecord job) -> job.schedule().paused()
                                ? Instant.MAX
                                : job.schedule().nextFireTime().orElse(Instant.MAX))
                .thenComparing(JobRecord::id, JobRecord.ID_ORDER);
        // the latest of those kept on top, to give way; of a million jobs only so many are ever sorted
        PriorityQueue<JobRecord> first = new PriorityQueue<>(order.reversed());
        jobs.forEach(job -> {
            if (job.matches(filter)) {
                first.add(job);
                if (first.size() > limit) {
                    first.remove();
                }
            }
        });
        return first.stream().sorted(order).toList();
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        List<Claim> claims = new ArrayList<>();
        synchronized (lock) {
            request.room().forEach((executor, room) -> {
                DueQueue queue = queues.get(executor);
                if (queue != null) {
                    claimFrom(queue, room, request, claims);
                }
            });
        }
        if (request.room().size() > 1) {
            claims.sort(Comparator.comparing(claim -> claim.before().wakeUp().orElse(Instant.MAX)));
        }
        return claims;
    }

    private void claimFrom(DueQueue queue, int room, ClaimRequest request, List<Claim> claims) {
        List<Decision> decisions = new ArrayList<>(Math.min(room, queue.size()));
        boolean complete = false;
        try {
            for (int claimed = 0; claimed < room && queue.isDue(request.until()); ) {
                KeptJob due = queue.first();
                Decision decision = new Decision(due, decide(due.record(), request));
                claimed += decision.claim().isPresent() ? 1 : 0;
                queue.remove(due);
                decisions.add(decision);
            }
            complete = true;
        } finally {
            if (!complete) {
                decisions.forEach(decision -> queue.putBack(decision.job()));
            }
        }
        // only now: a claimed job may be due again at once, and is to be claimed once
        for (Decision decision : decisions) {
            if (decision.claim().isEmpty()) {
                queue.putBack(decision.job());
            } else {
                claims.add(written(decision.job(), decision.claim().get()));
            }
        }
    }

    private record Decision(KeptJob job, Optional<Claim> claim) {}

    private static Optional<Claim> decide(JobRecord job, ClaimRequest request) {
        return request.passedOver().contains(job.definition().target())
                ? Optional.empty()
                : request.planner().plan(job);
    }

    private Claim written(KeptJob job, Claim claim) {
        Change change = claim.change();
        write(job, change.next());
        append(claim.before(), change.ended());
        return claim.written(change.next());
    }

    @Override
    public Optional<Instant> earliestWakeUp(Set<String> executors, Set<String> passedOver) {
        Optional<Instant> earliest = Optional.empty();
        synchronized (lock) {
            for (String executor : executors) {
                DueQueue queue = queues.get(executor);
                if (queue != null) {
                    Optional<Instant> first = queue.earliest(
                            job -> !passedOver.contains(job.definition().target()));
                    if (earliest.isEmpty()
                            || first.filter(earliest.get()::isAfter).isPresent()) {
                        earliest = first;
                    }
                }
            }
        }
        return earliest;
    }

    @Override
    public NodeEpoch join(String node) {
        synchronized (lock) {
            NodeEpoch joined = new NodeEpoch(node, epochs.merge(node, 1L, Long::sum));
            nodes.put(node, new NodeBeat(joined, 0));
            progress.remove(node);
            return joined;
        }
    }

    @Override
    public BeatReply beat(NodeBeat beat) {
        synchronized (lock) {
            NodeBeat present = nodes.get(beat.holder().node());
            boolean current = present != null && present.holder().equals(beat.holder());
            if (current) {
                nodes.put(beat.holder().node(), beat);
            }
            Set<UUID> cancelled = new HashSet<>();
            for (KeptJob job : held.values()) {
                for (Run run : job.record().runs()) {
                    if (run.cancelRequested() && run.isHeldBy(beat.holder())) {
                        cancelled.add(run.id());
                    }
                }
            }
            return new BeatReply(now(), current, cancelled, List.copyOf(nodes.values()));
        }
    }

    @Override
    public void report(NodeEpoch holder, Map<UUID, Progress> told) {
        synchronized (lock) {
            if (lives(holder)) {
                progress.put(holder.node(), Map.copyOf(told));
            }
        }
    }

    private boolean lives(NodeEpoch holder) {
        NodeBeat present = nodes.get(holder.node());
        return present != null && present.holder().equals(holder);
    }

    @Override
    public Map<UUID, Progress> progress(Set<UUID> runIds) {
        synchronized (lock) {
            Map<UUID, Progress> found = new HashMap<>();
            for (Map<UUID, Progress> told : progress.values()) {
                told.forEach((runId, each) -> {
                    if (runIds.contains(runId)) {
                        found.put(runId, each);
                    }
                });
            }
            return found;
        }
    }

    @Override
    public boolean keepsHistory() {
        return history.isKept();
    }

    @Override
    public void append(RunRecord ended, Retention retention) {
        synchronized (lock) {
            history.appendUnlessThere(ended, retention);
        }
    }

    @Override
    public List<RunRecord> history(HistoryFilter filter, int limit) {
        synchronized (lock) {
            if (!shared) {
                history.purge(now());
            }
            return history.read(filter, limit);
        }
    }

    @Override
    public Optional<String> purgeHistory(String after) {
        synchronized (lock) {
            history.purge(now());
            return Optional.empty();
        }
    }

    @Override
    public boolean leave(NodeBeat beat) {
        synchronized (lock) {
            NodeBeat present = nodes.get(beat.holder().node());
            boolean unchanged = present != null
                    && present.holder().equals(beat.holder())
                    && (beat.count() == 0 || present.count() == beat.count());
            if (unchanged) {
                nodes.remove(beat.holder().node());
                progress.remove(beat.holder().node());
            }
            return unchanged;
        }
    }

    @Override
    public List<JobRecord> held(String afterId, int limit) {
        synchronized (lock) {
            return held.values().stream()
                    .map(KeptJob::record)
                    .filter(job -> JobRecord.ID_ORDER.compare(job.id(), afterId) > 0)
                    .sorted(Comparator.comparing(JobRecord::id, JobRecord.ID_ORDER))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Instant now() {
        return EpochMicros.truncate(clock.instant());
    }

    @Override
    public void onChange(Runnable listener, ThreadFactory threads) {
        synchronized (lock) {
            listeners.add(listener);
        }
    }

    private void changed() {
        if (shared) {
            List<Runnable> told;
            synchronized (lock) {
                told = List.copyOf(listeners);
            }
            told.forEach(Runnable::run);
        }
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    /** Forgets nothing while it is shared; otherwise there is nobody left to remember for. */
    @Override
    public void close() {
        if (!shared) {
            removeAll();
        }
    }
}
