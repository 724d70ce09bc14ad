package dev.carillon.core.scheduler;

import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs jobs on the thread that submits them, or keeps them until the test lets them end. */
final class DirectExecutor implements JobExecutor {

    private record Kept(RunTask task, CompletableFuture<Outcome> outcome) {}

    final List<UUID> cancelled = new ArrayList<>();
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private boolean keeping;
    private int room = 100;

    /** From now on runs do not begin before {@link #finish}. */
    void keep() {
        keeping = true;
    }

    void room(int value) {
        room = value;
    }

    /** Lets the oldest kept run happen. */
    void finish() {
        Kept run = kept.removeFirst();
        run.task().call().thenAccept(run.outcome()::complete);
    }

    @Override
    public int room() {
        return room - kept.size();
    }

    @Override
    public int running() {
        return kept.size();
    }

    @Override
    public CompletionStage<Outcome> submit(RunTask task) {
        if (keeping) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            kept.addLast(new Kept(task, outcome));
            return outcome;
        }
        return task.call();
    }

    @Override
    public void cancel(UUID runId) {
        cancelled.add(runId);
    }

    @Override
    public boolean shutdown(Duration limit) {
        return kept.isEmpty();
    }

    @Override
    public void close() {}
}
