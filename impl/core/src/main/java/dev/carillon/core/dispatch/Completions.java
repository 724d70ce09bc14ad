package dev.carillon.core.dispatch;

import dev.carillon.StoreUnavailableException;
import dev.carillon.spi.Change;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunEnd;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the outcomes of runs, on a thread of its own. What arrives while a batch is being written is the next batch;
 * nothing waits to fill one. Outcomes of one job are merged into one write. While the store does not answer they wait.
 */
final class Completions {

    private static final int MOST_AT_ONCE = 2_000;

    private final JobStore store;
    private final HeldRuns held;
    private final StoreHealth health;
    private final RunReporter reporter;
    private final Runnable slotFreed;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<EndedRun> queue = new ArrayDeque<>();
    private boolean writing;
    private boolean closed;
    private @Nullable Thread thread;

    Completions(JobStore store, HeldRuns held, StoreHealth health, RunReporter reporter, Runnable slotFreed) {
        this.store = store;
        this.held = held;
        this.health = health;
        this.reporter = reporter;
        this.slotFreed = slotFreed;
    }

    void start(String storeName, ThreadFactory threads) {
        Thread started = threads.newThread(this::work);
        started.setName("carillon-" + storeName + "-completions");
        thread = started;
        started.start();
    }

    void add(HeldRun run, Outcome outcome) {
        EndedRun ended = new EndedRun(run, outcome, store.now());
        lock.lock();
        try {
            queue.addLast(ended);
            some.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        List<EndedRun> batch = new ArrayList<>();
        while (take(batch)) {
            writeUntilAnswered(batch);
            batch.clear();
        }
    }

    private boolean take(List<EndedRun> batch) {
        lock.lock();
        try {
            writing = false;
            drained.signalAll();
            while (queue.isEmpty()) {
                if (closed) {
                    return false;
                }
                some.awaitUninterruptibly();
            }
            while (!queue.isEmpty() && batch.size() < MOST_AT_ONCE) {
                batch.add(queue.removeFirst());
            }
            writing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void writeUntilAnswered(List<EndedRun> batch) {
        boolean doubtful = false;
        for (int failures = 0; ; ) {
            try {
                write(batch, doubtful);
                health.answered();
                return;
            } catch (StoreUnavailableException silence) {
                health.failed(silence);
                doubtful = true;
                if (!pause(++failures)) {
                    return;
                }
            }
        }
    }

    /** Waits before the next try; false when the node has given up on its store. */
    private boolean pause(int failures) {
        lock.lock();
        try {
            if (!closed) {
                long left = StoreHealth.nanosToWait(failures);
                while (left > 0 && !closed) {
                    left = some.awaitNanos(left);
                }
            }
            return !closed;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what has gathered, now, on the calling thread; for a node that is driven step by step. */
    void flush() {
        List<EndedRun> batch = new ArrayList<>();
        lock.lock();
        try {
            batch.addAll(queue);
            queue.clear();
        } finally {
            lock.unlock();
        }
        if (!batch.isEmpty()) {
            write(batch, false);
        }
    }

    private void write(List<EndedRun> batch, boolean doubtful) {
        Map<String, List<EndedRun>> byJob = new LinkedHashMap<>();
        for (EndedRun ended : batch) {
            byJob.computeIfAbsent(ended.jobId(), id -> new ArrayList<>(1)).add(ended);
        }
        // after a silence it is unknown what was written: read first
        Map<String, JobRecord> known = doubtful ? store.find(byJob.keySet()) : remembered(byJob);
        boolean fresh = doubtful;
        while (!byJob.isEmpty()) {
            List<Completion> completions = new ArrayList<>(byJob.size());
            for (Map.Entry<String, List<EndedRun>> job : byJob.entrySet()) {
                completions.add(Completion.of(Optional.ofNullable(known.get(job.getKey())), job.getValue()));
            }
            List<Completion> lost = attempt(completions, fresh);
            byJob.clear();
            lost.forEach(completion -> byJob.put(completion.jobId(), completion.ended()));
            if (!byJob.isEmpty()) {
                known = store.find(byJob.keySet());
                fresh = true;
            }
        }
        slotFreed.run();
    }

    private Map<String, JobRecord> remembered(Map<String, List<EndedRun>> byJob) {
        Map<String, JobRecord> known = new HashMap<>();
        for (String jobId : byJob.keySet()) {
            held.record(jobId).ifPresent(record -> known.put(jobId, record));
        }
        return known;
    }

    /** Writes one round and returns what must be tried again on a record that is read anew. */
    private List<Completion> attempt(List<Completion> completions, boolean fresh) {
        List<Completion> lost = new ArrayList<>();
        List<Completion> writes = new ArrayList<>(completions.size());
        for (Completion completion : completions) {
            if (completion.change().isPresent()) {
                writes.add(completion);
            } else if (fresh) {
                completion.ended().forEach(this::refused);
            } else {
                lost.add(completion);
            }
        }
        if (writes.isEmpty()) {
            return lost;
        }
        List<Boolean> won = store.replace(
                writes.stream().map(write -> write.change().orElseThrow()).toList());
        for (int i = 0; i < won.size(); i++) {
            if (won.get(i)) {
                written(writes.get(i));
            } else {
                lost.add(writes.get(i));
            }
        }
        return lost;
    }

    private void written(Completion completion) {
        Change change = completion.change().orElseThrow();
        completion.ended().forEach(ended -> held.remove(ended.run()));
        Optional<JobRecord> after = change.next();
        boolean stillHeld = after.filter(record -> record.runs().stream()
                        .anyMatch(run -> held.find(run.id()).isPresent()))
                .isPresent();
        if (stillHeld) {
            held.written(after.orElseThrow());
        } else {
            held.forget(completion.jobId());
        }
        for (EndedRun ended : completion.ended()) {
            if (completion.refused().contains(ended)) {
                reporter.refused(ended);
            } else {
                reporter.ended(ended);
            }
        }
        if (after.isEmpty()) {
            reporter.removed(completion.jobId());
        }
    }

    private void refused(EndedRun ended) {
        held.remove(ended.run());
        held.forget(ended.jobId());
        reporter.refused(ended);
    }

    /** Waits until everything is written. */
    boolean drain(long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (writing || !queue.isEmpty()) {
                if (left <= 0 || thread == null) {
                    return false;
                }
                left = drained.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            some.signalAll();
        } finally {
            lock.unlock();
        }
        Thread ending = thread;
        if (ending != null && ending != Thread.currentThread()) {
            try {
                TimeUnit.SECONDS.timedJoin(ending, 5);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What is to be written for one job. */
    private record Completion(String jobId, List<EndedRun> ended, Optional<Change> change, List<EndedRun> refused) {

        static Completion of(Optional<JobRecord> known, List<EndedRun> ended) {
            String jobId = ended.get(0).jobId();
            if (known.isEmpty()) {
                return new Completion(jobId, ended, Optional.empty(), ended);
            }
            JobRecord next = known.get();
            List<EndedRun> refused = new ArrayList<>(0);
            for (EndedRun run : ended) {
                Optional<JobRecord> after = next.ended(run.asRunEnd(), run.run().holder());
                if (after.isEmpty()) {
                    refused.add(run);
                } else {
                    next = after.get();
                }
            }
            Optional<Change> change =
                    refused.size() == ended.size() ? Optional.empty() : Optional.of(Change.of(known.get(), next));
            return new Completion(jobId, ended, change, refused);
        }
    }

    /** A run whose code has ended. */
    record EndedRun(HeldRun run, Outcome outcome, Instant at) {

        String jobId() {
            return run.claimed().id();
        }

        RunEnd asRunEnd() {
            String error = outcome instanceof Outcome.Failed failed ? describe(failed.error()) : "";
            return new RunEnd(run.run().id(), kind(), error, at);
        }

        private RunEnd.Kind kind() {
            if (outcome instanceof Outcome.Succeeded) {
                return RunEnd.Kind.SUCCEEDED;
            }
            if (outcome instanceof Outcome.Failed) {
                return RunEnd.Kind.FAILED;
            }
            if (outcome instanceof Outcome.Missed) {
                return RunEnd.Kind.MISSED;
            }
            if (outcome instanceof Outcome.Interrupted) {
                return RunEnd.Kind.INTERRUPTED;
            }
            return outcome instanceof Outcome.Cancelled ? RunEnd.Kind.CANCELLED : RunEnd.Kind.HANDED_BACK;
        }

        private static String describe(Throwable error) {
            String text = error.toString();
            return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "...";
        }
    }
}
