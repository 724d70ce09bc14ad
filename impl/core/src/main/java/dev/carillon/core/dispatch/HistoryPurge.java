package dev.carillon.core.dispatch;

import dev.carillon.StoreUnavailableException;
import dev.carillon.spi.JobStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forgets ended runs that the history has kept for long enough: round by round over all jobs, step by step, on a thread of
 * its own that nobody waits for. Of the nodes that share a store only the first does.
 */
final class HistoryPurge {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    /** How long after one round the next begins. Until then the history is longer than it needs to be. */
    static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(2);

    /** How long steps follow each other before the database has a rest. */
    private static final Duration AT_A_STRETCH = Duration.ofSeconds(2);

    static final Duration REST = Duration.ofSeconds(8);

    private final String storeName;
    private final JobStore store;
    private final BooleanSupplier isFirst;
    private final LongSupplier steadyNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stop = lock.newCondition();
    private boolean closed;
    private String after = "";
    private @Nullable Thread thread;

    /**
     * Makes it.
     *
     * @param isFirst tells whether this node is the one to do it
     */
    HistoryPurge(String storeName, JobStore store, BooleanSupplier isFirst, LongSupplier steadyNanos) {
        this.storeName = storeName;
        this.store = store;
        this.isFirst = isFirst;
        this.steadyNanos = steadyNanos;
    }

    void start(ThreadFactory threads) {
        if (store.keepsHistory() && store.isShared()) {
            Thread started = threads.newThread(this::work);
            started.setName("carillon-" + storeName + "-history");
            thread = started;
            started.start();
        }
    }

    private void work() {
        Duration wait = BETWEEN_ROUNDS;
        while (sleep(wait)) {
            wait = goOn();
        }
    }

    /** Goes on for a while; what fails is tried again with the next round, since nothing depends on it. */
    Duration goOn() {
        try {
            return purge(AT_A_STRETCH) ? BETWEEN_ROUNDS : REST;
        } catch (StoreUnavailableException silence) {
            // the loop and the lease meet it as well, and tell
            LOG.log(Level.DEBUG, "CARL-2040 The history of store {0} is purged later: {1}", storeName, silence);
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.WARNING, "CARL-2041 The history of store " + storeName + " could not be purged", fault);
        }
        return BETWEEN_ROUNDS;
    }

    /**
     * Goes on with the round.
     *
     * @param atMost after which time no further step begins
     * @return whether it is at its end
     */
    private boolean purge(Duration atMost) {
        long begin = steadyNanos.getAsLong();
        while (isFirst.getAsBoolean() && !isClosed()) {
            Optional<String> next = store.purgeHistory(after);
            after = next.orElse("");
            if (next.isEmpty()) {
                return true;
            }
            if (steadyNanos.getAsLong() - begin >= atMost.toNanos()) {
                return false;
            }
        }
        after = "";
        return true;
    }

    /** Does a whole round, now, on the calling thread; for a node that is driven step by step. */
    void round() {
        boolean done = false;
        while (!done && store.keepsHistory()) {
            done = purge(AT_A_STRETCH);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean sleep(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !closed) {
                left = stop.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException interrupted) {
            // nobody but close() ends this thread; look again
            LOG.log(Level.DEBUG, "CARL-2042 The thread of the history was interrupted and goes on");
            return true;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            stop.signalAll();
        } finally {
            lock.unlock();
        }
        Thread ending = thread;
        if (ending != null) {
            try {
                TimeUnit.SECONDS.timedJoin(ending, 5);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
