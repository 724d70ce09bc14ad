package dev.carillon.core.dispatch;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the runs that have a time limit, by this node's steady clock, and asks those to end whose time is up. Its thread
 * starts with the first of them.
 */
final class TimeLimits {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    private record Watched(HeldRun run, Duration limit, long deadline) {}

    private final String storeName;
    private final LongSupplier steadyNanos;
    private final Consumer<HeldRun> interrupt;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Watched> watched = new PriorityQueue<>(Comparator.comparingLong(Watched::deadline));
    private @Nullable ThreadFactory threads;
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * Makes them.
     *
     * @param interrupt interrupts the thread of a run that was marked as timed out
     */
    TimeLimits(String storeName, LongSupplier steadyNanos, Consumer<HeldRun> interrupt) {
        this.storeName = storeName;
        this.steadyNanos = steadyNanos;
        this.interrupt = interrupt;
    }

    /** Lets a thread be started when it is needed; without it, {@link #expire} is called by whoever drives the node. */
    void start(ThreadFactory factory) {
        threads = factory;
    }

    void watch(HeldRun run, Duration limit) {
        ThreadFactory factory = threads;
        lock.lock();
        try {
            watched.add(new Watched(run, limit, steadyNanos.getAsLong() + limit.toNanos()));
            if (thread == null && factory != null && !closed) {
                thread = factory.newThread(this::work);
                thread.setName("carillon-" + storeName + "-limits");
                thread.start();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void forget(HeldRun run) {
        lock.lock();
        try {
            watched.removeIf(each -> each.run().equals(run));
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        while (true) {
            long wait = expire();
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                if (wait > 0) {
                    changed.awaitNanos(wait);
                }
            } catch (InterruptedException interrupted) {
                // nobody but close() ends this thread; look again
                LOG.log(Level.DEBUG, "CARL-2026 The time limit thread was interrupted and goes on");
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Asks the runs to end whose time is up.
     *
     * @return how long until the next one's is, in nanoseconds
     */
    long expire() {
        while (true) {
            Watched due;
            lock.lock();
            try {
                Watched first = watched.peek();
                if (first == null) {
                    return TimeUnit.HOURS.toNanos(1);
                }
                long left = first.deadline() - steadyNanos.getAsLong();
                if (left > 0) {
                    return left;
                }
                due = watched.remove();
            } finally {
                lock.unlock();
            }
            due.run().timeOut(due.limit());
            interrupt.accept(due.run());
        }
    }

    void close() {
        Thread ending;
        lock.lock();
        try {
            closed = true;
            ending = thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            try {
                TimeUnit.SECONDS.timedJoin(ending, 5);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
