package dev.carillon.core.store;

import dev.carillon.DuplicateJobException;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.spi.AddResult;
import dev.carillon.spi.BeatReply;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Run;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs in memory, for as long as the process lives. Its time is that of the clock it is given.
 *
 * <p>Schedulers of one process may share it as nodes of a cluster; tests do. Then it must be told so when it is made.
 */
public final class MemoryJobStore implements JobStore {

    private final InstantSource clock;
    private final boolean shared;

    // one lock for all: every method holds it for microseconds, and no foreign code but the planner runs under it
    private final Object lock = new Object();
    private final Map<String, Kept> jobs = new HashMap<>();
    private final Map<String, NavigableSet<Due>> queues = new HashMap<>();
    private List<String> sortedIds = List.of();
    private long writes;
    private final TreeMap<String, JobRecord> held = new TreeMap<>(JobRecord.ID_ORDER);
    private final Map<String, NodeBeat> nodes = new HashMap<>();
    private final Map<String, Map<UUID, Progress>> progress = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();

    /** A place in a queue: by time, then in the order of writing. */
    private record Due(Instant wakeUp, long write, String id) {
        static final Comparator<Due> ORDER = Comparator.comparing(Due::wakeUp).thenComparingLong(Due::write);
    }

    /** A record with its place in the queue of its executor; none if it needs no look. */
    private record Kept(JobRecord record, @Nullable Due due) {}

    private MemoryJobStore(InstantSource clock, boolean shared) {
        this.clock = clock;
        this.shared = shared;
    }

    /**
     * Makes a store for one scheduler.
     *
     * @param clock what time it is
     * @return an empty store
     */
    public static MemoryJobStore of(InstantSource clock) {
        return new MemoryJobStore(clock, false);
    }

