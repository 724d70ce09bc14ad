package dev.carillon.core.dispatch;

import dev.carillon.RunRecord;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.call.ArgumentCodec;
import dev.carillon.spi.Change;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunEnd;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the outcomes of runs, on a thread of its own. What arrives while a batch is being written is the next batch;
 * nothing waits to fill one. Outcomes of one job are merged into one write. While the store does not answer they wait.
 */
final class Completions {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    private static final int MOST_AT_ONCE = 2_000;

    private final JobStore store;
    private final HeldRuns held;
    private final StoreHealth health;
    private final RunReporter reporter;
    private final Predicate<NodeEpoch> unbroken;
    private final Runnable slotFreed;
    private final Endings endings;
    private final ArgumentCodec values;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Queue<EndedRun> queue = new ConcurrentLinkedQueue<>();
    private volatile boolean waiting;
    private boolean writing;
    private boolean closed;
    private @Nullable Thread thread;
    private @Nullable Batch unwritten;

    /**
     * Makes them.
     *
     * @param endings says what the history keeps
     * @param values writes for the history what methods return
     * @param unbroken tells whether this node still lives in that epoch; may ask the store
     * @param slotFreed told when jobs or executors may have room again
     */
    Completions(
            JobStore store,
            HeldRuns held,
            StoreHealth health,
            RunReporter reporter,
            Endings endings,
            ArgumentCodec values,
            Predicate<NodeEpoch> unbroken,
            Runnable slotFreed) {
        this.store = store;
        this.held = held;
        this.health = health;
        this.reporter = reporter;
        this.unbroken = unbroken;
        this.slotFreed = slotFreed;
        this.endings = endings;
        this.values = values;
    }

    void start(String storeName, ThreadFactory threads) {
        Thread started = threads.newThread(this::work);
        started.setName("carillon-" + storeName + "-completions");
        thread = started;
        started.start();
    }

