package dev.carillon.core.dispatch;

import dev.carillon.Progress;
import dev.carillon.StoreUnavailableException;
import dev.carillon.spi.BeatReply;
import dev.carillon.spi.Change;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunEnd;
import dev.carillon.spi.Takeover;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This node's life in one store: it beats, watches the beats of the others, takes those for dead whose beat stands still,
 * and takes back what dead nodes held. Life and death are judged by this node's own steady clock, never by a wall clock.
 */
final class NodeLease {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    /** How often a node beats. Its death is noticed at most this and a lease after its last beat: within 18 seconds. */
    static final Duration BEAT = Duration.ofSeconds(3);

    /** How long a beat may stand still before its node is taken for dead. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** After a longer pause nobody can tell whether the others did not beat, or could not. */
    private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(8);

    private static final int PAGE = 500;

    private final JobStore store;
    private final String node;
    private final StoreHealth health;
    private final RunReporter reporter;
    private final Endings endings;
    private final LongSupplier steadyNanos;
    private final Predicate<UUID> isHeldHere;
    private final Supplier<Map<UUID, Progress>> progress;
    private final BooleanSupplier isClaiming;
    private final Consumer<UUID> cancelRun;
    private final Runnable onLoss;
    private final Runnable onTakeover;

    private final Map<NodeEpoch, Seen> peers = new HashMap<>();
    private Set<UUID> strays = Set.of();
    private long lastLook;
    private Map<UUID, Progress> reported = Map.of();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stop = lock.newCondition();
    private volatile NodeEpoch holder;
    private final AtomicLong beats = new AtomicLong();
    private volatile long confirmedAt;
    private Duration nextBeatIn = BEAT;
    private volatile int livingNodes = 1;
    private volatile boolean first;
    private boolean stopped;
    private @Nullable Thread thread;

    private record Seen(long count, long since) {}

    /**
     * Joins the store under this node's id.
     *
     * @param endings says what the history keeps
     * @param isHeldHere tells whether this node knows of a run that it holds on record
     * @param progress what the runs of this node have told of themselves
     * @param isClaiming tells whether the answer to a claim is still to come
     * @param cancelRun told of runs of this node that a user asked to cancel
     * @param onLoss called when this node was taken for dead, after it has joined anew
     * @param onTakeover called when runs of a dead node wait to start again
     */
    NodeLease(
            JobStore store,
            String node,
            StoreHealth health,
            RunReporter reporter,
            Endings endings,
            LongSupplier steadyNanos,
            Predicate<UUID> isHeldHere,
            Supplier<Map<UUID, Progress>> progress,
            BooleanSupplier isClaiming,
            Consumer<UUID> cancelRun,
            Runnable onLoss,
            Runnable onTakeover) {
        this.store = store;
        this.node = node;
        this.health = health;
        this.reporter = reporter;
        this.endings = endings;
        this.steadyNanos = steadyNanos;
        this.isHeldHere = isHeldHere;
        this.progress = progress;
        this.isClaiming = isClaiming;
        this.cancelRun = cancelRun;
        this.onLoss = onLoss;
        this.onTakeover = onTakeover;
        this.confirmedAt = steadyNanos.getAsLong();
        this.holder = store.join(node);
    }

    /** Returns the steady clock's time, to be handed to {@link #confirmed}. */
    long steadyNanos() {
        return steadyNanos.getAsLong();
    }

    /**
     * Takes note that the store has confirmed this node's present life.
     *
     * @param asked the steady clock's time before it was asked
     */
    void confirmed(long asked) {
        confirmedAt = asked;
    }

    /** Tells whether others may have what this node took in a life: that has ended, or was not confirmed for a lease. */
    boolean mayHaveRunOut(NodeEpoch life) {
        return store.isShared() && (!life.equals(holder) || steadyNanos.getAsLong() - confirmedAt >= LEASE.toNanos());
    }

    /** Returns this node in its present life. */
    NodeEpoch holder() {
        return holder;
    }

