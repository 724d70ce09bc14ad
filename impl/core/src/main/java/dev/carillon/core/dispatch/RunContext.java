package dev.carillon.core.dispatch;

import dev.carillon.JobRun;
import dev.carillon.Progress;
import dev.carillon.RunCause;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.Run;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The run as the running method sees it. */
final class RunContext implements JobRun {

    private final JobRecord job;
    private final Run run;
    private final String store;
    private final String node;
    private final Instant startedAt;
    private final Supplier<Instant> now;
    private volatile boolean cancelled;
    private volatile @Nullable Progress progress;

    RunContext(JobRecord job, Run run, String store, String node, Instant startedAt, Supplier<Instant> now) {
        this.job = job;
        this.run = run;
        this.store = store;
        this.node = node;
        this.startedAt = startedAt;
        this.now = now;
        this.cancelled = run.cancelRequested();
    }

    @Override
    public UUID runId() {
        return run.id();
    }

    @Override
    public String jobId() {
        return job.id();
    }

    @Override
    public String jobName() {
        return job.definition().name();
    }

    @Override
    public String store() {
        return store;
    }

    @Override
    public Instant scheduledTime() {
        return run.scheduledTime();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public RunCause cause() {
        return run.cause();
    }

    @Override
    public int attempt() {
        return run.attempt();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public long fence() {
        return run.fence();
    }

    @Override
    public Optional<Instant> previousSuccess() {
        return job.schedule().results().lastSuccess();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void progress(long done, long total, String message) {
        progress = new Progress(done, total, message, now.get());
    }

    /** What the method told last; null if it has told nothing. */
    @Nullable
    Progress progress() {
        return progress;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public String toString() {
        return "run " + run.id() + " of job " + job.id() + " for " + run.scheduledTime();
    }
}