    void add(HeldRun run, Outcome outcome) {
        queue.add(EndedRun.of(run, outcome, store.now(), returnValue(run, outcome)));
        if (waiting) {
            lock.lock();
            try {
                some.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Here, on the thread of the run, since it is the application's code that says how a value is written. */
    private Optional<String> returnValue(HeldRun run, Outcome outcome) {
        return outcome instanceof Outcome.Succeeded succeeded
                        && succeeded.value() != null
                        && endings.areKeptOf(run.claimed())
                ? Optional.of(values.excerpt(succeeded.value(), RunRecord.LONGEST_RETURN_VALUE))
                : Optional.empty();
    }

    private void work() {
        List<EndedRun> batch = new ArrayList<>();
        while (take(batch)) {
            writeUntilAnswered(new Batch(batch));
            batch.clear();
        }
    }

    private boolean take(List<EndedRun> batch) {
        lock.lock();
        try {
            writing = false;
            drained.signalAll();
            // first the word that it waits, then a look: whoever adds does so before looking whether anybody waits
            waiting = true;
            while (queue.isEmpty()) {
                if (closed) {
                    return false;
                }
                some.awaitUninterruptibly();
            }
            waiting = false;
            writing = true;
            moveTo(batch);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(List<EndedRun> batch) {
        while (batch.size() < MOST_AT_ONCE) {
            EndedRun ended = queue.poll();
            if (ended == null) {
                return;
            }
            batch.add(ended);
        }
    }

    private void writeUntilAnswered(Batch batch) {
        for (int failures = 0; ; ) {
            try {
                batch.write();
                health.answered();
                return;
            } catch (StoreUnavailableException silence) {
                health.failed(silence);
                batch.doubt();
                if (!pause(++failures)) {
                    return;
                }
            } catch (RuntimeException | Error fault) {
                // a fault of ours or of a store must not end the thread, and with it every outcome to come
                LOG.log(Level.ERROR, "CARL-2027 Outcomes could not be written, and are written again", fault);
                batch.doubt();
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
        Batch batch = unwritten;
        if (batch == null) {
            batch = nextBatch();
        }
        while (batch != null) {
            unwritten = batch;
            try {
                batch.write();
            } catch (StoreUnavailableException silence) {
                batch.doubt();
                throw silence;
            }
            unwritten = null;
            batch = nextBatch();
        }
    }

    private @Nullable Batch nextBatch() {
        List<EndedRun> ended = new ArrayList<>();
        moveTo(ended);
        return ended.isEmpty() ? null : new Batch(ended);
    }

    /** Ends that are written together. What is on record and told of leaves it, so that it can be written again. */
    private final class Batch {

        private final Map<String, List<EndedRun>> open;
        private final Set<String> removals = new HashSet<>();
        private final Set<HeldRun> returnsInDoubt = new HashSet<>();
        private boolean doubtful;

        Batch(Collection<EndedRun> ended) {
            open = new LinkedHashMap<>(2 * ended.size());
            for (EndedRun each : ended) {
                open.merge(each.jobId(), List.of(each), Batch::both);
            }
        }

        /** After a silence it is unknown what was written: from now on records are read first. */
        void doubt() {
            doubtful = true;
        }

        void write() {
            boolean fresh = doubtful;
            while (!open.isEmpty()) {
                if (fresh) {
                    Map<String, JobRecord> found = store.find(open.keySet());
                    writeOnce(ended -> Optional.ofNullable(found.get(ended.jobId())), true);
                } else {
                    writeOnce(ended -> Optional.of(held.record(ended.run())), false);
                }
                fresh = true;
            }
            slotFreed.run();
        }

        private static List<EndedRun> both(List<EndedRun> some, List<EndedRun> more) {
            List<EndedRun> both = new ArrayList<>(some);
            both.addAll(more);
            return both;
        }

        private void writeOnce(Function<EndedRun, Optional<JobRecord>> known, boolean fresh) {
            List<Completion> writes = new ArrayList<>(open.size());
            for (List<EndedRun> ended : List.copyOf(open.values())) {
                Optional<JobRecord> job = known.apply(ended.get(0));
                Completion completion = Completion.of(job, ended, endings);
                if (completion.change().isPresent()) {
                    writes.add(completion);
                } else if (fresh) {
                    notOnRecord(completion, job);
                }
            }
            if (writes.isEmpty()) {
                return;
            }
            try {
                carryOut(writes);
            } catch (RuntimeException | Error fault) {
                // what of it was written is seen on records that are read again
                for (Completion write : writes) {
                    if (write.change().orElseThrow().next().isEmpty()) {
                        removals.add(write.jobId());
                    }
                }
                throw fault;
            }
        }

        private void carryOut(List<Completion> writes) {
            List<Change> changes = new ArrayList<>(writes.size());
            for (Completion write : writes) {
                changes.add(write.change().orElseThrow());
            }
            List<Boolean> won = replace(writes, changes);
            for (int i = 0; i < won.size(); i++) {
                if (won.get(i)) {
                    written(writes.get(i));
                }
            }
        }

        private List<Boolean> replace(List<Completion> writes, List<Change> changes) {
            try {
                return store.replace(changes);
            } catch (StoreUnavailableException silence) {
                writes.forEach(write -> write.accepted().forEach(this::noteDoubt));
                throw silence;
            }
        }

        /** What was to be written last, on a record that was read, is what may have been written. */
        private void noteDoubt(EndedRun ended) {
            if (ended.comesBack()) {
                returnsInDoubt.add(ended.run());
            } else {
                returnsInDoubt.remove(ended.run());
            }
        }

        private void written(Completion completion) {
            if (completion.refused().isEmpty()) {
                open.remove(completion.jobId());
            } else {
                // why they were refused is seen on a record that is read again
                open.put(completion.jobId(), completion.refused());
            }
            completion.accepted().forEach(ended -> held.remove(ended.run()));
            Optional<JobRecord> after = completion.change().orElseThrow().next();
            boolean stillHeld = after.filter(record -> record.runs().stream()
                            .anyMatch(run -> held.find(run.id()).isPresent()))
                    .isPresent();
            if (stillHeld) {
                held.written(after.orElseThrow());
            } else {
                held.forget(completion.jobId());
            }
            completion.accepted().forEach(reporter::ended);
            if (after.isEmpty()) {
                reporter.removed(completion.jobId());
            }
        }

        /**
         * None of the runs is on record: the job was removed, the answer to our own write was lost, or another node has
         * taken them over. Only in the last case it is not for this node to tell how they ended.
         */
        private void notOnRecord(Completion completion, Optional<JobRecord> job) {
            List<EndedRun> ours =
                    completion.refused().stream().filter(this::isOurs).toList();
            for (EndedRun ended : ours) {
                told(ended, job).flatMap(endings::of).ifPresent(record -> append(ended, record));
            }
            open.remove(completion.jobId());
            completion.refused().forEach(ended -> held.remove(ended.run()));
            held.forget(completion.jobId());
            for (EndedRun ended : completion.refused()) {
                if (ours.contains(ended)) {
                    told(ended, job).ifPresent(reporter::ended);
                } else {
                    reporter.dropped(ended);
                }
            }
            if (job.isEmpty() && removals.contains(completion.jobId())) {
                reporter.removed(completion.jobId());
            }
        }

        /** How the end of a run that is not on record is told; not at all if somebody else may have told it. */
        private Optional<EndedRun> told(EndedRun ended, Optional<JobRecord> job) {
            boolean goesOn =
                    job.flatMap(record -> record.run(ended.run().run().id())).isPresent();
            if (goesOn || !ended.comesBack()) {
                return Optional.of(ended);
            }
            // otherwise it may have been on record to start again, and who ended it then has told of it: rather no
            // event than two
            return returnsInDoubt.contains(ended.run()) ? Optional.empty() : Optional.of(ended.forGood());
        }

        /** Where our own write was there and its answer was lost, the store finds this record there already. */
        private void append(EndedRun ended, RunRecord record) {
            store.append(record, ended.run().claimed().definition().policy().retention());
        }

        /** Asks the store; while it does not answer nothing is told, and all of it is tried again. */
        private boolean isOurs(EndedRun ended) {
            return unbroken.test(ended.run().holder());
        }
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
    private record Completion(String jobId, List<EndedRun> accepted, Optional<Change> change, List<EndedRun> refused) {

        static Completion of(Optional<JobRecord> known, List<EndedRun> ended, Endings endings) {
            String jobId = ended.get(0).jobId();
            if (known.isEmpty()) {
                return new Completion(jobId, List.of(), Optional.empty(), ended);
            }
            JobRecord next = known.get();
            List<EndedRun> accepted = List.of();
            List<EndedRun> refused = List.of();
            for (EndedRun run : ended) {
                Optional<JobRecord> after = run.endedIn(next);
                if (after.isEmpty()) {
                    refused = with(refused, run);
                } else {
                    next = after.get();
                    // a retry may have been cancelled meanwhile
                    boolean goesOn = next.run(run.run().run().id()).isPresent();
                    accepted = with(accepted, goesOn ? run : run.withoutRepeat());
                }
            }
            Optional<Change> change = accepted.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Change.of(known.get(), next).ending(kept(accepted, known.get(), endings)));
            return new Completion(jobId, accepted, change, refused);
        }

        /** Most jobs have one run that ends at a time. */
        private static List<EndedRun> with(List<EndedRun> ends, EndedRun next) {
            if (ends.isEmpty()) {
                return List.of(next);
            }
            List<EndedRun> more = ends.size() == 1 ? new ArrayList<>(ends) : ends;
            more.add(next);
            return more;
        }

        private static List<RunRecord> kept(List<EndedRun> ends, JobRecord job, Endings endings) {
            if (!endings.areKeptOf(job)) {
                return List.of();
            }
            if (ends.size() == 1) {
                return endings.of(ends.get(0)).map(List::of).orElse(List.of());
            }
            return ends.stream().flatMap(ended -> endings.of(ended).stream()).toList();
        }
    }

    /**
     * A run whose code has ended.
     *
     * @param abandoned whether it was interrupted and yet does not come back
     * @param returnValue what its method returned, for the history
     */
    record EndedRun(
            HeldRun run,
            Outcome outcome,
            Instant at,
            Optional<Instant> retryAt,
            boolean abandoned,
            Optional<String> returnValue) {

        static EndedRun of(HeldRun run, Outcome outcome, Instant at, Optional<String> returnValue) {
            Optional<Instant> retryAt = run.isCancelled() && !(outcome instanceof Outcome.TimedOut)
                    ? Optional.empty()
                    : errorOf(outcome)
                            .flatMap(error -> run.claimed()
                                    .definition()
                                    .policy()
                                    .retries()
                                    .delayAfter(run.run().id(), run.run().attempt(), error))
                            .map(at::plus);
            return new EndedRun(run, outcome, at, retryAt, false, returnValue);
        }

        private static Optional<Throwable> errorOf(Outcome outcome) {
            if (outcome instanceof Outcome.Failed failed) {
                return Optional.of(failed.error());
            }
            if (outcome instanceof Outcome.TimedOut timedOut) {
                return Optional.of(new TimeoutException("past its time limit of " + timedOut.limit()));
            }
            return Optional.empty();
        }

        /** Takes note of the end in a record, if that still holds this very start of the run. */
        Optional<JobRecord> endedIn(JobRecord record) {
            return record.run(run.run().id())
                    .filter(onRecord -> onRecord.fence() == run.run().fence())
                    .flatMap(onRecord -> record.ended(asRunEnd(), run.holder()));
        }

        /** What went wrong, of a run that failed or timed out. */
        Throwable error() {
            return errorOf(outcome).orElseThrow();
        }

        /** Tells whether the run is to start again: it failed and is tried again, or it never began. */
        boolean comesBack() {
            return retryAt.isPresent() || outcome instanceof Outcome.NotStarted;
        }

        /** The same end of a run whose record is gone, so that there is nothing to start again. */
        EndedRun forGood() {
            Outcome last = outcome instanceof Outcome.NotStarted ? new Outcome.Cancelled() : outcome;
            return new EndedRun(run, last, at, Optional.empty(), abandoned, returnValue);
        }

        /** The same end of a run that is not on record any more. */
        EndedRun withoutRepeat() {
            boolean interrupted = outcome instanceof Outcome.Interrupted;
            return retryAt.isEmpty() && abandoned == interrupted
                    ? this
                    : new EndedRun(run, outcome, at, Optional.empty(), interrupted, returnValue);
        }

        String jobId() {
            return run.claimed().id();
        }

        RunEnd asRunEnd() {
            return new RunEnd(run.run().id(), kind(), describedError().orElse(""), at, retryAt.orElse(at));
        }

        private RunEnd.Kind kind() {
            if (outcome instanceof Outcome.Succeeded) {
                return RunEnd.Kind.SUCCEEDED;
            }
            if (retryAt.isPresent()) {
                return RunEnd.Kind.RETRYING;
            }
            if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.TimedOut) {
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

        /** What went wrong, in words. */
        Optional<String> describedError() {
            return outcome instanceof Outcome.Succeeded
                    ? Optional.empty()
                    : errorOf(outcome).map(EndedRun::describe);
        }

        private static String describe(Throwable error) {
            String text = error.toString();
            return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "...";
        }
    }
}
