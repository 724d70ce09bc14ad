package dev.carillon.core.dispatch;

import dev.carillon.JobRun;
import dev.carillon.RunCause;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.Run;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The run as the running method sees it. */
final class RunContext implements JobRun {

    private final JobRecord job;
    private final Run run;
    private final String store;
    private final String node;
    private final Instant startedAt;
    private volatile boolean cancelled;

    RunContext(JobRecord job, Run run, String store, String node, Instant startedAt) {
        this.job = job;
        this.run = run;
        this.store = store;
        this.node = node;
        this.startedAt = startedAt;
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
        return job.schedule().lastSuccess();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public String toString() {
        return "run " + run.id() + " of job " + job.id() + " for " + run.scheduledTime();
    }
}
