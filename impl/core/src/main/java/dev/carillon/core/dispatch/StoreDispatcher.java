package dev.carillon.core.dispatch;

import dev.carillon.Progress;
import dev.carillon.core.call.ArgumentCodec;
import dev.carillon.core.call.JobTargets;
import dev.carillon.core.event.EventBus;
import dev.carillon.spi.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs the jobs of one store on this node: puts its loop, its completions and its lease together, and takes them apart.
 * The door of this package.
 */
public final class StoreDispatcher {

    private final String name;
    private final JobStore store;
    private final ExecutorPool executors;
    private final HeldRuns held = new HeldRuns();
    private final NodeLease lease;
    private final Completions completions;
    private final TimeLimits limits;
    private final HistoryPurge purge;
    private final DispatchLoop loop;

    /**
     * What the jobs of all stores have in common.
     *
     * @param node the node's id
     * @param targets what jobs can call
     * @param arguments reads arguments, and writes what methods return
     * @param executors the executors of this node
     * @param events who tells of what happens
     * @param steadyNanos a steady clock, in nanoseconds
     * @param runIds makes ids of runs
     */
    public record Surroundings(
            String node,
            JobTargets targets,
            ArgumentCodec arguments,
            ExecutorPool executors,
            EventBus events,
            LongSupplier steadyNanos,
            Supplier<UUID> runIds) {}

    /**
     * Joins the store; nothing runs before {@link #start}.
     *
     * @param name the store's name
     * @param store the store
     * @param with what the jobs of all stores have in common
     */
    public StoreDispatcher(String name, JobStore store, Surroundings with) {
        this.name = name;
        this.store = store;
        this.executors = with.executors();
        StoreHealth health = new StoreHealth(name, with.events());
        RunReporter reporter = new RunReporter(name, with.events());
        Endings endings = new Endings(name, store.keepsHistory());
        this.lease = new NodeLease(
                store,
                with.node(),
                health,
                reporter,
                endings,
                with.steadyNanos(),
                runId -> held.find(runId).isPresent(),
                held::progress,
                this::isClaiming,
                this::cancel,
                this::interruptLost,
                this::wakeUp);
        this.completions = new Completions(
                store, held, health, reporter, endings, with.arguments(), lease::isUnbroken, this::wakeUp);
        this.purge = new HistoryPurge(name, store, lease::isFirst, with.steadyNanos());
        this.limits = new TimeLimits(name, with.steadyNanos(), this::interrupt);
        JobInvoker invoker = new JobInvoker(
                name, store, with.targets(), with.arguments(), with.events(), limits, lease::mayHaveRunOut);
        this.loop = new DispatchLoop(
                store,
                with.targets(),
                executors,
                invoker,
                completions,
                held,
                health,
                reporter,
                endings,
                lease,
                with.runIds());
    }

    /**
     * Starts the threads.
     *
     * @param threads makes them
     */
    public void start(ThreadFactory threads) {
        store.onChange(this::wakeUp, threads);
        limits.start(threads);
        completions.start(name, threads);
        if (store.isShared()) {
            // runs that an earlier life of this node left behind come back before anything new is claimed
            lease.beatQuietly();
            lease.start(name, threads);
        }
        loop.start(name, threads);
        purge.start(threads);
    }

    /** Makes the loop look again at once. */
    public void wakeUp() {
        loop.wakeUp();
    }

    /**
     * Makes the loop look again at once, unless it sleeps and will be up in time anyway.
     *
     * @param due when a job is due that has just been stored
     */
    public void wakeUpFor(Instant due) {
        loop.wakeUpFor(due);
    }

    /**
     * Stops or goes on claiming; what runs goes on in either case.
     *
     * @param paused whether to stop
     */
    public void pause(boolean paused) {
        loop.pause(paused);
    }

    /**
     * Claims and starts what is due, once, on the calling thread; for a node that is driven step by step, without threads.
     */
    public void step() {
        expireTimeLimits();
        claim();
        writeOutcomes();
    }

    /**
     * Claims and starts what is due; for a node that is driven step by step, without threads.
     *
     * @return when to look again, at the latest
     */
    public Instant claim() {
        return loop.runOnce();
    }

    /**
     * Writes how runs have ended; for a node that is driven step by step, without threads. What could not be written
     * because the store did not answer is written next time.
     */
    public void writeOutcomes() {
        completions.flush();
    }

    /** Asks the runs to end whose time is up; for a node that is driven step by step, without threads. */
    public void expireTimeLimits() {
        limits.expire();
    }

    /** Beats once, on the calling thread; for a node that is driven step by step, without threads. */
    public void beat() {
        lease.beat();
    }

    /** Forgets what the history has kept for long enough; for a node that is driven step by step, without threads. */
    public void purgeHistory() {
        purge.round();
    }

    /**
     * Asks a run to end, if this node holds it.
     *
     * @param runId the run
     */
    public void cancel(UUID runId) {
        held.find(runId).ifPresent(run -> {
            run.cancel();
            interrupt(run);
        });
    }

    /**
     * Tells how far the runs have come that this node holds.
     *
     * @return what they told last, by the run's id
     */
    public Map<UUID, Progress> progress() {
        return held.progress();
    }

    private boolean isClaiming() {
        return loop.isClaiming();
    }

    private void interrupt(HeldRun run) {
        executors
                .find(run.executor())
                .ifPresent(executor -> executor.cancel(run.run().id()));
    }

    /** The node was taken for dead: what it held in its former life is others' now. */
    private void interruptLost() {
        for (HeldRun run : held.all()) {
            if (!run.holder().equals(lease.holder())) {
                // not cancelled: where the record still holds it under that life it goes back, to start again elsewhere
                run.giveUp();
                interrupt(run);
            }
        }
        wakeUp();
    }

    /** Claims no more and gives back what was claimed ahead. */
    public void stopClaiming() {
        loop.stop();
    }

    /**
     * Writes what has ended and ends the lease. The executors have been shut down before.
     *
     * @param limit how long to wait for the store
     */
    public void stop(Duration limit) {
        purge.close();
        completions.drain(limit.toNanos());
        completions.close();
        limits.close();
        lease.stop();
        lease.leave();
    }

    /**
     * Waits until this node holds no run of this store any more.
     *
     * @param limit how long to wait at most
     */
    public void awaitRuns(Duration limit) {
        held.awaitEmpty(limit.toNanos());
    }

    /** Asks all runs of this store to end here, because the node ends; they are to start again elsewhere. */
    public void giveUpRuns() {
        for (HeldRun run : held.all()) {
            run.giveUp();
            interrupt(run);
        }
    }

    /**
     * Tells whether the calling thread is inside the method of a run of this store.
     *
     * @return true if it is
     */
    public boolean isInsideRun() {
        Thread caller = Thread.currentThread();
        return held.all().stream().anyMatch(run -> run.isCalledOn(caller));
    }

    /**
     * Tells whether no other node lives in this store, as far as it knows. Asks the store.
     *
     * @return true if this node is alone
     */
    public boolean isAlone() {
        return lease.isAlone();
    }
}
