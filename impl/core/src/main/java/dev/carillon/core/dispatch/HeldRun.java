package dev.carillon.core.dispatch;

import dev.carillon.spi.JobRecord;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Run;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run that this node holds, with the definition it was claimed with. */
final class HeldRun {

    private final Run run;
    private final JobRecord claimed;
    private final NodeEpoch holder;
    private volatile @Nullable RunContext context;
    private volatile @Nullable Thread thread;
    private volatile boolean cancelled;
    private volatile boolean givenUp;

    HeldRun(Run run, JobRecord claimed, NodeEpoch holder) {
        this.run = run;
        this.claimed = claimed;
        this.holder = holder;
    }

    Run run() {
        return run;
    }

    /** The job's record as it was when this run was claimed; the run ends by its definition. */
    JobRecord claimed() {
        return claimed;
    }

    NodeEpoch holder() {
        return holder;
    }

    String executor() {
        return claimed.definition().executor();
    }

    Instant dueTime() {
        return run.dueTime();
    }

    RunContext begin(RunContext started) {
        context = started;
        if (cancelled) {
            started.cancel();
        }
        return started;
    }

    @Nullable
    RunContext context() {
        return context;
    }

    void cancel() {
        cancelled = true;
        RunContext started = context;
        if (started != null) {
            started.cancel();
        }
    }

    /** The node ends: the run is to end too, and to start again elsewhere. */
    void giveUp() {
        givenUp = true;
        cancel();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Takes note of the thread on which the method is being called; null once it has returned. */
    void calledOn(@Nullable Thread caller) {
        thread = caller;
    }

    boolean isCalledOn(Thread caller) {
        return thread == caller;
    }

    boolean isCancelled() {
        return cancelled || run.cancelRequested();
    }
}
