package dev.carillon.cdi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a few threads of its own: those with the same key one after another, in the order in which they came.
 * Safe for use by many threads.
 *
 * <p>When many tasks wait, whoever brings one more waits a little, too. That slows him down, but never stops him for
 * good, since the tasks themselves may have to wait for him.
 */
final class OrderedTasks {

    private static final int THREADS = 8;
    private static final int MOST_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<Object, ArrayDeque<Runnable>> queues = new HashMap<>();
    private int waiting;

    OrderedTasks(ThreadFactory threads) {
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        // what comes after the end is done where it comes from
        pool.setRejectedExecutionHandler((task, closed) -> task.run());
    }

    /** Adds a task. It must not throw. */
    void add(Object key, Runnable task) {
        lock.lock();
        try {
            if (waiting >= MOST_WAITING) {
                await(PATIENCE, MOST_WAITING - 1);
            }
            waiting++;
            ArrayDeque<Runnable> queue = queues.get(key);
            if (queue != null) {
                queue.addLast(task);
                return;
            }
            queues.put(key, new ArrayDeque<>());
        } finally {
            lock.unlock();
        }
        pool.execute(() -> run(key, task));
    }

    private void run(Object key, Runnable task) {
        try {
            task.run();
        } finally {
            Runnable next = next(key);
            if (next != null) {
                pool.execute(() -> run(key, next));
            }
        }
    }

    private @Nullable Runnable next(Object key) {
        lock.lock();
        try {
            waiting--;
            ended.signalAll();
            ArrayDeque<Runnable> queue = queues.get(key);
            Runnable next = queue == null ? null : queue.pollFirst();
            if (next == null) {
                queues.remove(key);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until at most some tasks are left; gives up after a while. */
    private boolean await(Duration limit, int most) {
        long left = limit.toNanos();
        try {
            while (waiting > most && left > 0) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return waiting <= most;
    }

    /**
     * Ends the threads.
     *
     * @param limit how long to wait for tasks
     * @return whether all were done; those that were not are interrupted
     */
    boolean close(Duration limit) {
        lock.lock();
        try {
            boolean done = await(limit, 0);
            if (done) {
                pool.shutdown();
            } else {
                pool.shutdownNow();
            }
            return done;
        } finally {
            lock.unlock();
        }
    }
}
