package dev.carillon.core.dispatch;

import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.core.dispatch.Completions.EndedRun;
import dev.carillon.spi.Claim;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.PassedTimes;
import dev.carillon.spi.Run;
import dev.carillon.spi.Takeover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Says what the history of one store is to keep of the runs that end: one record for each terminal event. Says nothing
 * where the store keeps no history, or the job wants none.
 */
public final class Endings {

    private final String storeName;
    private final boolean kept;

    /**
     * Makes them.
     *
     * @param storeName the store's name
     * @param kept whether the store keeps a history
     */
    public Endings(String storeName, boolean kept) {
        this.storeName = storeName;
        this.kept = kept;
    }

    /** Tells whether the ends of a job's runs are kept at all. */
    boolean areKeptOf(JobRecord job) {
        return kept && job.definition().policy().retention().keepsHistory();
    }

    /** Returns what is to be kept of a run whose code has ended; nothing if the run itself goes on. */
    Optional<RunRecord> of(EndedRun ended) {
        Optional<RunOutcome> outcome = areKeptOf(ended.run().claimed()) ? outcomeOf(ended) : Optional.empty();
        if (outcome.isEmpty()) {
            return Optional.empty();
        }
        Run run = ended.run().run();
        RunContext context = ended.run().context();
        return Optional.of(new RunRecord(
                run.id(),
                ended.jobId(),
                storeName,
                run.cause(),
                run.scheduledTime(),
                context == null ? Optional.empty() : Optional.of(context.startedAt()),
                ended.at(),
                Optional.of(ended.run().holder().node()),
                run.attempt(),
                run.fence(),
                outcome.get(),
                errorOf(ended),
                ended.returnValue()));
    }

    private static Optional<RunOutcome> outcomeOf(EndedRun ended) {
        Outcome outcome = ended.outcome();
        if (outcome instanceof Outcome.Succeeded) {
            return Optional.of(RunOutcome.EXECUTED);
        }
        if (ended.retryAt().isPresent()) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.TimedOut) {
            return Optional.of(RunOutcome.TIMED_OUT);
        }
        if (outcome instanceof Outcome.Failed) {
            return Optional.of(RunOutcome.FAILED);
        }
        if (outcome instanceof Outcome.Missed) {
            return Optional.of(RunOutcome.MISSED);
        }
        if (ended.abandoned()) {
            return Optional.of(RunOutcome.ABANDONED);
        }
        return outcome instanceof Outcome.Cancelled ? Optional.of(RunOutcome.CANCELLED) : Optional.empty();
    }

    private static Optional<String> errorOf(EndedRun ended) {
        if (ended.abandoned()) {
            return Optional.of(RunReporter.NODE_ENDED);
        }
        if (ended.outcome() instanceof Outcome.Missed missed) {
            return Optional.of("late by " + missed.late());
        }
        return ended.describedError();
    }

    /** Adds the runs that end with a claim: fire times that are missed, and retries that the next fire time supersedes. */
    Claim with(Claim claim, Instant now, Supplier<UUID> runIds) {
        JobRecord job = claim.before();
        Optional<PassedTimes> missed = claim.plan().missed();
        if ((missed.isEmpty() && claim.plan().superseded().isEmpty()) || !areKeptOf(job)) {
            return claim;
        }
        List<RunRecord> ended = new ArrayList<>();
        missed.ifPresent(passed -> ended.add(notStarted(
                runIds.get(),
                job.id(),
                RunCause.SCHEDULE,
                passed.last(),
                now,
                Optional.empty(),
                1,
                0,
                RunOutcome.MISSED,
                Optional.of(RunReporter.describeMissed(passed, now)))));
        for (Run retry : claim.plan().superseded()) {
            ended.add(notStarted(
                    retry.id(),
                    job.id(),
                    retry.cause(),
                    retry.scheduledTime(),
                    now,
                    Optional.empty(),
                    RunReporter.lastAttempt(retry),
                    retry.fence(),
                    RunOutcome.FAILED,
                    Optional.of(RunReporter.describeSuperseded(job, retry))));
        }
        return new Claim(job, claim.plan(), claim.after(), ended);
    }

    /** Returns the runs of dead nodes that a takeover does not repeat. */
    List<RunRecord> abandonedIn(Takeover takeover, Instant now) {
        JobRecord job = takeover.job();
        List<RunRecord> ended = new ArrayList<>(0);
        if (areKeptOf(job)) {
            for (Run run : takeover.abandoned()) {
                ended.add(notStarted(
                        run.id(),
                        job.id(),
                        run.cause(),
                        run.scheduledTime(),
                        now,
                        Optional.of(RunReporter.holderOf(run)),
                        run.attempt(),
                        run.fence(),
                        RunOutcome.ABANDONED,
                        Optional.of(RunReporter.NODE_DIED)));
            }
        }
        return ended;
    }

    /**
     * Returns the runs that are cancelled while they wait: they end with the write that cancels them.
     *
     * @param job the job
     * @param runs runs of it; those that are held are left out
     * @param now the store's time
     * @return what the history is to keep
     */
    public List<RunRecord> cancelledWaiting(JobRecord job, List<Run> runs, Instant now) {
        List<RunRecord> ended = new ArrayList<>(0);
        if (areKeptOf(job)) {
            for (Run run : runs) {
                if (!run.isHeld()) {
                    ended.add(notStarted(
                            run.id(),
                            job.id(),
                            run.cause(),
                            run.scheduledTime(),
                            now,
                            Optional.empty(),
                            run.attempt(),
                            run.fence(),
                            RunOutcome.CANCELLED,
                            Optional.empty()));
                }
            }
        }
        return ended;
    }

    private RunRecord notStarted(
            UUID runId,
            String jobId,
            RunCause cause,
            Instant scheduledTime,
            Instant now,
            Optional<String> node,
            int attempt,
            long fence,
            RunOutcome outcome,
            Optional<String> error) {
        return new RunRecord(
                runId,
                jobId,
                storeName,
                cause,
                scheduledTime,
                Optional.empty(),
                now,
                node,
                attempt,
                fence,
                outcome,
                error,
                Optional.empty());
    }
}
