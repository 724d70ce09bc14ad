package dev.carillon.samples.fromapscheduler;

import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** An executor of one's own: a new thread for each run. */
class ThreadPerRun implements JobExecutor {

    private final Map<UUID, Thread> threads = new ConcurrentHashMap<>();
    private volatile boolean closed;

    @Override
    public int room() {
        return closed ? 0 : 10;
    }

    @Override
    public int running() {
        return threads.size();
    }

    @Override
    public CompletionStage<Outcome> submit(RunTask task) {
        if (closed) {
            return CompletableFuture.completedFuture(new Outcome.NotStarted());
        }
        return CompletableFuture.supplyAsync(task::call, work -> start(task.runId(), work))
                .thenCompose(outcome -> outcome);
    }

    private void start(UUID runId, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(runId);
                    }
                },
                "run-" + runId);
        threads.put(runId, thread);
        thread.start();
    }

    @Override
    public void cancel(UUID runId) {
        threads.computeIfPresent(runId, (id, thread) -> {
            thread.interrupt();
            return thread;
        });
    }

    @Override
    public boolean shutdown(Duration limit) {
        closed = true;
        return threads.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        threads.values().forEach(Thread::interrupt);
    }
}
