package dev.carillon.core.dispatch;

import dev.carillon.spi.JobRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that this node holds in one store, and the records of their jobs as this node wrote them last. */
final class HeldRuns {

    private final ConcurrentHashMap<UUID, HeldRun> runs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, JobRecord> records = new ConcurrentHashMap<>();

    void add(HeldRun run) {
        runs.put(run.run().id(), run);
    }

    void remove(HeldRun run) {
        runs.remove(run.run().id());
    }

    Optional<HeldRun> find(UUID runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    List<HeldRun> all() {
        return List.copyOf(runs.values());
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Remembers what was written last, so that a completion need not read it again. */
    void written(JobRecord record) {
        records.merge(record.id(), record, (known, next) -> next.version() > known.version() ? next : known);
    }

    /** Forgets a record once no run of its job is held here. */
    void forget(String jobId) {
        records.remove(jobId);
    }

    Optional<JobRecord> record(String jobId) {
        return Optional.ofNullable(records.get(jobId));
    }

    Collection<JobRecord> records() {
        return records.values();
    }
}
