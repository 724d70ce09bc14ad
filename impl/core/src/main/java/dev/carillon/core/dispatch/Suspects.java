package dev.carillon.core.dispatch;

import dev.carillon.spi.Change;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs that a node died of, or beside. Each starts only once its start is marked on record, so that it is known what this
 * node was doing if it dies too. From the first death with a mark on, a run has no other suspect beside it on its node:
 * the next death tells which of them it was.
 */
final class Suspects {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    private final JobStore store;
    private final HeldRuns held;
    private final ArrayDeque<HeldRun> waiting = new ArrayDeque<>();
    private final Set<HeldRun> going = ConcurrentHashMap.newKeySet();

    Suspects(JobStore store, HeldRuns held) {
        this.store = store;
        this.held = held;
    }

    /** Takes one that may start as far as time is concerned. Called by the loop only. */
    void add(HeldRun run) {
        waiting.add(run);
    }

    /** Counts those that wait here and will need room on an executor. */
    long waitingFor(String executor) {
        return waiting.stream().filter(run -> run.executor().equals(executor)).count();
    }

    /** Takes out all that wait here. */
    List<HeldRun> drain() {
        List<HeldRun> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /** Takes note that the code of one has ended, on whichever thread. */
    void ended(HeldRun run) {
        going.remove(run);
    }

    /**
     * Marks those that may start now, all in one go.
     *
     * @param refused told of those that this node holds no longer; they must not start
     * @return those whose mark is on record
     */
    List<HeldRun> markNext(Consumer<HeldRun> refused) {
        List<HeldRun> next = next();
        if (next.isEmpty()) {
            return next;
        }
        Set<HeldRun> marked;
        try {
            marked = mark(next);
        } catch (RuntimeException silence) {
            // a mark that may have been written is written again
            for (int i = next.size() - 1; i >= 0; i--) {
                waiting.addFirst(next.get(i));
            }
            throw silence;
        }
        going.addAll(marked);
        next.stream().filter(run -> !marked.contains(run)).forEach(refused);
        return next.stream().filter(marked::contains).toList();
    }

    private List<HeldRun> next() {
        List<HeldRun> next = new ArrayList<>();
        while (!waiting.isEmpty() && mayStartBeside(waiting.element(), next)) {
            next.add(waiting.remove());
        }
        return next;
    }

    private boolean mayStartBeside(HeldRun run, List<HeldRun> others) {
        if (hasCrashed(run)) {
            return going.isEmpty() && others.isEmpty();
        }
        return going.stream().noneMatch(Suspects::hasCrashed) && others.stream().noneMatch(Suspects::hasCrashed);
    }

    private static boolean hasCrashed(HeldRun run) {
        return run.run().crashes() > 0;
    }

    private Set<HeldRun> mark(List<HeldRun> runs) {
        Map<String, List<HeldRun>> open = new LinkedHashMap<>();
        runs.forEach(run -> open.computeIfAbsent(run.claimed().id(), id -> new ArrayList<>(1))
                .add(run));
        Set<HeldRun> marked = new HashSet<>();
        while (!open.isEmpty()) {
            Map<String, JobRecord> records = store.find(open.keySet());
            List<Change> changes = new ArrayList<>(open.size());
            for (Map.Entry<String, List<HeldRun>> job : List.copyOf(open.entrySet())) {
                Optional<JobRecord> record = Optional.ofNullable(records.get(job.getKey()));
                Optional<Change> change = record.flatMap(seen -> markIn(seen, job.getValue()));
                if (change.isPresent()) {
                    changes.add(change.get());
                } else {
                    open.remove(job.getKey());
                }
            }
            List<Boolean> won = changes.isEmpty() ? List.of() : store.replace(changes);
            for (int i = 0; i < won.size(); i++) {
                if (won.get(i)) {
                    JobRecord after = changes.get(i).next().orElseThrow();
                    held.written(after);
                    for (HeldRun run : open.getOrDefault(after.id(), List.of())) {
                        if (isMarkedIn(after, run)) {
                            marked.add(run);
                        }
                    }
                    open.remove(after.id());
                }
            }
        }
        LOG.log(Level.DEBUG, "CARL-2030 {0} runs that a node has died with start with a mark on record", marked.size());
        return marked;
    }

    /** Empty if the record holds none of them any more. */
    private static Optional<Change> markIn(JobRecord seen, List<HeldRun> runs) {
        JobRecord next = seen;
        boolean any = false;
        for (HeldRun run : runs) {
            Optional<JobRecord> marked =
                    next.startMarked(run.run().id(), run.run().fence(), run.holder());
            any |= marked.isPresent();
            next = marked.orElse(next);
        }
        return any ? Optional.of(Change.of(seen, next)) : Optional.empty();
    }

    private static boolean isMarkedIn(JobRecord record, HeldRun run) {
        return record.startMarked(run.run().id(), run.run().fence(), run.holder())
                .filter(record::equals)
                .isPresent();
    }
}
