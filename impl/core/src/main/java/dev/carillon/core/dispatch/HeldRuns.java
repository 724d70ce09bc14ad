package dev.carillon.core.dispatch;

import dev.carillon.Progress;
import dev.carillon.spi.JobRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The runs that this node holds in one store, and the records of their jobs as this node wrote them last. A run knows the
 * record it was claimed with; only where a job has other runs as well, or has had, there is a later one to be kept here.
 */
final class HeldRuns {

    private final ConcurrentHashMap<UUID, HeldRun> runs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, JobRecord> records = new ConcurrentHashMap<>();
    private final Object empty = new Object();

    /** Adds a run, and returns it as it was held before, if it was: that hold was lost. */
    Optional<HeldRun> add(HeldRun run) {
        return Optional.ofNullable(runs.put(run.run().id(), run));
    }

    void remove(HeldRun run) {
        // in another life the node may hold the same run again
        runs.remove(run.run().id(), run);
        if (runs.isEmpty()) {
            synchronized (empty) {
                empty.notifyAll();
            }
        }
    }

    Optional<HeldRun> find(UUID runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    List<HeldRun> all() {
        return List.copyOf(runs.values());
    }

    /** What the runs held here have told of themselves. */
    Map<UUID, Progress> progress() {
        Map<UUID, Progress> told = new HashMap<>();
        for (HeldRun run : runs.values()) {
            RunContext context = run.context();
            Progress progress = context == null ? null : context.progress();
            if (progress != null) {
                told.put(run.run().id(), progress);
            }
        }
        return told;
    }

    /** Waits until this node holds no run any more, or the time is over. */
    void awaitEmpty(long nanos) {
        long deadline = System.nanoTime() + nanos;
        synchronized (empty) {
            long left = nanos;
            while (!runs.isEmpty() && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(empty, Math.max(left, 1_000_000));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }

    /** Remembers what was written last, so that a completion need not read it again. */
    void written(JobRecord record) {
        records.merge(record.id(), record, (known, next) -> next.version() > known.version() ? next : known);
    }

    /** Forgets a record once no run of its job is held here. */
    void forget(String jobId) {
        records.remove(jobId);
    }

    /** Returns the record of a run's job as this node wrote it last, as far as it knows. */
    JobRecord record(HeldRun run) {
        return records.getOrDefault(run.claimed().id(), run.claimed());
    }
}
