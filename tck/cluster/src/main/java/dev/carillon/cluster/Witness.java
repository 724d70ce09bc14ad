package dev.carillon.cluster;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobRun;
import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.core.event.EventReceiver;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobRunEnded;
import dev.carillon.event.JobTimedOut;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.spi.Claim;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.PassedTimes;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunState;
import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sees what is really written, what is called and what is told, and judges it by the promises alone: it knows nothing of
 * how the engine keeps them.
 */
final class Witness implements EventReceiver {

    /** One call of a job's method. */
    static final class Call {

        private final NodeEpoch life;
        private final DeliveryMode delivery;
        private final int attempt;
        private boolean ended;
        private boolean well;

        private Call(NodeEpoch life, DeliveryMode delivery, int attempt) {
            this.life = life;
            this.delivery = delivery;
            this.attempt = attempt;
        }

        void ended(boolean successfully) {
            ended = true;
            well = successfully;
        }
    }

    /** All that is known of one run. */
    private static final class Facts {

        private final String jobId;
        private final RunCause cause;
        private final Map<Long, NodeEpoch> holders = new LinkedHashMap<>();
        private final Map<Long, DeliveryMode> deliveries = new HashMap<>();
        private final List<Call> calls = new ArrayList<>(2);
        private final List<JobRunEnded> endings = new ArrayList<>(1);
        private boolean cancelAsked;
        private boolean graced;
        private boolean gone;
        private boolean removed;
        private boolean excused;
        private boolean holderKnows;
        private boolean returnInDoubt;
        private Optional<String> declinedBy = Optional.empty();

        private Facts(JobRecord job, Run run) {
            this.jobId = job.id();
            this.cause = run.cause();
        }

        /** A run is judged by the mode of the definition that it was claimed with, whatever it is changed into. */
        private DeliveryMode delivery(long fence) {
            return deliveries.getOrDefault(fence, DeliveryMode.AT_LEAST_ONCE);
        }
    }

    private record FireTime(String jobId, long schedule, Instant time) {}

    private final Map<UUID, Facts> runs = new LinkedHashMap<>();
    private final List<JobRunEnded> told = new ArrayList<>();
    private final Map<String, Long> schedules = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Set<FireTime> fireTimes = new HashSet<>();
    private final Map<String, NodeEpoch> lives = new HashMap<>();
    private final Set<NodeEpoch> broken = new HashSet<>();
    private List<UUID> goneNow = new ArrayList<>();
    private List<UUID> heldNow = new ArrayList<>();
    private Act act = Act.PASS;
    private @Nullable Violation violation;

    Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    void violated(String rule, String text) {
        if (violation == null) {
            violation = new Violation(rule, text);
        }
    }

    /** Takes note of what is going on, and returns what was before. */
    Act during(Act next) {
        Act before = act;
        act = next;
        return before;
    }

    // who lives

    void joined(NodeEpoch life) {
        NodeEpoch before = lives.put(life.node(), life);
        if (before != null) {
            broken.add(before);
        }
    }

    void left(NodeEpoch life) {
        broken.add(life);
    }

    void died(String node) {
        NodeEpoch life = lives.get(node);
        if (life != null) {
            broken.add(life);
        }
    }

    // what is written

    /**
     * What one call to the store has done.
     *
     * @param gone runs that went from the record
     * @param held runs that a node holds now
     */
    record Done(List<UUID> gone, List<UUID> held) {}

    /** Returns what was done since this was asked last. */
    Done takeDone() {
        Done taken = new Done(goneNow, heldNow);
        goneNow = new ArrayList<>();
        heldNow = new ArrayList<>();
        return taken;
    }

    /** A node does not know whether the ends that it wrote are on record. */
    void writeUnanswered(String node) {
        for (Facts facts : runs.values()) {
            boolean returns = facts.declinedBy.filter(node::equals).isPresent()
                    || facts.calls.stream().anyMatch(call -> call.life.node().equals(node) && call.ended && !call.well);
            facts.returnInDoubt |= !facts.gone && returns;
            facts.excused |= facts.removed && returns;
        }
    }

    /** The node that holds a run did not begin it: it is to start again. */
    void declined(UUID runId) {
        Facts facts = facts(runId);
        facts.holders.values().stream()
                .reduce((earlier, last) -> last)
                .ifPresent(life -> facts.declinedBy = Optional.of(life.node()));
    }

    /** Who asked for this was never answered, and knows of none of these runs that they have gone, or are its own. */
    void unanswered(Done done) {
        done.gone().forEach(id -> facts(id).excused = true);
        for (UUID id : done.held()) {
            Facts facts = facts(id);
            facts.holderKnows = false;
            facts.excused |= facts.removed;
        }
    }

    private Facts facts(UUID runId) {
        Facts facts = runs.get(runId);
        if (facts == null) {
            throw new IllegalStateException("run " + runId + " was never on record");
        }
        return facts;
    }

