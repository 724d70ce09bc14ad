package dev.carillon.core.scheduler;

import dev.carillon.JobDefinitionException;
import dev.carillon.Scheduler;
import dev.carillon.SchedulerState;
import dev.carillon.SchedulerStateException;
import dev.carillon.StoreUnavailableException;
import dev.carillon.UnknownStoreException;
import dev.carillon.core.call.ArgumentCodec;
import dev.carillon.core.call.ReferencedTargets;
import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.core.config.DeclaredJob;
import dev.carillon.core.config.Settings;
import dev.carillon.core.config.Settings.PartSettings;
import dev.carillon.core.dispatch.ExecutorPool;
import dev.carillon.core.dispatch.RunIds;
import dev.carillon.core.dispatch.StoreDispatcher;
import dev.carillon.core.event.EventBus;
import dev.carillon.event.ExecutorAdded;
import dev.carillon.event.ExecutorRemoved;
import dev.carillon.event.JobStoreAdded;
import dev.carillon.event.JobStoreRemoved;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.event.SchedulerPaused;
import dev.carillon.event.SchedulerResumed;
import dev.carillon.event.SchedulerShutdown;
import dev.carillon.event.SchedulerStarted;
import dev.carillon.event.StoreRestored;
import dev.carillon.event.StoreUnavailable;
import dev.carillon.spi.ExecutorSettings;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobExecutorProvider;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.JobStoreProvider;
import dev.carillon.spi.RecordCodec;
import dev.carillon.spi.StoreSettings;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The scheduler: starts and ends the parts in their order. */
final class CarillonScheduler extends SchedulerVerbs {

    private static final System.Logger LOG = System.getLogger("dev.carillon.scheduler");

    /** How long runs that were interrupted at the end get to be put on record. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

    private final Settings settings;
    private final ThreadFactory threads;
    private final List<DeclaredJob> declared;
    private final boolean driven;
    private final LongSupplier steadyNanos;
    private final Map<String, JobExecutor> givenExecutors;
    private final EventBus events;
    private final SchedulerContext context;
    private final ReferencedTargets referenced;
    private final ConcurrentSkipListMap<String, StoreHandle> stores = new ConcurrentSkipListMap<>();

    private final Object lifecycle = new Object();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile SchedulerState state = SchedulerState.NOT_STARTED;

    CarillonScheduler(SchedulerAssembly parts) {
        this.settings = parts.settings;
        this.threads = parts.threads;
        this.declared = parts.declared;
        this.driven = parts.driven;
        this.steadyNanos = parts.steadyNanos;
        this.givenExecutors = Map.copyOf(parts.executors);
        this.events = driven ? EventBus.direct() : new EventBus(threads);
        parts.receivers.forEach(events::add);
        Set<String> executorNames =
                new ConcurrentSkipListSet<>(settings.executors().keySet());
        executorNames.addAll(givenExecutors.keySet());
        this.context = new SchedulerContext(
                settings,
                parts.targets,
                parts.arguments.orElseGet(ArgumentCodec::new),
                new ExecutorPool(),
                executorNames,
                events);
        this.referenced = new ReferencedTargets(context.targets());
        settings.stores()
                .forEach((name, part) -> stores.put(name, new StoreHandle(name, context, () -> open(name, part))));
        parts.stores.forEach((name, store) -> stores.put(name, new StoreHandle(name, context, () -> store)));
    }

    private JobStore open(String name, PartSettings part) {
        RecordCodec codec = new JsonRecordCodec();
        for (JobStoreProvider provider : SchedulerAssembly.storeProviders()) {
            if (provider.type().equals(part.type())) {
                return provider.open(new StoreSettings(name, settings.namespace(), part.options(), codec));
            }
        }
        throw new JobDefinitionException("Store '" + name + "' is of type '" + part.type()
                + "', for which there is no provider. Add its library, such as carillon-" + part.type() + ".");
    }

    private JobExecutor startExecutor(String name, PartSettings part) {
        for (JobExecutorProvider provider : SchedulerAssembly.executorProviders()) {
            if (provider.type().equals(part.type())) {
                return provider.start(new ExecutorSettings(name, part.options(), threads));
            }
        }
        throw new JobDefinitionException("Executor '" + name + "' is of type '" + part.type()
                + "', for which there is no provider. Add its library, or choose threadpool.");
    }

    // life cycle

    @Override
    public void start(boolean paused) {
        synchronized (lifecycle) {
            if (state != SchedulerState.NOT_STARTED) {
                throw new SchedulerStateException("The scheduler is " + state
                        + " and cannot be started. Start it once; a new one is needed after a shutdown.");
            }
            boolean started = false;
            try {
                startParts(paused);
                started = true;
            } finally {
                if (!started) {
                    state = SchedulerState.SHUT_DOWN;
                    ending.countDown();
                    endParts(Duration.ZERO);
                }
            }
            state = paused ? SchedulerState.PAUSED : SchedulerState.RUNNING;
        }
        LOG.log(Level.INFO, "CARL-4000 Scheduler started as node {0} of {1}", node(), settings.namespace());
        context.executors().names().forEach(name -> events.publish(ExecutorAdded.class, () -> new ExecutorAdded(name)));
        stores.keySet().forEach(name -> events.publish(JobStoreAdded.class, () -> new JobStoreAdded(name)));
        events.publish(SchedulerStarted.class, () -> new SchedulerStarted(node()));
    }

    /** Everything is there before the first run can begin: executors, then stores, then declared jobs, then the loops. */
    private void startParts(boolean paused) {
        settings.executors().forEach((name, part) -> {
            if (!givenExecutors.containsKey(name)) {
                context.executors().add(name, startExecutor(name, part));
            }
        });
        givenExecutors.forEach(context.executors()::add);
        List<StoreDispatcher> dispatchers = new ArrayList<>();
        for (StoreHandle handle : stores.values()) {
            try {
                dispatchers.add(join(handle));
            } catch (StoreUnavailableException silence) {
                joinOnceItAnswers(handle, silence);
            }
        }
        dispatchers.forEach(dispatcher -> startLoop(dispatcher, paused));
    }

