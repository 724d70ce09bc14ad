package dev.carillon.core.dispatch;

import dev.carillon.spi.JobExecutor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The executors of this node, by name. They can be added and removed at any time. Safe for use by many threads. */
public final class ExecutorPool {

    private volatile Map<String, JobExecutor> executors = Map.of();

    /** Makes an empty pool. */
    public ExecutorPool() {}

    /**
     * Returns an executor.
     *
     * @param name its name
     * @return the executor; empty if there is none of that name
     */
    public Optional<JobExecutor> find(String name) {
        return Optional.ofNullable(executors.get(name));
    }

    /**
     * Names them all.
     *
     * @return the names
     */
    public Set<String> names() {
        return executors.keySet();
    }

    /**
     * Returns them all.
     *
     * @return the executors
     */
    public List<JobExecutor> all() {
        return List.copyOf(executors.values());
    }

    /**
     * Adds one.
     *
     * @param name its name
     * @param executor the executor
     * @return false if the name is taken
     */
    public synchronized boolean add(String name, JobExecutor executor) {
        if (executors.containsKey(name)) {
            return false;
        }
        Map<String, JobExecutor> next = new TreeMap<>(executors);
        next.put(name, executor);
        executors = Map.copyOf(next);
        return true;
    }

    /**
     * Removes one.
     *
     * @param name its name
     * @return what was removed; empty if there was none of that name
     */
    public synchronized Optional<JobExecutor> remove(String name) {
        Map<String, JobExecutor> next = new TreeMap<>(executors);
        JobExecutor removed = next.remove(name);
        executors = Map.copyOf(next);
        return Optional.ofNullable(removed);
    }
}
