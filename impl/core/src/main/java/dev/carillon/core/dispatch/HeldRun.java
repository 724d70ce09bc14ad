package dev.carillon.core.dispatch;

import dev.carillon.spi.JobRecord;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Run;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A run that this node holds, with the definition it was claimed with. */
final class HeldRun {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    private final Run run;
    private final JobRecord claimed;
    private final NodeEpoch holder;
    private volatile @Nullable RunContext context;
    private volatile @Nullable Thread thread;
    private volatile @Nullable CompletionStage<?> stage;
    private volatile boolean cancelled;
    private volatile boolean givenUp;
    private volatile @Nullable Duration passedLimit;

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
        CompletionStage<?> awaited = stage;
        if (awaited != null) {
            cancel(awaited);
        }
    }

    private void cancel(CompletionStage<?> awaited) {
        try {
            awaited.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException cannot) {
            LOG.log(
                    Level.WARNING,
                    "CARL-2022 The stage that job {0} returned cannot be cancelled; its run {1} ends when it completes",
                    claimed.id(),
                    run.id());
        }
    }

    /** The method has returned a stage, whose end is the run's end. */
    void awaits(CompletionStage<?> returned) {
        stage = returned;
        if (cancelled) {
            cancel(returned);
        }
    }

    /** The node ends: the run is to end too, and to start again elsewhere. */
    void giveUp() {
        givenUp = true;
        cancel();
    }

    /** Its time is up: the run is to end. */
    void timeOut(Duration limit) {
        passedLimit = limit;
        Thread caller = thread;
        StackTraceElement[] stack = caller == null ? new StackTraceElement[0] : caller.getStackTrace();
        LOG.log(
                Level.WARNING,
                "CARL-2023 Run {0} of job {1} is past its time limit of {2} and is asked to end; it is at {3}",
                run.id(),
                claimed.id(),
                limit,
                stack.length == 0 ? "no thread" : stack[0]);
        cancel();
    }

    /** The limit that it went past; empty as long as it has not. */
    Optional<Duration> passedLimit() {
        return Optional.ofNullable(passedLimit);
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