    /** A database that restarts beside its application must not end it; a wrong configuration is another exception. */
    private void joinOnceItAnswers(StoreHandle handle, StoreUnavailableException silence) {
        if (driven) {
            throw silence;
        }
        LOG.log(
                Level.WARNING,
                "CARL-4010 Store " + handle.name() + " does not answer; its jobs begin once it does",
                silence);
        events.publish(StoreUnavailable.class, () -> new StoreUnavailable(handle.name(), silence));
        Thread joining = threads.newThread(() -> keepJoining(handle));
        joining.setName("carillon-" + handle.name() + "-join");
        joining.start();
    }

    private void keepJoining(StoreHandle handle) {
        long since = System.nanoTime();
        try {
            while (!ending.await(ThreadLocalRandom.current().nextLong(500, 1_500), TimeUnit.MILLISECONDS)) {
                if (hasJoined(handle)) {
                    Duration outage = Duration.ofNanos(System.nanoTime() - since);
                    LOG.log(Level.INFO, "CARL-4011 Store {0} answers after {1}; its jobs begin", handle.name(), outage);
                    events.publish(StoreRestored.class, () -> new StoreRestored(handle.name(), outage));
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.log(
                    Level.ERROR,
                    "CARL-4012 Store " + handle.name()
                            + " answers, but cannot be used; its jobs do not run on this node",
                    fault);
        }
    }

    private boolean hasJoined(StoreHandle handle) {
        try {
            StoreDispatcher dispatcher = join(handle);
            synchronized (lifecycle) {
                if (state != SchedulerState.SHUT_DOWN) {
                    startLoop(dispatcher, state == SchedulerState.PAUSED);
                    return true;
                }
            }
            handle.stop(Duration.ZERO);
            return true;
        } catch (StoreUnavailableException silence) {
            return false;
        }
    }

    private StoreDispatcher join(StoreHandle handle) {
        StoreDispatcher dispatcher = handle.join(new StoreDispatcher.Surroundings(
                node(),
                context.targets(),
                context.arguments(),
                context.executors(),
                events,
                steadyNanos,
                new RunIds()));
        DeclaredJobs jobs = new DeclaredJobs(handle.name(), handle.store(), events, declared);
        jobs.store();
        if (dispatcher.isAlone()) {
            jobs.retire(settings.obsolete());
        }
        return dispatcher;
    }

    private void startLoop(StoreDispatcher dispatcher, boolean paused) {
        dispatcher.pause(paused);
        if (!driven) {
            dispatcher.start(threads);
        }
    }

    @Override
    public void run() {
        start();
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void addExecutor(String name, JobExecutor executor) {
        synchronized (lifecycle) {
            requireAlive();
            requireNewName("executor", name, context.executorNames());
            context.executors().add(name, executor);
            context.executorNames().add(name);
        }
        dispatchers().forEach(StoreDispatcher::wakeUp);
        events.publish(ExecutorAdded.class, () -> new ExecutorAdded(name));
    }

    @Override
    public void addExecutor(String name, Map<String, String> description) {
        requireNewName("executor", name, context.executorNames());
        addExecutor(name, startExecutor(name, Descriptions.executor(settings.namespace(), name, description)));
    }

    @Override
    public void removeExecutor(String name) {
        Optional<JobExecutor> removed;
        synchronized (lifecycle) {
            requireAlive();
            context.requireExecutor(name);
            context.executorNames().remove(name);
            removed = context.executors().remove(name);
        }
        removed.ifPresent(executor -> {
            executor.shutdown(settings.shutdownLimit());
            executor.close();
        });
        events.publish(ExecutorRemoved.class, () -> new ExecutorRemoved(name));
    }

    @Override
    public void addJobStore(String name, JobStore store) {
        synchronized (lifecycle) {
            requireAlive();
            requireNewName("store", name, stores.keySet());
            StoreHandle handle = new StoreHandle(name, context, () -> store);
            if (state != SchedulerState.NOT_STARTED) {
                startLoop(join(handle), state == SchedulerState.PAUSED);
            }
            stores.put(name, handle);
        }
        events.publish(JobStoreAdded.class, () -> new JobStoreAdded(name));
    }

    @Override
    public void addJobStore(String name, Map<String, String> description) {
        requireNewName("store", name, stores.keySet());
        addJobStore(name, open(name, Descriptions.store(settings.namespace(), name, description)));
    }

    @Override
    public void removeJobStore(String name) {
        StoreHandle removed;
        synchronized (lifecycle) {
            requireAlive();
            removed = handle(name);
            stores.remove(name);
        }
        removed.dispatcher().ifPresent(dispatcher -> {
            dispatcher.stopClaiming();
            dispatcher.awaitRuns(settings.shutdownLimit());
            dispatcher.giveUpRuns();
            dispatcher.awaitRuns(AFTER_INTERRUPT);
        });
        removed.stop(AFTER_INTERRUPT);
        events.publish(JobStoreRemoved.class, () -> new JobStoreRemoved(name));
    }

    private void requireAlive() {
        if (state == SchedulerState.SHUT_DOWN) {
            throw new SchedulerStateException(
                    "The scheduler has been shut down; its stores are closed. Build a new one.");
        }
    }

    private static void requireNewName(String what, String name, Set<String> taken) {
        if (name.isBlank() || taken.contains(name)) {
            throw new IllegalArgumentException("The name '" + name + "' cannot be given to another " + what
                    + ": it is blank or taken. Choose one that is not among " + new TreeSet<>(taken) + ".");
        }
    }

    /** Runs what is due, for a scheduler that is driven step by step; returns when all events are told. */
    void runDue() {
        dispatchers().forEach(StoreDispatcher::step);
        events.drain(Duration.ofSeconds(10));
    }

    /** Claims and starts what is due, for a scheduler that is driven step by step. */
    Instant claim() {
        return dispatchers().stream()
                .map(StoreDispatcher::claim)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Writes how runs have ended, for a scheduler that is driven step by step. */
    void writeOutcomes() {
        dispatchers().forEach(StoreDispatcher::writeOutcomes);
    }

    /** Asks the runs to end whose time is up, for a scheduler that is driven step by step. */
    void expireTimeLimits() {
        dispatchers().forEach(StoreDispatcher::expireTimeLimits);
    }

    /** Forgets what the histories have kept for long enough, for a scheduler that is driven step by step. */
    void purgeHistory() {
        dispatchers().forEach(StoreDispatcher::purgeHistory);
    }

    /** Beats once in every store, for a scheduler that is driven step by step. */
    void beat() {
        dispatchers().forEach(StoreDispatcher::beat);
        events.drain(Duration.ofSeconds(10));
    }

    @Override
    public void pause() {
        switchTo(SchedulerState.RUNNING, SchedulerState.PAUSED, () -> {
            events.publish(SchedulerPaused.class, () -> new SchedulerPaused(node()));
            LOG.log(Level.INFO, "CARL-4003 Node {0} is paused", node());
        });
    }

    @Override
    public void resume() {
        switchTo(SchedulerState.PAUSED, SchedulerState.RUNNING, () -> {
            events.publish(SchedulerResumed.class, () -> new SchedulerResumed(node()));
            LOG.log(Level.INFO, "CARL-4004 Node {0} goes on", node());
        });
    }

    private void switchTo(SchedulerState from, SchedulerState to, Runnable tell) {
        synchronized (lifecycle) {
            if (state == to) {
                return;
            }
            if (state != from) {
                throw new SchedulerStateException("The scheduler is " + state + " and cannot become " + to
                        + ". Start it first; after a shutdown a new one is needed.");
            }
            state = to;
            dispatchers().forEach(dispatcher -> dispatcher.pause(to == SchedulerState.PAUSED));
        }
        tell.run();
    }

    private List<StoreDispatcher> dispatchers() {
        return stores.values().stream()
                .flatMap(handle -> handle.dispatcher().stream())
                .toList();
    }

    @Override
    public void shutdown(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("limit must not be negative, was " + limit);
        }
        synchronized (lifecycle) {
            if (state == SchedulerState.SHUT_DOWN) {
                return;
            }
            state = SchedulerState.SHUT_DOWN;
            ending.countDown();
        }
        boolean fromInside = dispatchers().stream().anyMatch(StoreDispatcher::isInsideRun);
        long deadline = System.nanoTime() + limit.toNanos();
        dispatchers().forEach(StoreDispatcher::stopClaiming);
        awaitRuns(deadline);
        if (fromInside) {
            // the caller's own run can only be put on record once it has returned: somebody else waits for that
            Thread finisher = threads.newThread(() -> {
                awaitRuns(deadline);
                endParts(remaining(deadline));
            });
            finisher.setName("carillon-shutdown");
            finisher.start();
        } else {
            endParts(remaining(deadline));
        }
    }

    private void awaitRuns(long deadline) {
        context.executors().all().forEach(executor -> executor.shutdown(remaining(deadline)));
    }

    private static Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Interrupts what is going still, writes what has ended, and lets go of everything. */
    private void endParts(Duration limit) {
        boolean going = context.executors().all().stream().anyMatch(executor -> executor.running() > 0);
        if (going) {
            dispatchers().forEach(StoreDispatcher::giveUpRuns);
            context.executors().all().forEach(executor -> executor.shutdown(AFTER_INTERRUPT));
        }
        context.executors().all().forEach(JobExecutor::close);
        Duration drain = limit.compareTo(AFTER_INTERRUPT) < 0 ? AFTER_INTERRUPT : limit;
        for (StoreHandle handle : stores.values()) {
            try {
                handle.stop(drain);
            } catch (RuntimeException fault) {
                LOG.log(Level.WARNING, "CARL-4005 Store " + handle.name() + " did not close cleanly", fault);
            }
        }
        LOG.log(Level.INFO, "CARL-4006 Scheduler of node {0} has ended", node());
        events.publish(SchedulerShutdown.class, () -> new SchedulerShutdown(node()));
        events.close();
        events.awaitEnd(drain);
        ended.countDown();
    }

    @Override
    public void shutdownNow() {
        shutdown(Duration.ZERO);
    }

    @Override
    public SchedulerState state() {
        return state;
    }

    @Override
    public String node() {
        return settings.node();
    }

    @Override
    public List<String> stores() {
        return List.copyOf(stores.keySet());
    }

    @Override
    public Set<String> executors() {
        return Set.copyOf(context.executorNames());
    }

    // stores

    @Override
    SchedulerContext context() {
        return context;
    }

    @Override
    ReferencedTargets referenced() {
        return referenced;
    }

    @Override
    StoreJobs jobsOf(String name) {
        StoreHandle handle = handle(name);
        requireAlive();
        return handle.jobs();
    }

    private StoreHandle handle(String name) {
        StoreHandle handle = stores.get(name);
        if (handle == null) {
            throw new UnknownStoreException("There is no store '" + name + "', only " + stores.keySet()
                    + ". Configure carillon.jobstores." + name + ".type, or choose one of these.");
        }
        return handle;
    }

    @Override
    void requireStore(String name) {
        handle(name);
    }

    @Override
    public Scheduler within(Object transaction) {
        requireAlive();
        Map<String, StoreJobs> taking = new TreeMap<>();
        stores.forEach((name, handle) -> handle.jobsWithin(transaction).ifPresent(jobs -> taking.put(name, jobs)));
        if (taking.isEmpty()) {
            throw new IllegalArgumentException("None of the stores " + stores.keySet()
                    + " takes part in a transaction of "
                    + transaction.getClass().getName()
                    + ". A store of type jpa takes part in that of a jakarta.persistence.EntityManager; configure one, or"
                    + " hand over such a manager.");
        }
        return new TransactionScheduler(this, taking);
    }

    @Override
    public Listening addListener(Consumer<? super SchedulerEvent> listener, Class<?>... types) {
        EventListener receiver = new EventListener(listener, types);
        events.add(receiver);
        return () -> events.remove(receiver);
    }
}
