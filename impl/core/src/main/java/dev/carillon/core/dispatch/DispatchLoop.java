package dev.carillon.core.dispatch;

import dev.carillon.JobDefinitionException;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.call.JobTargets;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunPlan;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one store: sleeps until something is due, claims it, and hands it to its executor. Nothing else stands
 * between a due job and the user's method.
 */
final class DispatchLoop {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    /** How far ahead a single occurrence of a job is claimed, to be started by this loop's own timer. */
    static final Duration HORIZON = Duration.ofMillis(500);

    /** How often a store that others share is asked, by all its nodes together, although nothing is known to be due. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** The same for each node while there is much to do: where much comes, more is coming. */
    private static final Duration BUSY_POLL = Duration.ofMillis(50);

    /** How many runs claimed at once are much. */
    private static final int MUCH = 50;

    /** How soon jobs that are due, but were left or taken by others, are looked at again. */
    private static final Duration RETRY = Duration.ofMillis(50);

    /** No wait is longer, so that a clock that is set is noticed. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final JobStore store;
    private final JobTargets targets;
    private final ExecutorPool executors;
    private final JobInvoker invoker;
    private final Completions completions;
    private final HeldRuns held;
    private final StoreHealth health;
    private final RunReporter reporter;
    private final Endings endings;
    private final NodeLease lease;
    private final Supplier<UUID> runIds;

    private final Suspects suspects;
    private final ClockWatch clock;
    private long busySince;
    private boolean busy;
    private final Set<String> passedOver = ConcurrentHashMap.newKeySet();
    private final PriorityQueue<HeldRun> ahead = new PriorityQueue<>(Comparator.comparing(HeldRun::dueTime));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean woken;
    private boolean stopped;
    private volatile @Nullable Instant asleepUntil;
    private volatile boolean paused;
    private volatile boolean claiming;
    private @Nullable Thread thread;

    DispatchLoop(
            JobStore store,
            JobTargets targets,
            ExecutorPool executors,
            JobInvoker invoker,
            Completions completions,
            HeldRuns held,
            StoreHealth health,
            RunReporter reporter,
            Endings endings,
            NodeLease lease,
            Supplier<UUID> runIds) {
        this.store = store;
        this.targets = targets;
        this.executors = executors;
        this.invoker = invoker;
        this.completions = completions;
        this.held = held;
        this.health = health;
        this.reporter = reporter;
        this.endings = endings;
        this.lease = lease;
        this.runIds = runIds;
        this.suspects = new Suspects(store, held);
        this.clock = new ClockWatch(store::now, lease::steadyNanos);
    }

    void start(String storeName, ThreadFactory threads) {
        Thread started = threads.newThread(this::loop);
        started.setName("carillon-" + storeName + "-dispatch");
        thread = started;
        started.start();
    }

    private void loop() {
        int failures = 0;
        while (!isStopped()) {
            try {
                Instant lookAgain = runOnce();
                failures = 0;
                sleepUntil(lookAgain);
            } catch (StoreUnavailableException silence) {
                health.failed(silence);
                sleep(StoreHealth.nanosToWait(++failures));
            } catch (RuntimeException | Error fault) {
                // a fault of ours or of an extension must not end the loop
                LOG.log(Level.ERROR, "CARL-2018 The dispatch loop failed and goes on", fault);
                sleep(StoreHealth.nanosToWait(++failures));
            }
        }
    }

    /** Starts what is due and returns when to look again, at the latest. */
    Instant runOnce() {
        clock.look().ifPresent(reporter::clockStepped);
        Instant now = store.now();
        startAhead(now);
        startSuspects();
        if (paused) {
            return firstAhead();
        }
        Instant horizon = now.plus(HORIZON);
        Optional<Instant> earliest = store.earliestWakeUp(executors.names(), passedOver);
        health.answered();
        if (earliest.isEmpty() || earliest.get().isAfter(horizon)) {
            return earlier(earliest.orElse(Instant.MAX), firstAhead());
        }
        Map<String, Integer> room = roomFor();
        if (room.isEmpty()) {
            return earlier(firstAhead(), now.plus(POLL));
        }
        if (claim(room, now, horizon)) {
            startSuspects();
            return now;
        }
        Instant due = earliest.get();
        return earlier(due.isAfter(now) ? due : now.plus(RETRY), firstAhead());
    }

