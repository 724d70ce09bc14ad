package dev.carillon.spi;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobDefinitionException;
import dev.carillon.LimitPolicy;
import dev.carillon.RunCause;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is decided about a due job at one {@code now}. A pure value: deciding writes nothing and tells nobody, so it can
 * be done again when another node was faster.
 *
 * <p>Source: APScheduler 3 {@code _process_jobs} and {@code run_job} (section 3.2 and 4.1 of its semantics), with our
 * decisions on coalescing, limits and grace.
 *
 * @param starts runs that take a slot now, in the order in which they are to start; some may lie a little ahead
 * @param waits fire times that became runs but have no slot yet
 * @param superseded waiting retries that are dropped because the next fire time has come
 * @param coalesced fire times that another one stands for
 * @param overLimit fire times dropped because as many runs as allowed are going
 * @param missed fire times dropped because they are past their grace
 * @param nextFireTime the next fire time afterwards, without jitter; empty if there is none
 * @param nextDueTime the same with jitter
 */
public record RunPlan(
        List<Run> starts,
        List<Run> waits,
        List<Run> superseded,
        Optional<PassedTimes> coalesced,
        Optional<PassedTimes> overLimit,
        Optional<PassedTimes> missed,
        Optional<Instant> nextFireTime,
        Optional<Instant> nextDueTime) {

    public RunPlan {
        starts = List.copyOf(starts);
        waits = List.copyOf(waits);
        superseded = List.copyOf(superseded);
    }

    /**
     * Decides about a job.
     *
     * @param job its record
     * @param now the store's time; what is due up to and including it is decided
     * @param horizon until when a single future occurrence may be claimed ahead into a free slot; {@code now} for none
     * @param runIds makes ids for new runs
     * @return the plan; {@link #isIdle()} if there is nothing to do
     * @throws JobDefinitionException if the trigger does not advance
     */
    public static RunPlan of(JobRecord job, Instant now, Instant horizon, Supplier<UUID> runIds) {
        return new Planning(job, now, horizon, runIds).plan();
    }

    /**
     * Returns the plan that starts nothing and moves nothing.
     *
     * @param job the job's record
     * @return the plan, which is idle
     */
    public static RunPlan nothing(JobRecord job) {
        return new RunPlan(
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                job.schedule().nextFireTime(),
                job.schedule().nextDueTime());
    }

    /**
     * Tells whether nothing at all was decided.
     *
     * @return true if carrying out this plan would change nothing
     */
    public boolean isIdle() {
        return starts.isEmpty() && waits.isEmpty() && isInTime();
    }

    /**
     * Tells whether no fire time passes without a run, and no retry is dropped.
     *
     * @return true if there is nothing to tell of but runs
     */
    public boolean isInTime() {
        return superseded.isEmpty() && coalesced.isEmpty() && overLimit.isEmpty() && missed.isEmpty();
    }

    /** Asks a trigger and refuses an answer that would make a search endless. */
    static Optional<Instant> advance(Trigger trigger, Instant after) {
        Optional<Instant> next = trigger.nextAfter(after).map(EpochMicros::truncate);
        if (next.isPresent() && !next.get().isAfter(after)) {
            throw new JobDefinitionException(
                    "The trigger " + trigger + " answered " + next.get() + " when asked for a time after " + after
                            + ". A trigger must advance by at least a microsecond; mend its nextAfter.");
        }
        return next;
    }

    private static final class Planning {

        /** What goes on from a fire time that was given to a job without a trigger. */
        private static final Trigger NEVER = after -> Optional.empty();

        private final JobRecord job;
        private final JobPolicy policy;
        private final Instant now;
        private final Instant horizon;
        private final Supplier<UUID> runIds;
        private final Trigger trigger;
        private List<Run> starts = List.of();
        private List<Run> waits = List.of();
        private List<Run> superseded = List.of();
        private Optional<PassedTimes> coalesced = Optional.empty();
        private Optional<PassedTimes> overLimit = Optional.empty();
        private Optional<PassedTimes> missed = Optional.empty();
        private Optional<Instant> nextFireTime;
        private Optional<Instant> nextDueTime;
        private int free;
        private int waiting;

        Planning(JobRecord job, Instant now, Instant horizon, Supplier<UUID> runIds) {
            this.job = job;
            this.policy = job.definition().policy();
            this.now = EpochMicros.truncate(now);
            this.horizon = horizon;
            this.runIds = runIds;
            this.trigger = job.trigger().orElse(NEVER);
            this.nextFireTime = job.schedule().nextFireTime();
            this.nextDueTime = job.schedule().nextDueTime();
            this.free = policy.maxInstances() - job.heldRuns();
        }

        RunPlan plan() {
            if (job.schedule().setAside().isEmpty()) {
                boolean due = !job.schedule().paused() && isDueBy(now);
                List<Run> supersedable = startWaiting(due);
                if (due) {
                    planScheduled(supersedable);
                } else if (mayClaimAhead()) {
                    Instant fireTime = nextFireTime.orElseThrow();
                    starts = with(starts, newRun(fireTime));
                    moveBeyond(fireTime);
                }
            }
            return new RunPlan(starts, waits, superseded, coalesced, overLimit, missed, nextFireTime, nextDueTime);
        }

        private boolean isDueBy(Instant time) {
            return nextDueTime.filter(due -> !due.isAfter(time)).isPresent();
        }

        /** Not while a run waits, since that may come first; not while another lies ahead. */
        private boolean mayClaimAhead() {
            return free > 0
                    && !job.schedule().paused()
                    && policy.delivery() != DeliveryMode.AT_MOST_ONCE
                    && isDueBy(horizon)
                    && job.runs().stream()
                            .allMatch(run -> run.isHeld() && !run.dueTime().isAfter(now));
        }

        /** Starts what waits, the longest first, but for retries that a due fire time would supersede: returns those. */
        private List<Run> startWaiting(boolean scheduledDue) {
            if (job.runs().isEmpty()) {
                return List.of();
            }
            boolean supersedes = scheduledDue && policy.coalesce() == Coalesce.LATEST;
            List<Run> supersedable = new ArrayList<>(0);
            job.runs().stream()
                    .filter(run -> !run.isHeld())
                    .sorted(Comparator.comparing(Planning::notBefore).thenComparing(Run::scheduledTime))
                    .forEach(run -> {
                        if (supersedes && run.cause() == RunCause.RETRY) {
                            supersedable.add(run);
                        } else {
                            startIfItMay(run);
                        }
                    });
            return supersedable;
        }

        private void startIfItMay(Run run) {
            if (free > 0 && !notBefore(run).isAfter(now)) {
                starts = with(starts, run);
                free--;
            } else {
                waiting++;
            }
        }

        private static Instant notBefore(Run run) {
            return run.state() instanceof RunState.Waiting waiting ? waiting.notBefore() : Instant.MAX;
        }

        private void planScheduled(List<Run> supersedable) {
            if (free <= 0 || waiting >= JobRecord.MAX_WAITING) {
                // nothing takes the place of a retry when the fire time itself gets no slot
                supersedable.forEach(this::startIfItMay);
                if (policy.whenFull() == LimitPolicy.SKIP) {
                    Backlog backlog = due(nextFireTime.orElseThrow(), now, 1);
                    overLimit = Optional.of(backlog.passed());
                    moveBeyond(backlog.last());
                }
                return;
            }
            superseded = supersedable;
            if (policy.coalesce() == Coalesce.LATEST) {
                Backlog backlog = due(nextFireTime.orElseThrow(), now, 2);
                keep(backlog, List.of(backlog.last()));
                moveBeyond(backlog.last());
            } else {
                dropLate();
                nextFireTime.filter(first -> isDueBy(now)).ifPresent(this::planInTime);
            }
        }

        /** Drops the fire times that are past their grace; exactly the grace time late is not. */
        private void dropLate() {
            Instant first = nextFireTime.orElseThrow();
            Duration late = Duration.between(dueTime(first), now);
            if (policy.misfireGraceTime()
                    .filter(grace -> late.compareTo(grace) > 0)
                    .isPresent()) {
                Instant latest = now.minus(policy.misfireGraceTime().get()).minusNanos(1);
                Backlog backlog = due(first, latest, 1);
                missed = Optional.of(backlog.passed());
                moveBeyond(backlog.last());
            }
        }

        private void planInTime(Instant first) {
            int room = Math.min(policy.coalesceCap(), free + JobRecord.MAX_WAITING - waiting);
            int most = policy.coalesce() == Coalesce.ALL ? room : 1;
            // one more than is kept: the last of those that are not
            Backlog backlog = due(first, now, most + 1);
            List<Instant> tail = backlog.tail();
            keep(
                    backlog,
                    policy.coalesce() == Coalesce.ALL
                            ? tail.subList(Math.max(0, tail.size() - most), tail.size())
                            : List.of(first));
            moveBeyond(backlog.last());
        }

        /** Makes runs of some fire times of a backlog and accounts for the others. */
        private void keep(Backlog backlog, List<Instant> kept) {
            for (Instant time : kept) {
                Run run = newRun(time);
                if (free > 0) {
                    starts = with(starts, run);
                    free--;
                } else {
                    waits = with(waits, run);
                }
            }
            long others = backlog.count() - kept.size();
            if (others > 0) {
                Instant earliestKept = kept.get(0);
                coalesced = Optional.of(
                        earliestKept.equals(backlog.first())
                                ? new PassedTimes(
                                        others, advance(trigger, earliestKept).orElseThrow(), backlog.last())
                                : new PassedTimes(others, backlog.first(), lastBefore(earliestKept, backlog)));
            }
        }

        private static Instant lastBefore(Instant kept, Backlog backlog) {
            List<Instant> tail = backlog.tail();
            return tail.get(tail.indexOf(kept) - 1);
        }

        private Run newRun(Instant fireTime) {
            Instant dueTime = dueTime(fireTime);
            return Run.waiting(
                    runIds.get(),
                    RunCause.SCHEDULE,
                    fireTime,
                    dueTime,
                    job.definition().revision(),
                    dueTime);
        }

        /** Most plans have one run in one of their lists and none in the others. */
        private static List<Run> with(List<Run> runs, Run next) {
            if (runs.isEmpty()) {
                return List.of(next);
            }
            List<Run> more = runs.size() == 1 ? new ArrayList<>(runs) : runs;
            more.add(next);
            return more;
        }

        private Backlog due(Instant first, Instant until, int keep) {
            return Backlog.of(trigger, first, this::dueTime, until, keep);
        }

        private Instant dueTime(Instant fireTime) {
            return job.dueTime(fireTime);
        }

        private void moveBeyond(Instant fireTime) {
            nextFireTime = advance(trigger, fireTime);
            nextDueTime = nextFireTime.map(this::dueTime);
        }
    }
}
