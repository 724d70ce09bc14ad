package dev.carillon.spi;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobSetAsideException;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.RunCause;
import dev.carillon.TriggerFinishedException;
import dev.carillon.trigger.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All that is known of a job: one immutable value, written as a whole under its version.
 *
 * <p>Every change is a pure method here, the same for all stores. None of them raises the version; a store does, when a
 * {@link Change} wins. Who loses reads again, applies the same method, and writes again.
 *
 * @param id unique in its store and compared byte for byte; 1 to 120 bytes in UTF-8, no control characters
 * @param version what a write is conditional on; begins with the microseconds of the job's creation, so that a job that
 *     is removed and added again never meets a version of its earlier life
 * @param definition what to call, when, under which policy
 * @param schedule where it stands in time
 * @param runs the runs that are held or waiting, oldest first
 */
public record JobRecord(String id, long version, JobDefinition definition, JobSchedule schedule, List<Run> runs) {

    /**
     * How many runs of one job may wait. With so many, no manual run is taken any more, and a fire time is treated as if
     * all slots were taken. Only runs that were held come back beyond it: to be retried, handed back or recovered.
     */
    public static final int MAX_WAITING = 100;

    /** The order of ids in every store: byte by byte in UTF-8, which is by code point. */
    public static final Comparator<String> ID_ORDER = (one, other) -> {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    };

    /** After how many deaths of nodes that had marked the start of one of its runs a job is set aside. */
    public static final int MAX_CRASHES = 3;

    private static final int MAX_ID_BYTES = 120;

    public JobRecord {
        runs = List.copyOf(runs);
    }