    /** Claims once; true if there was anything to claim. */
    private boolean claim(Map<String, Integer> room, Instant now, Instant horizon) {
        NodeEpoch node = lease.holder();
        long asked = lease.steadyNanos();
        claiming = true;
        try {
            List<Claim> claims = store.claim(
                    new ClaimRequest(node, room, horizon, passedOver, due -> plan(due, node, now, horizon)));
            if (!claims.isEmpty()) {
                lease.confirmed(asked);
            }
            for (Claim claim : claims) {
                take(claim, node, now);
            }
            if (claims.size() >= MUCH) {
                busy = true;
                busySince = lease.steadyNanos();
            }
            return !claims.isEmpty();
        } finally {
            claiming = false;
        }
    }

    /** Tells whether runs may be on record for this node that it does not know of yet. */
    boolean isClaiming() {
        return claiming;
    }

    private Map<String, Integer> roomFor() {
        Map<String, Integer> room = new HashMap<>();
        for (String executor : executors.names()) {
            long waiting = ahead.stream()
                    .filter(run -> run.executor().equals(executor))
                    .count();
            int free = executors.find(executor).map(JobExecutor::room).orElse(0)
                    - (int) (waiting + suspects.waitingFor(executor));
            if (free > 0) {
                room.put(executor, free);
            }
        }
        return room;
    }

    private Optional<Claim> plan(JobRecord due, NodeEpoch node, Instant now, Instant horizon) {
        if (due.isPurgedAt(now)) {
            return Optional.of(new Claim(due, RunPlan.nothing(due), Optional.empty()));
        }
        String target = due.definition().target();
        if (targets.find(target).isEmpty()) {
            if (passedOver.add(target)) {
                LOG.log(
                        Level.WARNING,
                        "CARL-2019 No bean of this application has the target {0} of job {1}; its jobs are left to other nodes",
                        target,
                        due.id());
            }
            return Optional.empty();
        }
        try {
            RunPlan plan = RunPlan.of(due, now, horizon, runIds);
            if (plan.isIdle()) {
                return Optional.empty();
            }
            JobRecord after = due.after(plan, node, now);
            Claim claim = new Claim(due, plan, after.isFinished() ? Optional.empty() : Optional.of(after));
            return Optional.of(endings.with(claim, now, runIds));
        } catch (RuntimeException fault) {
            // a trigger may be the application's own and throw anything; its job must not stop the others
            String reason = fault instanceof JobDefinitionException
                    ? String.valueOf(fault.getMessage())
                    : "its trigger failed with " + fault;
            return Optional.of(new Claim(due, RunPlan.nothing(due), Optional.of(due.setAside(reason, now))));
        }
    }

    private void take(Claim claim, NodeEpoch node, Instant now) {
        List<Run> runs = claim.held();
        reporter.claimed(claim, runs, now);
        if (runs.isEmpty()) {
            return;
        }
        JobRecord record = claim.after().orElseThrow();
        if (record.runs().size() == 1) {
            begin(hold(new HeldRun(runs.get(0), record, node)), now);
            return;
        }
        // all of them are held before the first can end
        List<HeldRun> taken = new ArrayList<>(runs.size());
        for (Run run : runs) {
            taken.add(hold(new HeldRun(run, record, node)));
        }
        held.written(record);
        for (HeldRun run : taken) {
            begin(run, now);
        }
    }

    private HeldRun hold(HeldRun run) {
        held.add(run).ifPresent(this::giveUp);
        return run;
    }

    private void begin(HeldRun run, Instant now) {
        if (run.dueTime().isAfter(now)) {
            ahead.add(run);
        } else {
            submit(run);
        }
    }

    /** Another node has taken the run over and let it go, unnoticed here: what runs of the former hold is to end. */
    private void giveUp(HeldRun lost) {
        lost.giveUp();
        executors
                .find(lost.executor())
                .ifPresent(executor -> executor.cancel(lost.run().id()));
    }

