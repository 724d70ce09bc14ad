package dev.carillon.core.executor;

import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on a bounded pool of threads, started when they are needed and ended when they have been idle for a while.
 *
 * <p>It takes a few runs more than it has threads, so that the next one is at hand when a thread gets free: as many as it
 * finished lately in a tenth of a second.
 *
 * <p>Runs come and go without a lock. At most one thread is on its way to the queue at a time; when it arrives and finds
 * more than it can do, it sends for the next. So a burst of short runs wakes as many threads as it takes, not one each.
 */
public final class ThreadPoolJobExecutor implements JobExecutor {

    /** How far ahead runs are taken on, in time that they take at the present rate. */
    private static final Duration AHEAD = Duration.ofMillis(100);

    private static final System.Logger LOG = System.getLogger("dev.carillon.executor");
    static final int MOST_WORKERS = 10_000;

    private static final int MOST_AHEAD = 2_000;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final String name;
    private final int maxWorkers;
    private final ThreadFactory threads;

    private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final Set<Worker> present = ConcurrentHashMap.newKeySet();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicBoolean sentFor = new AtomicBoolean();
    private volatile double nanosPerRun = 1e9;

    // the lock is for threads that come, sleep and go; what it guards may be read without it
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
    private volatile boolean closed;

    private static final class Entry {

        final RunTask task;
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private @Nullable Thread thread;

        Entry(RunTask task) {
            this.task = task;
        }

        synchronized void begin() {
            // an interrupt that came for the run before must not reach this one
            Thread.interrupted();
            thread = Thread.currentThread();
        }

        synchronized void leave() {
            thread = null;
        }

        synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        synchronized boolean isHere() {
            return thread == Thread.currentThread();
        }
    }

    /**
     * Makes one with daemon threads of its own, to be given to a scheduler without CDI.
     *
     * @param name a word for the names of its threads, {@code carillon-<name>-<number>}
     * @param maxWorkers how many runs may go on at once, 1 to 10,000
     * @return an executor without a thread yet; the scheduler that it is given to shuts it down
     * @throws IllegalArgumentException if the number is out of range
     */
    public static ThreadPoolJobExecutor of(String name, int maxWorkers) {
        if (maxWorkers < 1 || maxWorkers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "maxWorkers must be from 1 to " + MOST_WORKERS + ", was " + maxWorkers + ".");
        }
        return new ThreadPoolJobExecutor(name, maxWorkers, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
    }

    ThreadPoolJobExecutor(String name, int maxWorkers, ThreadFactory threads) {
        this.name = name;
        this.maxWorkers = maxWorkers;
        this.threads = threads;
    }

    @Override
    public int room() {
        if (closed) {
            return 0;
        }
        int ahead = (int) Math.min(MOST_AHEAD, maxWorkers * (AHEAD.toNanos() / nanosPerRun));
        return Math.max(0, maxWorkers + ahead - taken.get());
    }

    @Override
    public int running() {
        return running.get();
    }

    @Override
    public CompletionStage<Outcome> submit(RunTask task) {
        Entry entry = new Entry(task);
        taken.incrementAndGet();
        queue.add(entry);
        if (closed) {
            // whoever closed it may have emptied the queue before this came
            giveBackQueue();
        } else {
            sendForWorker();
        }
        return entry.outcome;
    }