    /**
     * Checks an id.
     *
     * @param id what is to be an id
     * @return the same
     * @throws JobDefinitionException if it is empty, too long, has control characters, or is no Unicode text
     */
    public static String requireId(String id) {
        if (isPlainId(id)) {
            return id;
        }
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1
                || bytes > MAX_ID_BYTES
                || id.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw new JobDefinitionException(
                    "The job id '" + id + "' has " + bytes
                            + " bytes. An id is 1 to 120 bytes in UTF-8 without control characters and halves of surrogate pairs; choose another.");
        }
        return id;
    }

    /** Nearly all ids are; they need no encoder. */
    private static boolean isPlainId(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= MAX_ID_BYTES;
    }

    /**
     * Returns the record of a job that is stored for the first time.
     *
     * @param id its id
     * @param definition what, when, how; its revisions are set to 1
     * @param now the moment of storing, on the store's time
     * @param firstRun when it runs first, before its trigger goes on from there; empty for what the trigger says
     * @param paused whether it starts paused
     * @return the record
     * @throws JobDefinitionException if the id is not one
     * @throws TriggerFinishedException if the trigger never fires
     */
    public static JobRecord create(
            String id, JobDefinition definition, Instant now, Optional<Instant> firstRun, boolean paused) {
        JobDefinition first = new JobDefinition(
                definition.name(),
                definition.target(),
                definition.arguments(),
                definition.trigger(),
                definition.executor(),
                definition.policy(),
                definition.tags(),
                definition.declaration(),
                1,
                1);
        JobRecord record = new JobRecord(
                requireId(id),
                EpochMicros.of(now),
                first,
                JobSchedule.starting(firstRun.orElse(now), paused),
                List.of());
        Optional<Instant> next = firstRun.or(() -> record.firstFireTime(now));
        if (next.isEmpty() && first.trigger().isPresent()) {
            throw new TriggerFinishedException("The trigger " + first.trigger().get() + " of job '" + id
                    + "' never fires after " + now + ". Give it a later end, or leave the end out.");
        }
        return record.withNext(next);
    }

    /** A date lies where it lies, also in the past; everything else begins after now. */
    private Optional<Instant> firstFireTime(Instant now) {
        return trigger()
                .flatMap(trigger -> RunPlan.advance(trigger, now).or(() -> RunPlan.advance(trigger, Instant.EPOCH)
                        .filter(only -> RunPlan.advance(trigger, only).isEmpty())));
    }

    /**
     * Returns the job's trigger with its anchor.
     *
     * @return the trigger; empty if the job has none
     */
    public Optional<Trigger> trigger() {
        return definition.trigger().map(trigger -> trigger.anchoredAt(schedule.anchor()));
    }

    /**
     * Returns when a run for a fire time is due: with jitter, the same on every node, and never as late as the next
     * fire time.
     *
     * @param fireTime the fire time
     * @return the due time
     */
    public Instant dueTime(Instant fireTime) {
        Duration jitter = definition.policy().jitter();
        if (jitter.isZero()) {
            return fireTime;
        }
        long span = jitter.toNanos() / 1_000;
        long mixed = mix(31L * id.hashCode() + EpochMicros.of(fireTime));
        Instant due = fireTime.plusNanos(1_000 * Math.floorMod(mixed, span + 1));
        Optional<Instant> cap = trigger()
                .flatMap(trigger -> RunPlan.advance(trigger, fireTime))
                .map(next -> next.minusNanos(1_000))
                .filter(due::isAfter);
        return cap.orElse(due);
    }

    /** The finaliser of MurmurHash3, so that neighbouring fire times are put off by unrelated amounts. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /**
     * Returns when a node has to look at this job again; what stores index.
     *
     * @return the earliest of the next due time and the times of waiting runs, as far as they could be acted upon, or the end
     *     of the retention of a job that has failed for good; empty if it needs no look until it is changed
     */
    public Optional<Instant> wakeUp() {
        if (schedule.setAside().isPresent()) {
            return Optional.empty();
        }
        boolean full = heldRuns() >= definition.policy().maxInstances();
        boolean queued =
                definition.policy().whenFull() == LimitPolicy.QUEUE && (full || waitingBesideFireTime() >= MAX_WAITING);
        Optional<Instant> wakeUp = schedule.paused() || queued ? Optional.empty() : schedule.nextDueTime();
        if (full) {
            return wakeUp;
        }
        if (wakeUp.isEmpty() && runs.isEmpty()) {
            return purgeTime();
        }
        for (Run run : runs) {
            if (run.state() instanceof RunState.Waiting waiting
                    && (wakeUp.isEmpty() || waiting.notBefore().isBefore(wakeUp.get()))) {
                wakeUp = Optional.of(waiting.notBefore());
            }
        }
        return wakeUp;
    }

    /** When a job that has failed for good has been looked at for long enough. */
    private Optional<Instant> purgeTime() {
        boolean stays = state() != JobState.FAILED || definition.declaration().isPresent();
        return stays
                ? Optional.empty()
                : definition.policy().retention().failedJob().flatMap(time -> schedule.results()
                        .failedAt()
                        .map(failed -> failed.plus(time)));
    }

    /**
     * Tells whether the job has failed for good, and its retention is over.
     *
     * @param now the store's time
     * @return true if it is to be removed
     */
    public boolean isPurgedAt(Instant now) {
        return schedule.setAside().isEmpty()
                && purgeTime().filter(time -> !time.isAfter(now)).isPresent();
    }

    /** Counts the runs that would still wait if a fire time took the place of the retries that it supersedes. */
    private long waitingBesideFireTime() {
        boolean supersedes = definition.policy().coalesce() == Coalesce.LATEST;
        return runs.stream()
                .filter(run -> !run.isHeld() && !(supersedes && run.cause() == RunCause.RETRY))
                .count();
    }

    /**
     * Counts the runs that nodes have.
     *
     * @return how many slots are taken
     */
    public int heldRuns() {
        int held = 0;
        // counted several times for each run, so that an iterator each time would be much of what a claim costs
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).isHeld()) {
                held++;
            }
        }
        return held;
    }

    /**
     * Finds a run.
     *
     * @param runId its id
     * @return the run; empty if the record does not hold it, or no longer
     */
    public Optional<Run> run(UUID runId) {
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            if (run.id().equals(runId)) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /**
     * Derives where the job stands.
     *
     * @return its state
     */
    public JobState state() {
        if (schedule.setAside().isPresent()) {
            return JobState.SET_ASIDE;
        }
        if (schedule.paused()) {
            return JobState.PAUSED;
        }
        if (schedule.nextFireTime().isPresent() || !runs.isEmpty()) {
            return JobState.SCHEDULED;
        }
        return schedule.results().failures() > 0 ? JobState.FAILED : JobState.IDLE;
    }

    /**
     * Tells whether a filter wants this job.
     *
     * @param filter the filter
     * @return true if it does
     */
    public boolean matches(JobFilter filter) {
        return id.startsWith(filter.idPrefix())
                && (filter.states().isEmpty() || filter.states().contains(state()))
                && filter.executor().map(definition.executor()::equals).orElse(true)
                && filter.tag().map(definition.tags()::contains).orElse(true);
    }

    /**
     * Tells whether nothing is left to do and nothing to keep: no fire time to come, no run, no failure to look at, and
     * no declaration that would bring it back.
     *
     * @return true if the job can be removed
     */
    public boolean isFinished() {
        return schedule.nextFireTime().isEmpty()
                && runs.isEmpty()
                && schedule.results().failures() == 0
                && schedule.setAside().isEmpty()
                && definition.declaration().isEmpty();
    }

    /**
     * Carries out a plan: its runs are held by a node, each with a fence of its own.
     *
     * @param plan what was decided about this very record
     * @param holder the node
     * @param now the store's time; fences never fall behind it
     * @return the record afterwards
     */
    public JobRecord after(RunPlan plan, NodeEpoch holder, Instant now) {
        long fence = plan.starts().isEmpty() ? schedule.fence() : Math.max(schedule.fence(), EpochMicros.of(now));
        if (runs.isEmpty() && plan.starts().size() == 1 && plan.waits().isEmpty()) {
            Run only = plan.starts().get(0).heldBy(holder, fence + 1, definition);
            return new JobRecord(id, version, definition, schedule.after(plan, 1, fence + 1), List.of(only));
        }
        List<Run> next = new ArrayList<>(
                runs.size() + plan.starts().size() + plan.waits().size());
        next.addAll(runs);
        next.removeAll(plan.superseded());
        long scheduled = plan.waits().size();
        for (Run start : plan.starts()) {
            Run held = start.heldBy(holder, ++fence, definition);
            int waiting = next.indexOf(start);
            if (waiting < 0) {
                next.add(held);
                scheduled++;
            } else {
                next.set(waiting, held);
            }
        }
        next.addAll(plan.waits());
        JobSchedule claimed = schedule.after(plan, scheduled, fence);
        for (Run dropped : plan.superseded()) {
            RunResults before = claimed.results();
            claimed = claimed.withResults(
                    before.failed(dropped.scheduledTime(), before.error().orElse("superseded"), now));
        }
        return new JobRecord(id, version, definition, claimed, next);
    }

    /**
     * Takes note of how a run ended. One that was interrupted comes back, unless what it calls was changed meanwhile.
     *
     * @param end how
     * @param holder the node that had it
     * @return the record afterwards; empty if the record does not hold the run under that node's epoch, so that nothing
     *     may be changed
     */
    public Optional<JobRecord> ended(RunEnd end, NodeEpoch holder) {
        Optional<Run> found = run(end.runId()).filter(run -> run.isHeldBy(holder));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Run run = found.get();
        if (end.kind() == RunEnd.Kind.HANDED_BACK) {
            return Optional.of(withRun(run, held -> held.withState(new RunState.Waiting(held.dueTime()))));
        }
        if (end.kind() == RunEnd.Kind.INTERRUPTED && isForPresentCall(run)) {
            return Optional.of(withRun(run, held -> held.interruptedAt(end.at())));
        }
        if (end.kind() == RunEnd.Kind.RETRYING && !run.cancelRequested()) {
            return Optional.of(withRun(run, held -> held.retriedAt(end.retryAt()))
                    .withSchedule(schedule.withResults(schedule.results().withError(end.error()))));
        }
        RunResults before = schedule.results();
        RunResults results =
                switch (end.kind()) {
                    case SUCCEEDED -> before.succeeded(run.scheduledTime());
                    case RETRYING -> before.failed(run.scheduledTime(), end.error(), end.at());
                    case FAILED -> before.failed(run.scheduledTime(), end.error(), end.at());
                    case INTERRUPTED ->
                        before.failed(
                                run.scheduledTime(),
                                "abandoned, since its node ended and its call was changed",
                                end.at());
                    default -> before.ended(run.scheduledTime());
                };
        return Optional.of(
                new JobRecord(id, version, definition, schedule.withResults(results), runsWithout(run.id())));
    }

    private List<Run> runsWithout(UUID runId) {
        if (runs.size() == 1 && runs.get(0).id().equals(runId)) {
            return List.of();
        }
        List<Run> rest = new ArrayList<>(runs.size());
        for (Run run : runs) {
            if (!run.id().equals(runId)) {
                rest.add(run);
            }
        }
        return rest;
    }

    /**
     * Takes back the runs of nodes that are gone. A run is to start again unless it was claimed for at most once, its
     * target or arguments have changed since, or a user asked to cancel it. One that is given up has failed, so that a job
     * that was to run once stays to be looked at; but not if a user wanted it to end. A run whose start was marked by
     * {@link #MAX_CRASHES} nodes that died sets its job aside and waits there.
     *
     * @param alive tells whether a node still lives in that epoch
     * @param now the store's time
     * @return what becomes of it; empty if no run was lost
     */
    public Optional<Takeover> takenOver(Predicate<NodeEpoch> alive, Instant now) {
        List<Run> next = new ArrayList<>();
        List<Run> recovered = new ArrayList<>();
        List<Run> abandoned = new ArrayList<>();
        RunResults results = schedule.results();
        boolean poison = false;
        for (Run run : runs) {
            if (run.state() instanceof RunState.Held held && !alive.test(held.holder())) {
                boolean repeat = held.delivery() == DeliveryMode.AT_LEAST_ONCE
                        && isForPresentCall(run)
                        && !run.cancelRequested();
                (repeat ? recovered : abandoned).add(run);
                if (repeat) {
                    Run lost = run.lostSince(now);
                    poison |= lost.crashes() >= MAX_CRASHES;
                    next.add(lost);
                } else if (run.cancelRequested()) {
                    results = results.ended(run.scheduledTime());
                } else {
                    results = results.failed(
                            run.scheduledTime(),
                            "abandoned, since node " + held.holder().node() + " died",
                            now);
                }
            } else {
                next.add(run);
            }
        }
        if (recovered.isEmpty() && abandoned.isEmpty()) {
            return Optional.empty();
        }
        JobRecord taken = new JobRecord(id, version, definition, schedule.withResults(results), next);
        return Optional.of(new Takeover(poison ? taken.asPoison(now) : taken, recovered, abandoned));
    }

    private JobRecord asPoison(Instant now) {
        return schedule.setAside().isPresent()
                ? this
                : setAside(
                        MAX_CRASHES + " nodes have died while they ran it, each right after it had marked the start."
                                + " Mend what it calls, then resume it; or remove it.",
                        now);
    }

    private boolean isForPresentCall(Run run) {
        return run.revision() >= definition.callRevision();
    }

    /**
     * Marks that a run is about to start, so that it is known what a node was doing if it dies of it.
     *
     * @param runId the run
     * @param fence the fence that it was claimed with
     * @param holder the node that has it
     * @return the record afterwards; empty if the record does not hold the run under that fence and node's epoch, so that
     *     it must not start
     */
    public Optional<JobRecord> startMarked(UUID runId, long fence, NodeEpoch holder) {
        return run(runId)
                .filter(run -> run.isHeldBy(holder) && run.fence() == fence)
                .map(run -> withRun(run, Run::startMarked));
    }

    /**
     * Pauses: fire times pass without a run; runs that are held go on.
     *
     * @return the record afterwards
     */
    public JobRecord paused() {
        return withSchedule(schedule.withPaused(true));
    }

    /**
     * Resumes a job that is paused or set aside, going on from now: fire times whose due times passed meanwhile are
     * forgotten, unless nothing else is left. A job that is neither keeps what is due.
     *
     * @param now the store's time
     * @return the record afterwards; this one if the job is neither paused nor set aside
     */
    public JobRecord resumed(Instant now) {
        if (!schedule.paused() && schedule.setAside().isEmpty()) {
            return this;
        }
        JobRecord resumed = resumedWithBacklog();
        if (schedule.nextDueTime().filter(due -> !due.isAfter(now)).isEmpty()) {
            return resumed;
        }
        Instant first = schedule.nextFireTime().orElseThrow();
        Optional<Instant> next = trigger()
                .flatMap(trigger -> RunPlan.advance(
                        trigger,
                        Backlog.of(trigger, first, this::dueTime, now, 1).last()));
        return next.isEmpty() ? resumed : resumed.withNext(next);
    }

    /**
     * Resumes a job that is paused or set aside, and catches up: fire times that passed meanwhile are due, and coalesced
     * like any others.
     *
     * @return the record afterwards
     */
    public JobRecord resumedWithBacklog() {
        return withSchedule(schedule.withPaused(false)).putBack();
    }

    /**
     * Asks for a run outside of the schedule.
     *
     * @param runId the run's id
     * @param now the store's time
     * @return the record afterwards
     * @throws JobDefinitionException if the job is set aside, or {@link #MAX_WAITING} runs wait already
     */
    public JobRecord withManualRun(UUID runId, Instant now) {
        if (schedule.setAside().isPresent()) {
            throw new JobSetAsideException("Job '" + id + "' is set aside and does not run: "
                    + schedule.setAside().get().reason() + " Mend the cause, then resume the job.");
        }
        if (runs.size() - heldRuns() >= MAX_WAITING) {
            throw new JobDefinitionException("Job '" + id + "' has " + MAX_WAITING
                    + " runs waiting already. Wait until some have run, or raise its maxInstances.");
        }
        List<Run> next = new ArrayList<>(runs);
        next.add(Run.waiting(runId, RunCause.MANUAL, now, now, definition.revision(), now));
        return new JobRecord(id, version, definition, schedule, next);
    }

    /**
     * Asks for one more run for the fire time that failed last.
     *
     * @param runId the run's id
     * @param now the store's time
     * @return the record afterwards
     * @throws JobDefinitionException if the job has not failed for good
     */
    public JobRecord retried(UUID runId, Instant now) {
        if (state() != JobState.FAILED) {
            throw new JobDefinitionException("Job '" + id + "' is " + state()
                    + ", not FAILED: there is nothing to put back. Use runNow for one more run.");
        }
        Instant failed = schedule.results().lastRun().orElse(now);
        Run again = Run.waiting(runId, RunCause.RETRY, failed, now, definition.revision(), now);
        return new JobRecord(id, version, definition, schedule, List.of(again));
    }

    /**
     * Asks for a run to be cancelled. One that waits goes at once.
     *
     * @param runId the run
     * @return the record afterwards; this one if it does not hold the run
     */
    public JobRecord withCancelRequest(UUID runId) {
        Optional<Run> found = run(runId);
        if (found.isEmpty()) {
            return this;
        }
        if (found.get().isHeld()) {
            return withRun(found.get(), Run::withCancelRequested);
        }
        return new JobRecord(id, version, definition, schedule, runsWithout(runId));
    }

    /**
     * Gives the job another definition. Runs, pause and history stay; the next fire time stays if the trigger is equal,
     * and is computed from now if it is not; a fire time that was claimed ahead is not given a second run by another
     * trigger. A job that was set aside is put back: somebody has looked at it.
     *
     * @param next what, when, how; its revisions are set to follow the present ones
     * @param now the store's time
     * @return the record afterwards
     */
    public JobRecord redefined(JobDefinition next, Instant now) {
        JobDefinition following = next.following(definition);
        boolean sameTrigger = next.trigger().equals(definition.trigger());
        JobRecord redefined = new JobRecord(id, version, following, schedule, runs).putBack();
        if (sameTrigger) {
            boolean sameJitter =
                    next.policy().jitter().equals(definition.policy().jitter());
            return sameJitter ? redefined : redefined.withNext(schedule.nextFireTime());
        }
        JobRecord anchored = redefined.withSchedule(redefined.schedule.withAnchor(now));
        Optional<Instant> first = anchored.firstFireTime(now);
        while (first.filter(time -> time.isAfter(now) && anchored.isRun(time)).isPresent()) {
            first = RunPlan.advance(anchored.trigger().orElseThrow(), first.get());
        }
        return anchored.withNext(first);
    }

    /** Tells whether a fire time has become a run: one to come may have, as it can be claimed ahead. */
    private boolean isRun(Instant time) {
        return runs.stream()
                .anyMatch(run ->
                        run.cause() != RunCause.MANUAL && run.scheduledTime().equals(time));
    }

    /**
     * Gives the job the definition of another that is added under its id. If that one was given a first run, it runs then
     * next; so does a job that has no fire time and no run left, as if it were added for the first time.
     *
     * @param other the job that is added
     * @param now the store's time
     * @return the record afterwards
     */
    public JobRecord replacedBy(JobRecord other, Instant now) {
        JobRecord replaced = redefined(other.definition, now);
        Optional<Instant> otherNext = other.schedule.nextFireTime();
        boolean firstRunGiven =
                otherNext.isPresent() && !otherNext.equals(other.firstFireTime(other.schedule.anchor()));
        boolean over = replaced.schedule.nextFireTime().isEmpty() && replaced.runs.isEmpty();
        JobRecord placed = firstRunGiven || over ? replaced.withNext(otherNext) : replaced;
        return other.schedule.paused() ? placed.paused() : placed;
    }

    /**
     * Moves the next run.
     *
     * @param time when the job runs next; its trigger goes on from there
     * @return the record afterwards
     */
    public JobRecord withNextFireTime(Instant time) {
        return withNext(Optional.of(time));
    }

    /**
     * Puts the job where nothing happens to it until a human being has looked.
     *
     * @param reason a sentence for people
     * @param now the store's time
     * @return the record afterwards
     */
    public JobRecord setAside(String reason, Instant now) {
        return withSchedule(schedule.withSetAside(Optional.of(new SetAside(reason, now))));
    }

    /**
     * Brings a job back that was set aside.
     *
     * @return the record afterwards
     */
    public JobRecord putBack() {
        return withSchedule(schedule.withSetAside(Optional.empty()));
    }

    /**
     * Returns this record under another version; for stores.
     *
     * @param value the version
     * @return the same record otherwise
     */
    public JobRecord withVersion(long value) {
        return value == version ? this : new JobRecord(id, value, definition, schedule, runs);
    }

    private JobRecord withSchedule(JobSchedule next) {
        return new JobRecord(id, version, definition, next, runs);
    }

    private JobRecord withNext(Optional<Instant> fireTime) {
        Optional<Instant> micros = EpochMicros.truncate(fireTime);
        boolean exact = definition.policy().jitter().isZero();
        return withSchedule(schedule.withNext(micros, exact ? micros : micros.map(this::dueTime)));
    }

    private JobRecord withRun(Run run, UnaryOperator<Run> change) {
        return new JobRecord(
                id,
                version,
                definition,
                schedule,
                runs.stream()
                        .map(each -> each.id().equals(run.id()) ? change.apply(each) : each)
                        .toList());
    }
}
