package dev.carillon.core.scheduler;

import dev.carillon.Progress;
import dev.carillon.core.dispatch.StoreDispatcher;
import dev.carillon.spi.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store of this scheduler: opened when it is first used, run once the scheduler is started. Safe for use by many threads. */
final class StoreHandle {

    private final String name;
    private final SchedulerContext context;
    private final Supplier<JobStore> opener;
    private @Nullable JobStore store;
    private @Nullable StoreJobs jobs;
    private volatile @Nullable StoreDispatcher dispatcher;

    StoreHandle(String name, SchedulerContext context, Supplier<JobStore> opener) {
        this.name = name;
        this.context = context;
        this.opener = opener;
    }

    String name() {
        return name;
    }

    synchronized JobStore store() {
        JobStore open = store;
        if (open == null) {
            open = opener.get();
            store = open;
        }
        return open;
    }

    synchronized StoreJobs jobs() {
        StoreJobs verbs = jobs;
        if (verbs == null) {
            verbs = verbsOn(store());
            jobs = verbs;
        }
        return verbs;
    }

    /** Returns the verbs in a transaction of the caller; empty if the store takes part in none of that kind. */
    Optional<StoreJobs> jobsWithin(Object transaction) {
        return store().within(transaction).map(this::verbsOn);
    }

    private StoreJobs verbsOn(JobStore opened) {
        return new StoreJobs(
                name, opened, context, this::wakeUp, this::wakeUpFor, this::cancelHere, this::progressHere);
    }

    private void wakeUpFor(Instant due) {
        dispatcher().ifPresent(dispatcher -> dispatcher.wakeUpFor(due));
    }

    private void wakeUp() {
        dispatcher().ifPresent(StoreDispatcher::wakeUp);
    }

    private void cancelHere(UUID runId) {
        dispatcher().ifPresent(running -> running.cancel(runId));
    }

    private Map<UUID, Progress> progressHere() {
        return dispatcher().map(StoreDispatcher::progress).orElse(Map.of());
    }

    /** Joins the store; nothing runs before the dispatcher is started. */
    StoreDispatcher join(StoreDispatcher.Surroundings with) {
        StoreDispatcher joined = new StoreDispatcher(name, store(), with);
        dispatcher = joined;
        return joined;
    }

    /** Returns what runs the jobs; empty before the start. */
    Optional<StoreDispatcher> dispatcher() {
        return Optional.ofNullable(dispatcher);
    }

    /** Writes what is left to write, ends the lease and closes the store. */
    void stop(Duration limit) {
        dispatcher().ifPresent(running -> running.stop(limit));
        synchronized (this) {
            JobStore open = store;
            if (open != null) {
                open.close();
            }
        }
    }
}
