package dev.carillon.core.dispatch;

import dev.carillon.CarillonException;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.core.dispatch.Completions.EndedRun;
import dev.carillon.core.event.EventBus;
import dev.carillon.event.ClockStepped;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobRemoved;
import dev.carillon.event.JobRetrying;
import dev.carillon.event.JobSetAside;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobSubmitted;
import dev.carillon.event.JobTimedOut;
import dev.carillon.event.SkipReason;
import dev.carillon.spi.Claim;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.PassedTimes;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunState;
import dev.carillon.spi.Takeover;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tells what happens to the jobs of one store: as events, and one line a fact in the log. */
final class RunReporter {

    static final String NODE_DIED =
            "its node died, and the job asks for at most one run, was cancelled, or was changed since";
    static final String NODE_ENDED = "its node ended, and what it calls was changed since";

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");

    private static final int MOST_FULL = 10_000;

    private final String store;
    private final EventBus events;

    /** The jobs that were told to be full and have not started since, so that each is warned of once. */
    private final Set<String> full = ConcurrentHashMap.newKeySet();

    RunReporter(String store, EventBus events) {
        this.store = store;
        this.events = events;
    }

    /** Tells what was decided about a due job, before any of its runs starts. */
    void claimed(Claim claim, List<Run> held, Instant now) {
        String id = claim.before().id();
        if (!claim.plan().isInTime()) {
            passedOver(claim, now);
        }
        if (!held.isEmpty()) {
            full.remove(id);
            debug("CARL-2000 Job {0} is claimed for {1}", id, held.get(0).scheduledTime());
            events.publish(
                    JobSubmitted.class,
                    () -> new JobSubmitted(
                            id, store, held.stream().map(Run::scheduledTime).toList()));
        }
        if (claim.after().isEmpty()) {
            removed(id);
        } else {
            claim.after().get().schedule().setAside().ifPresent(aside -> setAside(id, aside.reason()));
        }
    }

    private void passedOver(Claim claim, Instant now) {
        String id = claim.before().id();
        claim.plan().coalesced().ifPresent(passed -> skipped(id, SkipReason.COALESCED, passed));
        claim.plan().overLimit().ifPresent(passed -> {
            skipped(id, SkipReason.MAX_INSTANCES, passed);
            full(claim.before(), passed);
        });
        claim.plan().missed().ifPresent(passed -> missed(claim, passed, now));
        for (Run run : claim.plan().superseded()) {
            skipped(id, SkipReason.SUPERSEDED, new PassedTimes(1, run.scheduledTime(), run.scheduledTime()));
            superseded(claim.before(), run, now);
        }
    }