    void claimed(Claim claim) {
        JobRecord before = claim.before();
        if (claim.after().isPresent()
                && claim.after().get().schedule().setAside().isPresent()) {
            violated("a healthy job is not set aside", before.id());
        }
        countFireTimes(claim);
        wrote(Optional.of(before), claim.after());
        claim.after().ifPresent(after -> {
            int most = before.definition().policy().maxInstances();
            if (after.heldRuns() > before.heldRuns() && after.heldRuns() > most) {
                violated(
                        "held runs are never above maxInstances",
                        before.id() + " has " + after.heldRuns() + " of " + most);
            }
        });
    }

    /** Every fire time that the schedule moves beyond is a run, or counted among those that are not. */
    private void countFireTimes(Claim claim) {
        JobRecord before = claim.before();
        Optional<Instant> from = before.schedule().nextFireTime();
        Optional<Instant> to = claim.plan().nextFireTime();
        if (from.isEmpty() || from.equals(to)) {
            return;
        }
        Trigger trigger = before.trigger().orElseThrow();
        long passed = 0;
        for (Optional<Instant> time = from;
                time.isPresent() && !time.equals(to) && passed < 1_000;
                time = trigger.nextAfter(time.get())) {
            passed++;
        }
        long accounted = claim.plan().waits().size()
                + claim.plan().starts().stream()
                        .filter(run -> before.run(run.id()).isEmpty())
                        .count()
                + count(claim.plan().coalesced())
                + count(claim.plan().overLimit())
                + count(claim.plan().missed());
        if (passed != accounted) {
            violated(
                    "no fire time is lost",
                    passed + " fire times of " + before.id() + " passed from " + from + " to " + to + ", but "
                            + accounted + " are accounted for");
        }
    }

    private static long count(Optional<PassedTimes> passed) {
        return passed.map(PassedTimes::count).orElse(0L);
    }

    void wrote(Optional<JobRecord> before, Optional<JobRecord> after) {
        String id = before.or(() -> after).orElseThrow().id();
        if (before.isEmpty()) {
            schedules.merge(id, 1L, Long::sum);
            fences.remove(id);
        } else if (after.isPresent()) {
            schedule(before.get(), after.get());
        }
        Long lastFence = fences.get(id);
        for (Run run : after.map(JobRecord::runs).orElse(List.of())) {
            onRecord(before, after.orElseThrow(), run, lastFence);
        }
        for (Run run : before.map(JobRecord::runs).orElse(List.of())) {
            if (after.flatMap(record -> record.run(run.id())).isEmpty()) {
                gone(before.get(), run);
            }
        }
    }

    private void schedule(JobRecord before, JobRecord after) {
        if (!before.definition().trigger().equals(after.definition().trigger())) {
            schedules.merge(before.id(), 1L, Long::sum);
        }
        boolean moved =
                !before.schedule().nextFireTime().equals(after.schedule().nextFireTime());
        if (moved && act != Act.CLAIM && !act.isOfUser()) {
            violated("no fire time is lost", "the next fire time of " + before.id() + " moves in " + act);
        }
    }

    private void onRecord(Optional<JobRecord> before, JobRecord after, Run run, @Nullable Long lastFence) {
        Facts facts = runs.get(run.id());
        if (facts == null) {
            facts = new Facts(after, run);
            runs.put(run.id(), facts);
            boolean twice = facts.cause == RunCause.SCHEDULE
                    && !fireTimes.add(
                            new FireTime(after.id(), schedules.getOrDefault(after.id(), 0L), run.scheduledTime()));
            if (twice) {
                violated("a fire time becomes one run", after.id() + " at " + run.scheduledTime());
            }
        } else if (facts.gone) {
            violated("a run that has ended does not come back", run.toString());
        }
        facts.cancelAsked |= run.cancelRequested();
        facts.graced |= after.definition().policy().misfireGraceTime().isPresent();
        Optional<Run> earlier = before.flatMap(record -> record.run(run.id()));
        if (run.state() instanceof RunState.Held held
                && earlier.filter(other -> other.isHeldBy(held.holder()) && other.fence() == run.fence())
                        .isEmpty()) {
            fences.merge(after.id(), run.fence(), Math::max);
            boolean rises = lastFence == null || run.fence() > lastFence;
            if (!rises || facts.holders.containsKey(run.fence())) {
                violated("fences rise", after.id() + " has " + lastFence + ", then " + run.fence());
            }
            facts.holderKnows = true;
            facts.returnInDoubt = false;
            facts.declinedBy = Optional.empty();
            heldNow.add(run.id());
            facts.holders.put(run.fence(), held.holder());
            facts.deliveries.put(run.fence(), after.definition().policy().delivery());
        }
    }

    private void gone(JobRecord before, Run run) {
        Facts facts = facts(run.id());
        facts.gone = true;
        facts.removed = act == Act.REMOVE;
        goneNow.add(run.id());
        facts.excused |= run.isHeld() && (!facts.holderKnows || (facts.returnInDoubt && act == Act.REMOVE));
        boolean explained =
                switch (act) {
                    case WRITE ->
                        !facts.endings.isEmpty()
                                || facts.cancelAsked
                                || facts.graced
                                || facts.calls.stream().anyMatch(call -> call.ended);
                    case CLAIM ->
                        run.cause() == RunCause.RETRY
                                && before.definition().policy().coalesce() == Coalesce.LATEST;
                    case BEAT ->
                        facts.delivery(run.fence()) == DeliveryMode.AT_MOST_ONCE
                                || facts.cancelAsked
                                || run.revision() < before.definition().callRevision();
                    case CANCEL -> !run.isHeld();
                    case REMOVE -> true;
                    default -> false;
                };
        if (!explained) {
            violated("no run is lost", run + " of " + before.id() + " went in " + act);
        }
    }

