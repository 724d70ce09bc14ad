package dev.carillon.core.executor;

import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on a bounded pool of threads, started when they are needed and ended when they have been idle for a while.
 *
 * <p>It takes a few runs more than it has threads, so that the next one is at hand when a thread gets free: as many as it
 * finished lately in {@link #AHEAD}.
 */
final class ThreadPoolJobExecutor implements JobExecutor {

    /** How far ahead runs are taken on, in time that they take at the present rate. */
    private static final Duration AHEAD = Duration.ofMillis(100);

    private static final int MOST_AHEAD = 2_000;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final String name;
    private final int maxWorkers;
    private final ThreadFactory threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final Map<UUID, Entry> running = new HashMap<>();
    private int workers;
    private int idle;
    private boolean closed;
    private double nanosPerRun = 1e9;

    private static final class Entry {

        final RunTask task;
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        @Nullable
        Thread thread;

        Entry(RunTask task) {
            this.task = task;
        }
    }

    ThreadPoolJobExecutor(String name, int maxWorkers, ThreadFactory threads) {
        this.name = name;
        this.maxWorkers = maxWorkers;
        this.threads = threads;
    }

    @Override
    public int room() {
        lock.lock();
        try {
            if (closed) {
                return 0;
            }
            int ahead = (int) Math.min(MOST_AHEAD, maxWorkers * (AHEAD.toNanos() / nanosPerRun));
            return Math.max(0, maxWorkers + ahead - running.size() - queue.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int running() {
        lock.lock();
        try {
            return running.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Outcome> submit(RunTask task) {
        Entry entry = new Entry(task);
        boolean start = false;
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.completedFuture(new Outcome.NotStarted());
            }
            queue.addLast(entry);
            if (idle > 0) {
                work.signal();
            } else if (workers < maxWorkers) {
                workers++;
                start = true;
            }
        } finally {
            lock.unlock();
        }
        if (start) {
            startWorker();
        }
        return entry.outcome;
    }

    private void startWorker() {
        boolean started = false;
        try {
            Thread worker = threads.newThread(this::work);
            worker.setName("carillon-" + name + "-" + worker.getId());
            worker.start();
            started = true;
        } finally {
            if (!started) {
                giveUpWorker();
            }
        }
    }

    /** A thread could not be had; others may still come to the queue, or a later one. */
    private void giveUpWorker() {
        List<Entry> stranded = new ArrayList<>();
        lock.lock();
        try {
            workers--;
            if (workers == 0) {
                stranded.addAll(queue);
                queue.clear();
            }
        } finally {
            lock.unlock();
        }
        stranded.forEach(entry -> entry.outcome.complete(new Outcome.NotStarted()));
    }

    private void work() {
        Entry entry = next(null, 0);
        while (entry != null) {
            long begun = System.nanoTime();
            Entry current = entry;
            CompletionStage<Outcome> outcome = current.task.call();
            long took = System.nanoTime() - begun;
            outcome.whenComplete((result, error) -> end(current, result, error));
            entry = next(current, took);
        }
    }

    /** Puts a run down and takes the next one; null when the thread is to end. */
    private @Nullable Entry next(@Nullable Entry done, long took) {
        lock.lock();
        try {
            if (done != null) {
                done.thread = null;
                nanosPerRun += (Math.max(took, 1_000) - nanosPerRun) / 16;
            }
            // an interrupt that came for the run before must not reach the next one
            Thread.interrupted();
            while (queue.isEmpty()) {
                if (closed || !awaitWork()) {
                    workers--;
                    return null;
                }
            }
            Entry entry = queue.removeFirst();
            entry.thread = Thread.currentThread();
            running.put(entry.task.runId(), entry);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitWork() {
        idle++;
        try {
            long left = IDLE.toNanos();
            while (queue.isEmpty() && !closed && left > 0) {
                left = work.awaitNanos(left);
            }
            return !queue.isEmpty();
        } catch (InterruptedException interrupted) {
            // only meant for runs; look whether the pool was closed
            return true;
        } finally {
            idle--;
        }
    }

    private void end(Entry entry, @Nullable Outcome outcome, @Nullable Throwable error) {
        // told before the slot is free: whoever waits for the last run to end finds its outcome delivered
        if (outcome != null) {
            entry.outcome.complete(outcome);
        } else {
            entry.outcome.complete(new Outcome.Failed(error == null ? new IllegalStateException("no outcome") : error));
        }
        lock.lock();
        try {
            running.remove(entry.task.runId());
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel(UUID runId) {
        lock.lock();
        try {
            Entry entry = running.get(runId);
            if (entry != null && entry.thread != null) {
                entry.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean shutdown(Duration limit) {
        List<Entry> unstarted;
        lock.lock();
        try {
            closed = true;
            unstarted = List.copyOf(queue);
            queue.clear();
            work.signalAll();
        } finally {
            lock.unlock();
        }
        unstarted.forEach(entry -> entry.outcome.complete(new Outcome.NotStarted()));
        return awaitEnd(limit);
    }

    private boolean awaitEnd(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            // whoever shuts down from inside a run does not wait for itself
            boolean inside = running.values().stream().anyMatch(entry -> entry.thread == Thread.currentThread());
            while (running.size() > (inside ? 1 : 0)) {
                if (left <= 0) {
                    return false;
                }
                left = ended.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        shutdown(Duration.ZERO);
        lock.lock();
        try {
            for (Entry entry : running.values()) {
                if (entry.thread != null && entry.thread != Thread.currentThread()) {
                    entry.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