    /**
     * Makes a store that several schedulers of this process share.
     *
     * @param clock what time it is
     * @return an empty store
     */
    public static MemoryJobStore shared(InstantSource clock) {
        return new MemoryJobStore(clock, true);
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
            if (jobs.containsKey(record.id()) || !ids.add(record.id())) {
                throw new DuplicateJobException("There is a job with the id '" + record.id()
                        + "' already. Choose another id, or add it with OnConflict.REPLACE or KEEP.");
            }
        }
    }

    private AddResult addOne(JobRecord record, OnConflict onConflict) {
        Kept kept = jobs.get(record.id());
        JobRecord present = kept == null ? null : kept.record();
        if (present == null) {
            put(record.id(), record);
            return new AddResult(AddResult.Outcome.ADDED, record);
        }
        if (onConflict == OnConflict.KEEP) {
            return new AddResult(AddResult.Outcome.KEPT, present);
        }
        JobRecord replaced = present.replacedBy(record, now()).withVersion(present.version() + 1);
        put(record.id(), replaced);
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
        String id = change.seen().id();
        Kept present = jobs.get(id);
        if (present == null || present.record().version() != change.seen().version()) {
            return false;
        }
        put(id, change.next().orElse(null));
        return true;
    }

    /** The only place that writes: the map and its indexes. Returns what was there before. */
    private @Nullable JobRecord put(String id, @Nullable JobRecord after) {
        Kept before = after == null ? jobs.remove(id) : jobs.put(id, keep(after));
        if (before != null) {
            Due due = before.due();
            if (due != null) {
                queue(before.record()).remove(due);
            }
        }
        if (after != null && after.heldRuns() > 0) {
            held.put(id, after);
        } else {
            held.remove(id);
        }
        if ((before == null) != (after == null)) {
            sortedIds = List.of();
        }
        return before == null ? null : before.record();
    }

    private Kept keep(JobRecord record) {
        Optional<Instant> wakeUp = record.wakeUp();
        if (wakeUp.isEmpty()) {
            return new Kept(record, null);
        }
        Due due = new Due(wakeUp.get(), ++writes, record.id());
        queue(record).add(due);
        return new Kept(record, due);
    }

    private NavigableSet<Due> queue(JobRecord job) {
        return queues.computeIfAbsent(job.definition().executor(), executor -> new TreeSet<>(Due.ORDER));
    }

    /** Sorted when it is asked for, and again only after a job has come or gone. */
    private List<String> sortedIds() {
        if (sortedIds.size() != jobs.size()) {
            sortedIds = jobs.keySet().stream().sorted(JobRecord.ID_ORDER).toList();
        }
        return sortedIds;
    }

    @Override
    public Optional<JobRecord> remove(String id) {
        JobRecord removed;
        synchronized (lock) {
            removed = put(id, null);
        }
        return Optional.ofNullable(removed);
    }

    @Override
    public long removeAll() {
        synchronized (lock) {
            long count = jobs.size();
            jobs.clear();
            queues.clear();
            held.clear();
            sortedIds = List.of();
            return count;
        }
    }

    @Override
    public Map<String, JobRecord> find(Collection<String> ids) {
        Map<String, JobRecord> found = new HashMap<>();
        synchronized (lock) {
            for (String id : ids) {
                Kept kept = jobs.get(id);
                if (kept != null) {
                    found.put(id, kept.record());
                }
            }
        }
        return found;
    }

    @Override
    public List<JobRecord> scan(JobFilter filter, String afterId, int limit) {
        synchronized (lock) {
            List<String> ids = sortedIds();
            int found = Collections.binarySearch(ids, afterId, JobRecord.ID_ORDER);
            int from = found < 0 ? -found - 1 : found + 1;
            return ids.subList(from, ids.size()).stream()
                    .flatMap(id -> record(id).stream())
                    .filter(job -> job.matches(filter))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<JobRecord> next(JobFilter filter, int limit) {
        Comparator<JobRecord> order = Comparator.comparing(
                        (JobRecord job) -> job.schedule().paused()
                                ? Instant.MAX
                                : job.schedule().nextFireTime().orElse(Instant.MAX))
                .thenComparing(JobRecord::id, JobRecord.ID_ORDER);
        synchronized (lock) {
            return jobs.values().stream()
                    .map(Kept::record)
                    .filter(job -> job.matches(filter))
                    .sorted(order)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        List<Claim> claims = new ArrayList<>();
        synchronized (lock) {
            request.room().forEach((executor, room) -> {
                NavigableSet<Due> queue = queues.get(executor);
                if (queue != null && room > 0) {
                    claimFrom(queue, room, request, claims);
                }
            });
        }
        if (request.room().size() > 1) {
            claims.sort(Comparator.comparing(claim -> claim.before().wakeUp().orElse(Instant.MAX)));
        }
        return claims;
    }

    private void claimFrom(NavigableSet<Due> queue, int room, ClaimRequest request, List<Claim> claims) {
        List<Claim> fromHere = new ArrayList<>();
        for (Due due : queue) {
            if (fromHere.size() >= room || due.wakeUp().isAfter(request.until())) {
                break;
            }
            record(due.id())
                    .filter(job ->
                            !request.passedOver().contains(job.definition().target()))
                    .flatMap(request.planner()::plan)
                    .ifPresent(fromHere::add);
        }
        for (Claim claim : fromHere) {
            Change change = new Change(claim.before(), claim.after());
            put(claim.before().id(), change.next().orElse(null));
            claims.add(new Claim(claim.before(), claim.plan(), change.next()));
        }
    }

    @Override
    public Optional<Instant> earliestWakeUp(Set<String> executors, Set<String> passedOver) {
        synchronized (lock) {
            return executors.stream()
                    .map(queues::get)
                    .filter(queue -> queue != null && !queue.isEmpty())
                    .flatMap(queue -> queue.stream()
                            .filter(due -> passedOver.isEmpty() || !passedOver.contains(targetOf(due)))
                            .limit(1))
                    .map(Due::wakeUp)
                    .min(Comparator.naturalOrder());
        }
    }

    private Optional<JobRecord> record(String id) {
        return Optional.ofNullable(jobs.get(id)).map(Kept::record);
    }

    private String targetOf(Due due) {
        return record(due.id()).map(job -> job.definition().target()).orElse("");
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
            for (JobRecord record : held.values()) {
                for (Run run : record.runs()) {
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
            return held.tailMap(afterId, false).values().stream().limit(limit).toList();
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void onChange(Runnable listener) {
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
