package dev.carillon.core.dispatch;

import dev.carillon.DeliveryMode;
import dev.carillon.JobDefinitionException;
import dev.carillon.RunCause;
import dev.carillon.core.call.ArgumentCodec;
import dev.carillon.core.call.JobTarget;
import dev.carillon.core.call.JobTargets;
import dev.carillon.core.event.EventBus;
import dev.carillon.event.JobStarted;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls the method of a job for one run: judges its grace, reads its arguments, and turns what happens into an outcome. */
final class JobInvoker {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    private final String storeName;
    private final JobStore store;
    private final JobTargets targets;
    private final ArgumentCodec arguments;
    private final EventBus events;
    private final TimeLimits limits;
    private final Predicate<NodeEpoch> leaseMayHaveRunOut;

    JobInvoker(
            String storeName,
            JobStore store,
            JobTargets targets,
            ArgumentCodec arguments,
            EventBus events,
            TimeLimits limits,
            Predicate<NodeEpoch> leaseMayHaveRunOut) {
        this.storeName = storeName;
        this.store = store;
        this.targets = targets;
        this.arguments = arguments;
        this.events = events;
        this.limits = limits;
        this.leaseMayHaveRunOut = leaseMayHaveRunOut;
    }

    /** Returns what an executor is to carry out for a run. */
    RunTask taskFor(HeldRun held) {
        return new RunTask() {
            @Override
            public UUID runId() {
                return held.run().id();
            }

            @Override
            public String jobId() {
                return held.claimed().id();
            }

            @Override
            public CompletionStage<Outcome> call() {
                return carryOut(held);
            }
        };
    }

    private CompletionStage<Outcome> carryOut(HeldRun held) {
        Instant now = store.now();
        if (held.isGivenUp()) {
            return done(new Outcome.NotStarted());
        }
        if (leaseMayHaveRunOut.test(held.holder())) {
            LOG.log(
                    Level.DEBUG,
                    "CARL-2070 Run {0} of job {1} does not begin: this node was silent for so long that another may have it",
                    held.run().id(),
                    held.claimed().id());
            return done(new Outcome.NotStarted());
        }
        if (held.isCancelled()) {
            return done(new Outcome.Cancelled());
        }
        Optional<Duration> late = beyondGrace(held, now);
        if (late.isPresent()) {
            return done(new Outcome.Missed(late.get()));
        }
        RunContext run = held.begin(new RunContext(
                held.claimed(), held.run(), storeName, held.holder().node(), now, store::now));
        events.publish(
                JobStarted.class,
                () -> new JobStarted(
                        run.jobId(), storeName, run.runId(), run.scheduledTime(), run.attempt(), run.cause()));
        held.calledOn(Thread.currentThread());
        Optional<Duration> limit = held.claimed().definition().policy().timeLimit();
        limit.ifPresent(time -> limits.watch(held, time));
        CompletionStage<Outcome> outcome = callOnce(held, run);
        return limit.isEmpty() ? outcome : outcome.whenComplete((result, error) -> limits.forget(held));
    }

    private CompletionStage<Outcome> callOnce(HeldRun held, RunContext run) {
        try {
            return outcomeOf(call(held, run), held);
        } catch (Throwable error) {
            return done(failure(error, held));
        } finally {
            held.calledOn(null);
        }
    }

    /** Only the first real start of a scheduled run can be a misfire; equal still runs, to the microsecond as in a plan. */
    private static Optional<Duration> beyondGrace(HeldRun held, Instant now) {
        Optional<Duration> graceTime = held.claimed().definition().policy().misfireGraceTime();
        if (graceTime.isEmpty() || held.run().cause() != RunCause.SCHEDULE) {
            return Optional.empty();
        }
        Duration late = Duration.between(held.dueTime(), EpochMicros.truncate(now));
        return graceTime.filter(grace -> late.compareTo(grace) > 0).map(grace -> late);
    }

    private @Nullable Object call(HeldRun held, RunContext run) throws Throwable {
        String name = held.claimed().definition().target();
        JobTarget target = targets.find(name)
                .orElseThrow(() -> new JobDefinitionException("Job '" + run.jobId() + "' calls " + name
                        + ", which this application does not have. Restore it, or name its successor with formerly."));
        @Nullable
        Object[] values =
                arguments.decode(target.arguments(), held.claimed().definition().arguments());
        return target.call(run, values);
    }

    private static CompletionStage<Outcome> outcomeOf(@Nullable Object result, HeldRun held) {
        if (result instanceof CompletionStage<?> stage) {
            held.awaits(stage);
            return stage.handle((value, error) -> error == null ? new Outcome.Succeeded(value) : failure(error, held));
        }
        return done(new Outcome.Succeeded(result));
    }

    private static Outcome failure(Throwable error, HeldRun held) {
        if (held.isGivenUp()) {
            boolean repeat = held.claimed().definition().policy().delivery() == DeliveryMode.AT_LEAST_ONCE;
            return repeat ? new Outcome.Interrupted() : new Outcome.Cancelled();
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!held.isCancelled() || !endsByInterrupt(cause)) {
            return new Outcome.Failed(cause);
        }
        Optional<Duration> limit = held.passedLimit();
        return limit.isPresent() ? new Outcome.TimedOut(limit.get()) : new Outcome.Cancelled();
    }

    /** An interrupt reaches us as it is, or wrapped by whoever could not throw it. */
    private static boolean endsByInterrupt(Throwable error) {
        int depth = 0;
        for (Throwable cause = error; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof InterruptedException
                    || cause instanceof CancellationException
                    || cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