    private void giveBackQueue() {
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            taken.decrementAndGet();
            entry.outcome.complete(new Outcome.NotStarted());
        }
    }

    /** Gets one more thread to the queue, unless one is on its way or all are busy. */
    private void sendForWorker() {
        if ((idle.get() == 0 && workers.get() == maxWorkers) || !sentFor.compareAndSet(false, true)) {
            return;
        }
        boolean start = false;
        lock.lock();
        try {
            if (idle.get() > 0) {
                work.signal();
            } else if (workers.get() < maxWorkers && !closed) {
                workers.incrementAndGet();
                start = true;
            } else {
                sentFor.set(false);
            }
        } finally {
            lock.unlock();
        }
        if (start) {
            startWorker();
        }
    }

    private void startWorker() {
        try {
            Thread worker = threads.newThread(new Worker());
            worker.setName("carillon-" + name + "-" + worker.getId());
            worker.start();
        } catch (RuntimeException | OutOfMemoryError fault) {
            giveUpWorker(fault);
        }
    }

    /** Others may still come to the queue, or a later one; if there is nobody, the runs go back. */
    private void giveUpWorker(Throwable fault) {
        LOG.log(Level.WARNING, "CARL-2050 Executor " + name + " cannot have one more thread", fault);
        sentFor.set(false);
        boolean nobody;
        lock.lock();
        try {
            nobody = workers.decrementAndGet() == 0;
        } finally {
            lock.unlock();
        }
        if (nobody) {
            giveBackQueue();
        }
    }

    /** What one thread of the pool does. */
    private final class Worker implements Runnable {

        /** What it runs, or has run last. */
        private volatile @Nullable Entry entry;

        @Override
        public void run() {
            present.add(this);
            try {
                do {
                    Entry next = queue.poll();
                    sentFor.set(false);
                    if (!queue.isEmpty()) {
                        sendForWorker();
                    }
                    while (next != null) {
                        run(next);
                        next = queue.poll();
                    }
                    entry = null;
                } while (awaitWork());
            } finally {
                present.remove(this);
            }
        }

        boolean isHere() {
            Entry present = entry;
            return present != null && present.isHere();
        }

        private void run(Entry next) {
            next.begin();
            // first told, then looked: whoever closes the pool does so before it interrupts what it finds here
            entry = next;
            running.incrementAndGet();
            if (closed) {
                end(next, new Outcome.NotStarted(), null);
                return;
            }
            long begun = System.nanoTime();
            CompletionStage<Outcome> outcome = call(next.task);
            long took = System.nanoTime() - begun;
            next.leave();
            // several threads may write over each other: it is an estimate
            double before = nanosPerRun;
            nanosPerRun = before + (Math.max(took, 1_000) - before) / 16;
            outcome.whenComplete((result, error) -> end(next, result, error));
        }
    }

    private static CompletionStage<Outcome> call(RunTask task) {
        try {
            return task.call();
        } catch (RuntimeException | Error fault) {
            // the thread goes on to other runs
            return CompletableFuture.failedFuture(fault);
        }
    }

    /** Waits for work; false when the thread is to end. */
    private boolean awaitWork() {
        lock.lock();
        try {
            idle.incrementAndGet();
            sleep();
            // first one worker less, then a look at the queue: a submitter adds first and then looks for workers
            workers.decrementAndGet();
            idle.decrementAndGet();
            if (queue.isEmpty()) {
                return false;
            }
            workers.incrementAndGet();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void sleep() {
        try {
            long left = IDLE.toNanos();
            while (queue.isEmpty() && !closed && left > 0) {
                left = work.awaitNanos(left);
                sentFor.set(false);
            }
        } catch (InterruptedException interrupted) {
            // it was meant for a run that has ended; if there is nothing to do this thread just ends sooner
            sentFor.set(false);
        }
    }

    private void end(Entry entry, @Nullable Outcome outcome, @Nullable Throwable error) {
        // told before the slot is free: whoever waits for the last run to end finds its outcome delivered
        if (outcome != null) {
            entry.outcome.complete(outcome);
        } else {
            entry.outcome.complete(new Outcome.Failed(error == null ? new IllegalStateException("no outcome") : error));
        }
        running.decrementAndGet();
        taken.decrementAndGet();
        if (closed) {
            lock.lock();
            try {
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void cancel(UUID runId) {
        for (Worker worker : present) {
            Entry entry = worker.entry;
            if (entry != null && entry.task.runId().equals(runId)) {
                entry.interrupt();
            }
        }
    }

    @Override
    public boolean shutdown(Duration limit) {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        giveBackQueue();
        return awaitEnd(limit);
    }

    private boolean awaitEnd(Duration limit) {
        long left = limit.toNanos();
        // whoever shuts down from inside a run does not wait for itself
        int inside = present.stream().anyMatch(Worker::isHere) ? 1 : 0;
        lock.lock();
        try {
            while (taken.get() > inside) {
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
        for (Worker worker : present) {
            Entry entry = worker.entry;
            if (entry != null && !entry.isHere()) {
                entry.interrupt();
            }
        }
    }
}
