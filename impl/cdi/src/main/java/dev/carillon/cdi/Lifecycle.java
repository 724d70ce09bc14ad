package dev.carillon.cdi;

import dev.carillon.Scheduler;
import dev.carillon.SchedulerState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When the scheduler of an application starts and stops. Containers tell of both in several ways, some of them not at
 * all: the first one counts, the others find nothing left to do.
 */
final class Lifecycle {

    /** How long to wait for a start event that some containers do not fire. */
    private static final Duration FALLBACK = Duration.ofSeconds(1);

    private enum State {
        NEW,
        STARTED,
        STOPPED
    }

    private final Scheduler scheduler;
    private final EventObservers observers;
    private final ThreadFactory threads;
    private final Duration limit;
    private final CountDownLatch startSeen = new CountDownLatch(1);
    private final AtomicBoolean armed = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.NEW;

    /**
     * Makes one.
     *
     * @param scheduler what is started and stopped
     * @param observers what is closed with it
     * @param threads makes the thread that waits for a start event
     * @param limit how long stopping may wait for what is going
     */
    Lifecycle(Scheduler scheduler, EventObservers observers, ThreadFactory threads, Duration limit) {
        this.scheduler = scheduler;
        this.observers = observers;
        this.threads = threads;
        this.limit = limit;
    }

    /** Starts after a while unless the container tells that it starts itself. */
    void startUnlessTold() {
        if (!armed.compareAndSet(false, true)) {
            // an application of several modules begins several times
            return;
        }
        Thread waiting = threads.newThread(() -> {
            if (!isStartSeen()) {
                start();
            }
        });
        waiting.setName("carillon-start");
        waiting.start();
    }

    private boolean isStartSeen() {
        try {
            return startSeen.await(FALLBACK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Leaves the start to {@link #start()}. */
    void startIsTold() {
        startSeen.countDown();
    }

    void start() {
        startSeen.countDown();
        lock.lock();
        try {
            if (state == State.NEW) {
                state = State.STARTED;
                startScheduler();
            }
        } finally {
            lock.unlock();
        }
    }

    private void startScheduler() {
        // the application may have started it, or ended it, by itself
        if (scheduler.state() == SchedulerState.NOT_STARTED) {
            scheduler.start();
        }
    }

    /** Stops, waiting for what is going; while beans can still be called. */
    void stop() {
        end(() -> scheduler.shutdown(limit), limit);
    }

    /** Stops without waiting; the beans are gone already. */
    void stopNow() {
        end(scheduler::shutdownNow, Duration.ZERO);
    }

    private void end(Runnable shutdown, Duration patience) {
        startSeen.countDown();
        lock.lock();
        try {
            if (state != State.STOPPED) {
                state = State.STOPPED;
                shutdown.run();
                observers.close(patience);
            }
        } finally {
            lock.unlock();
        }
    }
}
