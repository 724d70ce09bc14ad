package dev.carillon.test;

import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Carries runs out on the thread that submits them: that of the test. */
final class CallerExecutor implements JobExecutor {

    /** More than a job may have instances, so that no run of a test waits for another's. */
    private static final int ROOM = 1_000;

    @Override
    public int room() {
        return ROOM;
    }

    @Override
    public int running() {
        return 0;
    }

    @Override
    public CompletionStage<Outcome> submit(RunTask task) {
        return task.call();
    }

    /** What runs here runs on the thread that would cancel it, and sees it in its {@code JobRun}. */
    @Override
    public void cancel(UUID runId) {}

    @Override
    public boolean shutdown(Duration limit) {
        return true;
    }

    @Override
    public void close() {}
}