    private void submit(HeldRun run) {
        if (run.run().isSuspect()) {
            suspects.add(run);
        } else {
            carryOut(run);
        }
    }

    private void startSuspects() {
        // where one ends at once, the next may start
        List<HeldRun> marked;
        do {
            marked = suspects.markNext(lost -> completions.add(lost, new Outcome.NotStarted()));
            marked.forEach(this::carryOut);
        } while (!marked.isEmpty());
    }

    private void carryOut(HeldRun run) {
        Optional<JobExecutor> executor = executors.find(run.executor());
        if (executor.isEmpty()) {
            suspects.ended(run);
            completions.add(run, new Outcome.NotStarted());
            return;
        }
        submit(run, executor.get()).whenComplete((outcome, error) -> {
            Outcome ended = outcome != null
                    ? outcome
                    : new Outcome.Failed(error != null ? error : new IllegalStateException("no outcome"));
            suspects.ended(run);
            completions.add(run, ended);
        });
    }

    /** An executor may be the application's own and throw anything; that is the end of this run and of nothing else. */
    private CompletionStage<Outcome> submit(HeldRun run, JobExecutor executor) {
        try {
            return executor.submit(invoker.taskFor(run));
        } catch (RuntimeException fault) {
            return CompletableFuture.failedFuture(fault);
        }
    }

    private void startAhead(Instant now) {
        while (!ahead.isEmpty() && !ahead.element().dueTime().isAfter(now)) {
            submit(ahead.remove());
        }
    }

    private Instant firstAhead() {
        return ahead.isEmpty() ? Instant.MAX : ahead.element().dueTime();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void sleepUntil(Instant lookAgain) {
        Instant now = store.now();
        Duration longest = store.isShared() ? untilNextPoll() : LONGEST_WAIT;
        boolean claimAhead = ahead.isEmpty() || !lookAgain.equals(firstAhead());
        Instant wakeAt = lookAgain.equals(Instant.MAX) || !claimAhead || lookAgain.isBefore(now.plus(HORIZON))
                ? lookAgain
                : lookAgain.minus(HORIZON);
        Instant latest = now.plus(longest);
        Instant until = wakeAt.isAfter(latest) ? latest : wakeAt;
        asleepUntil = until;
        sleep(Duration.between(now, until).toNanos());
        asleepUntil = null;
    }

    /** Idle nodes share one poll a second, each in its turn by chance. */
    private Duration untilNextPoll() {
        busy = busy && lease.steadyNanos() - busySince < POLL.toNanos();
        if (busy) {
            return BUSY_POLL;
        }
        long mean = POLL.toNanos() * Math.max(1, lease.livingNodes());
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(mean / 2, mean + mean / 2));
    }

    private void sleep(long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (left > 0 && !woken && !stopped) {
                left = wake.awaitNanos(left);
            }
            woken = false;
        } catch (InterruptedException interrupted) {
            // nobody but stop() ends this thread; look again
            LOG.log(Level.DEBUG, "CARL-2020 The dispatch thread was interrupted and goes on");
        } finally {
            lock.unlock();
        }
    }

    /** Makes the loop look again, unless the time is to come and it sleeps no longer than that. */
    void wakeUpFor(Instant due) {
        Instant until = asleepUntil;
        if (until == null || due.isBefore(until) || !due.isAfter(store.now())) {
            wakeUp();
        }
    }

    /** Makes the loop look again at once. */
    void wakeUp() {
        lock.lock();
        try {
            woken = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    void pause(boolean value) {
        paused = value;
        wakeUp();
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the loop and gives back what it had claimed ahead. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        Thread ending = thread;
        if (ending != null && ending != Thread.currentThread()) {
            try {
                TimeUnit.SECONDS.timedJoin(ending, 30);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        while (!ahead.isEmpty()) {
            completions.add(ahead.remove(), new Outcome.NotStarted());
        }
        suspects.drain().forEach(run -> completions.add(run, new Outcome.NotStarted()));
    }
}