    /** For lines of which there are several a run: nothing is made of them unless they are wanted. */
    private static void debug(String line, Object first, Object second) {
        if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(Level.DEBUG, line, first, second);
        }
    }

    private void full(JobRecord job, PassedTimes passed) {
        if (full.size() >= MOST_FULL) {
            // some are warned of again; better than to remember without end
            full.clear();
        }
        int running = job.heldRuns();
        LOG.log(
                full.add(job.id()) ? Level.WARNING : Level.DEBUG,
                "CARL-2002 Job {0} has no free slot, with {1} of {2} instances running and {3} runs waiting; {4} fire times up to {5} are skipped",
                job.id(),
                running,
                job.definition().policy().maxInstances(),
                job.runs().size() - running,
                passed.count(),
                passed.last());
    }

    private void skipped(String id, SkipReason reason, PassedTimes passed) {
        LOG.log(Level.DEBUG, "CARL-2003 {0} fire times of job {1} pass without a run: {2}", passed.count(), id, reason);
        events.publish(
                JobSkipped.class,
                () -> new JobSkipped(id, store, reason, passed.count(), passed.first(), passed.last()));
    }

    /** A retry that is dropped is the end of its run: it has failed, and is not tried again. */
    private void superseded(JobRecord job, Run retry, Instant now) {
        events.publish(
                JobFailed.class,
                () -> new JobFailed(
                        job.id(),
                        store,
                        retry.id(),
                        retry.scheduledTime(),
                        lastAttempt(retry),
                        now,
                        Duration.ZERO,
                        new CarillonException(describeSuperseded(job, retry))));
    }

    /** The attempt that a waiting retry would have repeated. */
    static int lastAttempt(Run retry) {
        return Math.max(1, retry.attempt() - 1);
    }

    static String describeSuperseded(JobRecord job, Run retry) {
        String error = job.schedule().results().error().orElse("an error that is not on record");
        return "Run " + retry.id() + " of job " + job.id() + " failed with " + error
                + " and is not tried again, because the next fire time came first. Retry sooner, or coalesce EARLIEST or ALL.";
    }

    static String describeMissed(PassedTimes passed, Instant now) {
        String late = "late by " + Duration.between(passed.last(), now);
        return passed.count() == 1
                ? late
                : late + "; stands for " + passed.count() + " fire times, the first " + passed.first();
    }

    private void missed(Claim claim, PassedTimes passed, Instant now) {
        JobRecord job = claim.before();
        Duration late = Duration.between(passed.last(), now);
        LOG.log(
                Level.WARNING,
                "CARL-2001 Job {0} missed {1} fire times, the last by {2}",
                job.id(),
                passed.count(),
                late);
        events.publish(
                JobMissed.class,
                () -> new JobMissed(
                        job.id(), store, missedRun(claim), passed.last(), 1, late, passed.count(), passed.first()));
    }

    /** The id under which the history tells of the same. */
    private static UUID missedRun(Claim claim) {
        return claim.ended().stream()
                .filter(run -> run.outcome() == RunOutcome.MISSED)
                .map(RunRecord::runId)
                .findFirst()
                .orElseGet(UUID::randomUUID);
    }

    /** Tells how a run ended, once that is on record. */
    void ended(EndedRun ended) {
        Run run = ended.run().run();
        String id = ended.jobId();
        RunContext context = ended.run().context();
        Instant startedAt = context == null ? ended.at() : context.startedAt();
        Duration took = Duration.between(startedAt, ended.at());
        Outcome outcome = ended.outcome();
        if (outcome instanceof Outcome.Succeeded succeeded) {
            debug("CARL-2004 Job {0} was executed in {1}", id, took);
            events.publish(
                    JobExecuted.class,
                    () -> new JobExecuted(
                            id,
                            store,
                            run.id(),
                            run.scheduledTime(),
                            run.attempt(),
                            startedAt,
                            took,
                            succeeded.value()));
        } else if (ended.retryAt().isPresent()) {
            retrying(ended, ended.retryAt().get());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            LOG.log(Level.WARNING, "CARL-2024 Run {0} of job {1} timed out after {2}", run.id(), id, took);
            events.publish(
                    JobTimedOut.class,
                    () -> new JobTimedOut(
                            id,
                            store,
                            run.id(),
                            run.scheduledTime(),
                            run.attempt(),
                            startedAt,
                            took,
                            timedOut.limit()));
        } else if (outcome instanceof Outcome.Failed failed) {
            LOG.log(Level.WARNING, "CARL-2005 Job " + id + " failed in run " + run.id(), failed.error());
            events.publish(
                    JobFailed.class,
                    () -> new JobFailed(
                            id, store, run.id(), run.scheduledTime(), run.attempt(), startedAt, took, failed.error()));
        } else if (outcome instanceof Outcome.Missed missed) {
            LOG.log(
                    Level.WARNING,
                    "CARL-2001 Job {0} missed its fire time {1} by {2}. Consider a longer misfire grace time",
                    id,
                    run.scheduledTime(),
                    missed.late());
            events.publish(
                    JobMissed.class,
                    () -> new JobMissed(
                            id,
                            store,
                            run.id(),
                            run.scheduledTime(),
                            run.attempt(),
                            missed.late(),
                            1,
                            run.scheduledTime()));
        } else if (ended.abandoned()) {
            abandoned(id, run, ended.run().holder().node(), NODE_ENDED);
        } else if (outcome instanceof Outcome.Cancelled) {
            LOG.log(Level.DEBUG, "CARL-2006 Run {0} of job {1} was cancelled", run.id(), id);
            events.publish(
                    JobCancelled.class,
                    () -> new JobCancelled(id, store, run.id(), run.scheduledTime(), run.attempt(), startedAt, took));
        }
    }

    private void retrying(EndedRun ended, Instant notBefore) {
        Run run = ended.run().run();
        Throwable error = ended.error();
        LOG.log(
                Level.WARNING,
                "CARL-2025 Attempt " + run.attempt() + " of run " + run.id() + " of job " + ended.jobId()
                        + " failed and is repeated at " + notBefore,
                error);
        events.publish(
                JobRetrying.class,
                () -> new JobRetrying(
                        ended.jobId(), store, run.id(), run.scheduledTime(), run.attempt(), notBefore, error));
    }

    /** Tells that the outcome of a run is dropped, because another node has taken it over. */
    void dropped(EndedRun ended) {
        LOG.log(
                Level.INFO,
                "CARL-2007 The outcome of run {0} of job {1} is dropped: this node was taken for dead and the run taken over",
                ended.run().run().id(),
                ended.jobId());
    }

    /** Tells that the store's time jumped. */
    void clockStepped(Duration step) {
        LOG.log(
                Level.WARNING,
                "CARL-2031 The time of store {0} has jumped by {1}; what lies between fires once at most",
                store,
                step);
        events.publish(ClockStepped.class, () -> new ClockStepped(store, step));
    }

    /** Tells that nothing was left of a job to do. */
    void removed(String id) {
        debug("CARL-2008 Job {0} of store {1} is finished and removed", id, store);
        events.publish(JobRemoved.class, () -> new JobRemoved(id, store));
    }

    /** Tells that a job waits for a human being. */
    void setAside(String id, String reason) {
        LOG.log(Level.ERROR, "CARL-2009 Job {0} is set aside: {1}", id, reason);
        events.publish(JobSetAside.class, () -> new JobSetAside(id, store, reason));
    }

    /** Tells what became of a job and its runs whose node died. */
    void takenOver(JobRecord before, Takeover takeover) {
        String id = takeover.job().id();
        for (Run run : takeover.recovered()) {
            String lost = holderOf(run);
            LOG.log(Level.WARNING, "CARL-2012 Run {0} of job {1} is recovered from node {2}", run.id(), id, lost);
            events.publish(
                    JobRecovered.class,
                    () -> new JobRecovered(id, store, run.id(), run.scheduledTime(), run.attempt(), lost));
        }
        for (Run run : takeover.abandoned()) {
            String lost = holderOf(run);
            abandoned(id, run, lost, NODE_DIED);
        }
        if (before.schedule().setAside().isEmpty()) {
            takeover.job().schedule().setAside().ifPresent(aside -> setAside(id, aside.reason()));
        }
    }

    private void abandoned(String id, Run run, String lost, String reason) {
        LOG.log(Level.WARNING, "CARL-2013 Run {0} of job {1} is abandoned: {2}", run.id(), id, reason);
        events.publish(
                JobAbandoned.class,
                () -> new JobAbandoned(id, store, run.id(), run.scheduledTime(), run.attempt(), lost, reason));
    }

    /** Returns the node that has a run; empty text if none has. */
    static String holderOf(Run run) {
        return Optional.of(run.state())
                .filter(RunState.Held.class::isInstance)
                .map(RunState.Held.class::cast)
                .map(held -> held.holder().node())
                .orElse("");
    }
}
