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
     * Tells whether nothing at all was decided.
     *
     * @return true if carrying out this plan would change nothing
     */
    public boolean isIdle() {
        return starts.isEmpty()
                && waits.isEmpty()
                && superseded.isEmpty()
                && coalesced.isEmpty()
                && overLimit.isEmpty()
                && missed.isEmpty();
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

        private final JobRecord job;
        private final JobPolicy policy;
        private final Instant now;
        private final Instant horizon;
        private final Supplier<UUID> runIds;
        private final List<Run> starts = new ArrayList<>(2);
        private final List<Run> waits = new ArrayList<>(0);
        private final List<Run> superseded = new ArrayList<>(0);
        private Optional<PassedTimes> coalesced = Optional.empty();
        private Optional<PassedTimes> overLimit = Optional.empty();
        private Optional<PassedTimes> missed = Optional.empty();
        private Optional<Instant> nextFireTime;
        private Optional<Instant> nextDueTime;
        private int free;

        Planning(JobRecord job, Instant now, Instant horizon, Supplier<UUID> runIds) {
            this.job = job;
            this.policy = job.definition().policy();
            this.now = EpochMicros.truncate(now);
            this.horizon = horizon;
            this.runIds = runIds;
            this.nextFireTime = job.schedule().nextFireTime();
            this.nextDueTime = job.schedule().nextDueTime();
            this.free = policy.maxInstances() - job.heldRuns();
        }

        RunPlan plan() {
            if (job.schedule().setAside().isEmpty()) {
                boolean due = !job.schedule().paused() && isDueBy(now);
                startWaiting(due);
                if (due) {
                    planScheduled();
                } else if (starts.isEmpty() && mayClaimAhead()) {
                    Instant fireTime = nextFireTime.orElseThrow();
                    starts.add(newRun(fireTime, nextDueTime.orElseThrow()));
                    moveBeyond(fireTime);
                }
            }
            return new RunPlan(starts, waits, superseded, coalesced, overLimit, missed, nextFireTime, nextDueTime);
        }

        private boolean isDueBy(Instant time) {
            return nextDueTime.filter(due -> !due.isAfter(time)).isPresent();
        }

        private boolean mayClaimAhead() {
            return free > 0
                    && !job.schedule().paused()
                    && policy.delivery() != DeliveryMode.AT_MOST_ONCE
                    && isDueBy(horizon);
        }

        private void startWaiting(boolean scheduledDue) {
            if (job.runs().isEmpty()) {
                return;
            }
            List<Run> waiting = job.runs().stream()
                    .filter(run -> !run.isHeld())
                    .sorted(Comparator.comparing(Planning::notBefore).thenComparing(Run::scheduledTime))
                    .toList();
            for (Run run : waiting) {
                if (scheduledDue && run.cause() == RunCause.RETRY && policy.coalesce() == Coalesce.LATEST) {
                    superseded.add(run);
                } else if (free > 0 && !notBefore(run).isAfter(now)) {
                    starts.add(run);
                    free--;
                }
            }
        }

        private static Instant notBefore(Run run) {
            return run.state() instanceof RunState.Waiting waiting ? waiting.notBefore() : Instant.MAX;
        }

        private void planScheduled() {
            boolean full = free <= 0;
            if (full && policy.whenFull() == LimitPolicy.QUEUE) {
                return;
            }
            Trigger trigger = job.trigger().orElseThrow();
            Instant first = nextFireTime.orElseThrow();
            int keep = policy.coalesce() == Coalesce.ALL ? policy.coalesceCap() : 1;
            // one more than is kept: the last of those that are not
            Backlog backlog = Backlog.of(trigger, first, this::dueTime, now, keep + 1);
            if (full) {
                overLimit = Optional.of(new PassedTimes(backlog.count(), backlog.first(), backlog.last()));
            } else {
                switch (policy.coalesce()) {
                    case LATEST -> keep(trigger, backlog, List.of(backlog.last()), first, backlog.count());
                    case EARLIEST -> keepEarliest(trigger, backlog);
                    case ALL -> keepAll(trigger, backlog);
                }
            }
            moveBeyond(backlog.last());
        }

        private void keepEarliest(Trigger trigger, Backlog backlog) {
            Optional<Instant> inTime = firstInTime(trigger, backlog);
            long late = countMissed(trigger, backlog, inTime);
            keep(trigger, backlog, inTime.stream().toList(), inTime.orElse(backlog.first()), backlog.count() - late);
        }

        private void keepAll(Trigger trigger, Backlog backlog) {
            Optional<Instant> inTime = firstInTime(trigger, backlog);
            long late = countMissed(trigger, backlog, inTime);
            List<Instant> tail = backlog.tail();
            List<Instant> kept = tail.subList(Math.max(0, tail.size() - policy.coalesceCap()), tail.size()).stream()
                    .filter(time -> inTime.isPresent() && !time.isBefore(inTime.get()))
                    .toList();
            keep(trigger, backlog, kept, inTime.orElse(backlog.first()), backlog.count() - late);
        }

        /** Makes runs of some fire times of a backlog and accounts for the others that were in time. */
        private void keep(Trigger trigger, Backlog backlog, List<Instant> kept, Instant firstInTime, long inTime) {
            for (Instant time : kept) {
                Run run = newRun(time, dueTime(time));
                if (free > 0) {
                    starts.add(run);
                    free--;
                } else {
                    waits.add(run);
                }
            }
            if (inTime > kept.size() && !kept.isEmpty()) {
                long others = inTime - kept.size();
                Instant reference = kept.get(0);
                coalesced = Optional.of(
                        policy.coalesce() == Coalesce.EARLIEST
                                ? new PassedTimes(
                                        others, advance(trigger, reference).orElseThrow(), backlog.last())
                                : new PassedTimes(others, firstInTime, lastBefore(reference, backlog)));
            }
        }

        private static Instant lastBefore(Instant kept, Backlog backlog) {
            List<Instant> tail = backlog.tail();
            return tail.get(tail.indexOf(kept) - 1);
        }

        private Optional<Instant> firstInTime(Trigger trigger, Backlog backlog) {
            if (policy.misfireGraceTime().isEmpty()) {
                return Optional.of(backlog.first());
            }
            Duration grace = policy.misfireGraceTime().get();
            Instant earliestDue = now.minus(grace);
            if (!dueTime(backlog.first()).isBefore(earliestDue)) {
                return Optional.of(backlog.first());
            }
            Instant from = earliestDue.minus(policy.jitter()).minusNanos(1_000);
            Instant after = from.isBefore(backlog.first()) ? backlog.first() : from;
            Optional<Instant> time = advance(trigger, after);
            while (time.isPresent() && dueTime(time.get()).isBefore(earliestDue)) {
                time = advance(trigger, time.get());
            }
            return time.filter(found -> !found.isAfter(backlog.last()));
        }

        private long countMissed(Trigger trigger, Backlog backlog, Optional<Instant> inTime) {
            if (inTime.isPresent() && inTime.get().equals(backlog.first())) {
                return 0;
            }
            if (inTime.isEmpty()) {
                missed = Optional.of(new PassedTimes(backlog.count(), backlog.first(), backlog.last()));
                return backlog.count();
            }
            long count = 0;
            Instant last = backlog.first();
            Instant time = backlog.first();
            while (time.isBefore(inTime.get()) && count < Backlog.WALK) {
                count++;
                last = time;
                time = advance(trigger, time).orElse(Instant.MAX);
            }
            missed = Optional.of(new PassedTimes(count, backlog.first(), last));
            return count;
        }

        private Run newRun(Instant fireTime, Instant dueTime) {
            return new Run(
                    runIds.get(),
                    RunCause.SCHEDULE,
                    fireTime,
                    dueTime,
                    job.definition().revision(),
                    1,
                    0,
                    0,
                    false,
                    new RunState.Waiting(dueTime));
        }

        private Instant dueTime(Instant fireTime) {
            return job.dueTime(fireTime);
        }

        private void moveBeyond(Instant fireTime) {
            nextFireTime = job.trigger().flatMap(trigger -> advance(trigger, fireTime));
            nextDueTime = nextFireTime.map(this::dueTime);
        }
    }
}
