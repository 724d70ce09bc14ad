package dev.carillon.core.scheduler;

import dev.carillon.Scheduler;
import dev.carillon.SchedulerState;
import dev.carillon.UnknownStoreException;
import dev.carillon.core.call.ReferencedTargets;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A scheduler whose verbs on jobs belong to a transaction of the caller. The node and its parts are those of the whole. */
final class TransactionScheduler extends SchedulerVerbs {

    private final CarillonScheduler whole;
    private final Map<String, StoreJobs> stores;

    /**
     * Makes one.
     *
     * @param stores the verbs, bound to the transaction, on each store that takes part in it; at least one
     */
    TransactionScheduler(CarillonScheduler whole, Map<String, StoreJobs> stores) {
        this.whole = whole;
        this.stores = new TreeMap<>(stores);
    }

    @Override
    SchedulerContext context() {
        return whole.context();
    }

    @Override
    ReferencedTargets referenced() {
        return whole.referenced();
    }

    @Override
    StoreJobs jobsOf(String name) {
        StoreJobs jobs = stores.get(name);
        if (jobs == null) {
            whole.requireStore(name);
            throw new UnknownStoreException("The store '" + name
                    + "' takes no part in this transaction, only " + stores.keySet()
                    + ". Choose one of these, or change its jobs outside of the transaction.");
        }
        return jobs;
    }

    @Override
    void requireStore(String name) {
        jobsOf(name);
    }

    @Override
    public List<String> stores() {
        return List.copyOf(stores.keySet());
    }

    // what is not about jobs

    @Override
    public Scheduler within(Object transaction) {
        return whole.within(transaction);
    }

    @Override
    public Set<String> executors() {
        return whole.executors();
    }

    @Override
    public String node() {
        return whole.node();
    }

    @Override
    public SchedulerState state() {
        return whole.state();
    }

    @Override
    public void start(boolean paused) {
        whole.start(paused);
    }

    @Override
    public void run() {
        whole.run();
    }

    @Override
    public void addExecutor(String name, JobExecutor executor) {
        whole.addExecutor(name, executor);
    }

    @Override
    public void addExecutor(String name, Map<String, String> description) {
        whole.addExecutor(name, description);
    }

    @Override
    public void removeExecutor(String name) {
        whole.removeExecutor(name);
    }

    @Override
    public void addJobStore(String name, JobStore store) {
        whole.addJobStore(name, store);
    }

    @Override
    public void addJobStore(String name, Map<String, String> description) {
        whole.addJobStore(name, description);
    }

    @Override
    public void removeJobStore(String name) {
        whole.removeJobStore(name);
    }

    @Override
    public void pause() {
        whole.pause();
    }

    @Override
    public void resume() {
        whole.resume();
    }

    @Override
    public void shutdown(Duration limit) {
        whole.shutdown(limit);
    }

    @Override
    public void shutdownNow() {
        whole.shutdownNow();
    }

    @Override
    public Listening addListener(Consumer<? super SchedulerEvent> listener, Class<?>... types) {
        return whole.addListener(listener, types);
    }
}