    void start(String storeName, ThreadFactory threads) {
        Thread started = threads.newThread(this::keepAlive);
        started.setName("carillon-" + storeName + "-lease");
        thread = started;
        started.start();
    }

    /** Beats once; a silence is noted, and no more than that. */
    boolean beatQuietly() {
        try {
            nextBeatIn = beat();
            health.answered();
            return true;
        } catch (StoreUnavailableException silence) {
            health.failed(silence);
            return false;
        } catch (RuntimeException | Error fault) {
            // a fault of ours or of a store must not end the beats, and with them this node's life
            LOG.log(Level.ERROR, "CARL-2028 A beat failed, and the next is tried", fault);
            return false;
        }
    }

    private void keepAlive() {
        int failures = 0;
        while (true) {
            failures = beatQuietly() ? 0 : failures + 1;
            long wait = failures == 0 ? nextBeatIn.toNanos() : StoreHealth.nanosToWait(failures);
            lock.lock();
            try {
                while (wait > 0 && !stopped) {
                    wait = stop.awaitNanos(wait);
                }
                if (stopped) {
                    return;
                }
            } catch (InterruptedException interrupted) {
                // nobody but stop() ends this thread; beat again and see
                LOG.log(Level.DEBUG, "CARL-2014 The lease thread was interrupted and goes on");
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Beats once, and looks after the others.
     *
     * @return when to beat again, at the latest
     */
    Duration beat() {
        // what is held is read before who lives: a holder that joined later cannot be taken for dead
        boolean claiming = isClaiming.getAsBoolean();
        List<JobRecord> held = allHeld();
        long asked = steadyNanos.getAsLong();
        BeatReply reply = store.beat(nextBeat());
        if (!reply.current()) {
            NodeEpoch lost = holder;
            asked = steadyNanos.getAsLong();
            holder = store.join(node);
            confirmed(asked);
            beats.set(0);
            reported = Map.of();
            LOG.log(
                    Level.WARNING,
                    "CARL-2015 Node {0} was taken for dead in epoch {1} and begins epoch {2}; what it ran is interrupted",
                    node,
                    lost.epoch(),
                    holder.epoch());
            onLoss.run();
            return Duration.ZERO;
        }
        confirmed(asked);
        reply.cancelled().forEach(cancelRun);
        report();
        Duration again = watch(reply);
        takeBack(held, reply.storeTime());
        if (!claiming) {
            handBackStrays(held, reply.storeTime());
        }
        return again;
    }

    private void report() {
        Map<UUID, Progress> told = progress.get();
        if (!told.equals(reported)) {
            store.report(holder, told);
            reported = told;
        }
    }

    /** How many nodes share the store, this one among them, as far as it knows. */
    int livingNodes() {
        return livingNodes;
    }

    /** Tells whether this is the node that does what one is enough for: of those that live, the first by its id. */
    boolean isFirst() {
        return first || !store.isShared();
    }

    private NodeBeat nextBeat() {
        return new NodeBeat(holder, beats.incrementAndGet());
    }

    /**
     * Tells whether this node still lives in an epoch. Asks the store, since a node that was taken for dead does not know
     * it before it asks.
     */
    boolean isUnbroken(NodeEpoch epoch) {
        return epoch.equals(holder)
                && (!store.isShared() || store.beat(nextBeat()).current());
    }

    /** Tells whether no other node lives in this store. */
    boolean isAlone() {
        if (!store.isShared()) {
            return true;
        }
        return store.beat(nextBeat()).nodes().stream()
                .allMatch(peer -> peer.holder().equals(holder));
    }

    /**
     * Hands back runs that are on record under this very life but that this node knows nothing of: the answer to their
     * claim was lost. One must be seen twice, and while no answer to a claim is still to come, since a claim is on record
     * before the node knows of it.
     */
    private void handBackStrays(List<JobRecord> held, Instant now) {
        Set<UUID> seen = new HashSet<>();
        List<Change> changes = new ArrayList<>();
        for (JobRecord record : held) {
            JobRecord next = record;
            for (Run run : record.runs()) {
                if (run.isHeldBy(holder) && !isHeldHere.test(run.id())) {
                    seen.add(run.id());
                    if (strays.contains(run.id())) {
                        RunEnd end = new RunEnd(run.id(), RunEnd.Kind.HANDED_BACK, "", now);
                        next = next.ended(end, holder).orElse(next);
                    }
                }
            }
            if (!next.equals(record)) {
                changes.add(new Change(record, Optional.of(next)));
                LOG.log(
                        Level.WARNING,
                        "CARL-2021 The claim of job {0} was never answered; its run is handed back",
                        record.id());
            }
        }
        strays = seen;
        if (!changes.isEmpty()) {
            store.replace(changes);
            onTakeover.run();
        }
    }

    private List<JobRecord> allHeld() {
        List<JobRecord> all = new ArrayList<>();
        List<JobRecord> page = store.held("", PAGE);
        all.addAll(page);
        while (page.size() == PAGE) {
            page = store.held(page.get(PAGE - 1).id(), PAGE);
            all.addAll(page);
        }
        return all;
    }

    /** Notes the beats of all nodes, ends those that stand still, and says when the next one could. */
    private Duration watch(BeatReply reply) {
        long now = steadyNanos.getAsLong();
        if (now - lastLook > MOST_BETWEEN_LOOKS.toNanos()) {
            // a store that was silent was so to them as well, and could not note their beats
            peers.replaceAll((life, seen) -> new Seen(seen.count(), now));
        }
        lastLook = now;
        Set<NodeEpoch> present = new HashSet<>();
        long again = BEAT.toNanos();
        for (NodeBeat peer : reply.nodes()) {
            NodeEpoch life = peer.holder();
            present.add(life);
            if (life.equals(holder)) {
                continue;
            }
            Seen seen = peers.get(life);
            if (seen == null || seen.count() != peer.count()) {
                peers.put(life, new Seen(peer.count(), now));
            } else if (now - seen.since() >= LEASE.toNanos()) {
                if (store.leave(peer.count() == 0 ? new NodeBeat(life, 0) : peer)) {
                    LOG.log(
                            Level.WARNING,
                            "CARL-2016 Node {0} has not beaten for {1} and is taken for dead",
                            life.node(),
                            LEASE);
                    present.remove(life);
                }
            } else {
                again = Math.min(again, Math.max(1_000_000, LEASE.toNanos() - (now - seen.since())));
            }
        }
        peers.keySet().retainAll(present);
        livingNodes = peers.size() + 1;
        first = peers.keySet().stream().allMatch(peer -> holder.node().compareTo(peer.node()) < 0);
        return Duration.ofNanos(again);
    }

    private void takeBack(List<JobRecord> held, Instant now) {
        List<Takeover> takeovers = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (JobRecord record : held) {
            Optional<Takeover> takeover = record.takenOver(this::isAlive, now);
            takeover.ifPresent(found -> {
                takeovers.add(found);
                changes.add(Change.of(record, found.job()).ending(endings.abandonedIn(found, now)));
            });
        }
        if (changes.isEmpty()) {
            return;
        }
        List<Boolean> won = store.replace(changes);
        for (int i = 0; i < won.size(); i++) {
            if (won.get(i)) {
                reporter.takenOver(changes.get(i).seen(), takeovers.get(i));
                if (changes.get(i).next().isEmpty()) {
                    reporter.removed(takeovers.get(i).job().id());
                }
            }
        }
        onTakeover.run();
    }

    private boolean isAlive(NodeEpoch life) {
        return life.equals(holder) || peers.containsKey(life);
    }

    /** Ends this life, so that nobody waits for the lease to run out. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            stop.signalAll();
        } finally {
            lock.unlock();
        }
        Thread ending = thread;
        if (ending != null) {
            try {
                TimeUnit.SECONDS.timedJoin(ending, 5);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void leave() {
        try {
            store.leave(new NodeBeat(holder, 0));
        } catch (RuntimeException silence) {
            LOG.log(Level.INFO, "CARL-2017 The lease could not be ended and runs out by itself", silence);
        }
    }
}
