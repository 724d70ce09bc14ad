package dev.carillon.benchmarks.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The limit. A gate holds its threads until it is started. */
final class TimerPool implements Contestant {

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(Library.WORKERS);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Body body;
    private final Library.Task task;

    TimerPool(Body body, Library.Task task) {
        this.body = body;
        this.task = task;
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        for (int i = 0; i < Library.WORKERS; i++) {
            pool.execute(this::waitAtGate);
        }
    }

    private void waitAtGate() {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void addAll(List<Instant> dueTimes) {
        for (int i = 0; i < dueTimes.size(); i++) {
            add(i, dueTimes.get(i));
        }
    }

    @Override
    public void add(int number, Instant dueTime) {
        long due = dueTime.toEpochMilli();
        Runnable job = task == Library.Task.COUNT ? body::run : () -> body.arriveDue(due);
        ScheduledFuture<?> unused =
                pool.schedule(job, Duration.between(Instant.now(), dueTime).toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void start() {
        gate.countDown();
    }

    @Override
    public void close() {
        gate.countDown();
        pool.shutdownNow();
    }
}