    // what is called

    Call called(JobRun run) {
        Facts facts = runs.get(run.runId());
        if (facts == null) {
            violated("what is not on record does not run", run.jobId() + " " + run.runId());
            return new Call(new NodeEpoch(run.node(), 1), DeliveryMode.AT_LEAST_ONCE, run.attempt());
        }
        NodeEpoch life = facts.holders.get(run.fence());
        if (life == null) {
            violated("what is not on record does not run", run.jobId() + " with fence " + run.fence());
            return new Call(new NodeEpoch(run.node(), 1), DeliveryMode.AT_LEAST_ONCE, run.attempt());
        }
        for (Call earlier : facts.calls) {
            if (earlier.attempt == run.attempt()
                    && (earlier.delivery == DeliveryMode.AT_MOST_ONCE
                            || (!broken.contains(earlier.life) && !broken.contains(life)))) {
                violated(
                        "no run is doubled beyond its delivery mode",
                        earlier.delivery + " run " + run.runId() + " of " + run.jobId() + " is called again on "
                                + run.node() + ", after " + earlier.life);
            }
        }
        boolean failedBefore = run.attempt() == 1
                || facts.calls.stream().anyMatch(call -> call.attempt == run.attempt() - 1 && call.ended && !call.well);
        if (!failedBefore) {
            violated(
                    "only what failed is tried again",
                    "attempt " + run.attempt() + " of " + run.runId() + " of " + run.jobId());
        }
        Call call = new Call(life, facts.delivery(run.fence()), run.attempt());
        facts.calls.add(call);
        return call;
    }

    // what is told

    @Override
    public boolean wants(Class<? extends SchedulerEvent> type) {
        return JobRunEnded.class.isAssignableFrom(type);
    }

    @Override
    public void receive(SchedulerEvent event) {
        if (!(event instanceof JobRunEnded ended)) {
            return;
        }
        told.add(ended);
        Facts facts = runs.get(ended.runId());
        if (facts == null) {
            // fire times that were missed together never became a run
            if (!(event instanceof JobMissed)) {
                violated("what is not on record is not told of", event.toString());
            }
            return;
        }
        facts.endings.add(ended);
        if (facts.endings.size() > 1) {
            violated("a run has one terminal event at most", facts.endings.toString());
        }
        if (!facts.gone) {
            violated("a terminal event comes after the end is on record", event.toString());
        }
    }

    // in the end

    /** Judges what is left when all is quiet. */
    void settled(List<JobRecord> records, List<RunRecord> history) {
        for (JobRecord record : records) {
            if (!record.runs().isEmpty()) {
                violated("no run is lost", record.id() + " still has " + record.runs());
            }
        }
        runs.forEach((id, facts) -> {
            if (isOwedAnEvent(facts)) {
                violated(
                        "a run has one terminal event where no node died",
                        "run " + id + " of " + facts.jobId + " (" + facts.cause + ") has none");
            }
        });
        judge(history);
    }

    private void judge(List<RunRecord> history) {
        Map<UUID, RunRecord> ends = new HashMap<>();
        for (RunRecord end : history) {
            RunRecord other = ends.put(end.runId(), end);
            if (other != null) {
                violated("a run is in the history once at most", other + " and " + end);
            }
        }
        runs.forEach((id, facts) -> {
            if (facts.gone && !facts.removed && !ends.containsKey(id)) {
                violated("what has ended is in the history", "run " + id + " of " + facts.jobId + " is not");
            }
        });
        for (JobRunEnded event : told) {
            RunRecord end = ends.get(event.runId());
            if (end == null || end.outcome() != outcomeOf(event)) {
                violated("what was told is in the history", event + ", but there is " + end);
            }
        }
    }

    private static RunOutcome outcomeOf(JobRunEnded event) {
        if (event instanceof JobExecuted) {
            return RunOutcome.EXECUTED;
        }
        if (event instanceof JobFailed) {
            return RunOutcome.FAILED;
        }
        if (event instanceof JobMissed) {
            return RunOutcome.MISSED;
        }
        if (event instanceof JobCancelled) {
            return RunOutcome.CANCELLED;
        }
        return event instanceof JobTimedOut ? RunOutcome.TIMED_OUT : RunOutcome.ABANDONED;
    }

    /** Tells whether every run has ended and all that must be told has been. */
    boolean isQuiet() {
        return runs.values().stream().allMatch(facts -> facts.gone && !isOwedAnEvent(facts));
    }

    private boolean isOwedAnEvent(Facts facts) {
        boolean nodeDied = facts.holders.values().stream().anyMatch(broken::contains);
        return facts.gone && facts.endings.isEmpty() && !facts.excused && !nodeDied;
    }
}
