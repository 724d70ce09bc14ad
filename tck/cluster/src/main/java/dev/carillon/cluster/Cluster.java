package dev.carillon.cluster;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.DuplicateJobException;
import dev.carillon.HistoryFilter;
import dev.carillon.JobBuilder;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobNotFoundException;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.OnConflict;
import dev.carillon.RetryPolicy;
import dev.carillon.Scheduler;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Several nodes on one store, to which a history happens, on one thread. */
final class Cluster {

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration[] PASSES = {
        Duration.ofMillis(10),
        Duration.ofMillis(300),
        Duration.ofMillis(700),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(9)
    };
    private static final Duration[] CLOCK_STEPS = {
        Duration.ofSeconds(-40),
        Duration.ofSeconds(-1),
        Duration.ofMillis(-100),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(40)
    };
    private static final Duration[] INTERVALS = {Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)};

    private static final List<Coalesce> COALESCES = List.of(Coalesce.values());
    private static final List<DeliveryMode> DELIVERIES = List.of(DeliveryMode.values());
    private static final List<LimitPolicy> LIMITS = List.of(LimitPolicy.values());

    /** A step on its way through its calls to the store. */
    private static final class Frame {

        private final Act act;
        private final Optional<Disturbance> disturbance;
        private int calls;

        private Frame(Step step) {
            this.act = step.act();
            this.disturbance = step.disturbance();
        }

        private Optional<Disturbance> disturbance(boolean after) {
            return disturbance.filter(found -> found.call() == calls && found.after() == after);
        }
    }

    private final Clocks clocks = new Clocks();
    private final Witness witness = new Witness();
    private final JobStore truth = new WitnessedStore(MemoryJobStore.shared(clocks, 100_000), witness);
    private final JobStore store;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private @Nullable Frame frame;
    private int joined;

    private Cluster(Optional<Sabotage> sabotage) {
        this.store = sabotage.map(way -> way.of(truth)).orElse(truth);
    }

    /** Lets a history happen, and returns the first promise that was not kept. */
    static Optional<Violation> live(History history, Optional<Sabotage> sabotage) {
        Cluster cluster = new Cluster(sabotage);
        try {
            cluster.live(history);
        } catch (RuntimeException fault) {
            StackTraceElement[] stack = fault.getStackTrace();
            cluster.witness.violated("nothing is thrown", fault + (stack.length > 0 ? " at " + stack[0] : ""));
        }
        return cluster.witness.violation();
    }

    private void live(History history) {
        for (int i = 0; i < history.nodes(); i++) {
            join("node-" + joined++);
        }
        for (Step step : history.steps()) {
            take(step);
            if (witness.violation().isPresent()) {
                return;
            }
        }
        settle();
    }

    private void join(String name) {
        Frame interrupted = frame;
        frame = null;
        nodes.add(new ClusterNode(name, this, store, clocks, witness));
        frame = interrupted;
    }

    // steps

    private void take(Step step) {
        clocks.pass(Duration.ofMillis(1));
        Frame interrupted = frame;
        frame = new Frame(step);
        Act before = witness.during(step.act());
        try {
            act(step);
        } catch (StoreUnavailableException silence) {
            // whoever called does so again
        } catch (Crash crash) {
            // this node's steps are over
        } finally {
            frame = interrupted;
            witness.during(before);
        }
    }

    private void act(Step step) {
        int choice = step.choice();
        switch (step.act()) {
            case PASS -> clocks.pass(PASSES[choice % PASSES.length]);
            case PASS_LEASE -> passLease();
            case SET_CLOCK -> clocks.set(CLOCK_STEPS[choice % CLOCK_STEPS.length]);
            case JOIN -> {
                if (nodes.size() < 6) {
                    List<ClusterNode> dead =
                            nodes.stream().filter(ClusterNode::isCrashed).toList();
                    boolean again = !dead.isEmpty() && choice % 2 == 0;
                    join(again ? dead.get(choice / 2 % dead.size()).name() : "node-" + joined++);
                }
            }
            default -> {
                List<ClusterNode> alive =
                        nodes.stream().filter(node -> !node.isCrashed()).toList();
                if (!alive.isEmpty()) {
                    act(alive.get(step.node() % alive.size()), step);
                }
            }
        }
    }

    private void act(ClusterNode node, Step step) {
        int choice = step.choice();
        if (step.act() == Act.THAW) {
            node.freeze(false);
            return;
        }
        if (node.isFrozen()) {
            return;
        }
        switch (step.act()) {
            case CLAIM -> node.alone(Act.CLAIM, node.driven()::claim);
            case WRITE -> node.alone(Act.WRITE, node.driven()::writeOutcomes);
            case BEAT -> node.alone(Act.BEAT, node.driven()::beat);
            case EXPIRE -> node.driven().expireTimeLimits();
            case BEGIN -> node.bodies().begin(choice);
            case END -> node.bodies().end(choice / 4, choice % 4 != 0);
            case CRASH -> crash(node);
            case KILL -> {
                if (node.bodies().begin(choice)) {
                    crash(node);
                }
            }
            case FREEZE -> node.freeze(true);
            case OUTAGE -> node.cutOff(true);
            case ANSWER -> node.cutOff(false);
            default -> change(node.scheduler(), step);
        }
    }

    private void crash(ClusterNode node) {
        node.crash();
        witness.died(node.name());
    }

    private void passLease() {
        for (int i = 0; i < 4; i++) {
            clocks.pass(BEAT);
            for (ClusterNode node : List.copyOf(nodes)) {
                if (!node.isCrashed() && !node.isFrozen()) {
                    drive(node, Act.BEAT);
                }
            }
        }
    }

    private void drive(ClusterNode node, Act act) {
        take(new Step(act, List.copyOf(alive()).indexOf(node), 0, 1, Optional.empty()));
    }

    private List<ClusterNode> alive() {
        return nodes.stream().filter(node -> !node.isCrashed()).toList();
    }

    // what users do

    private void change(Scheduler scheduler, Step step) {
        String id = "job-" + step.job();
        int choice = step.choice();
        try {
            switch (step.act()) {
                case ADD -> define(scheduler, step, id).add();
                case REPLACE ->
                    define(scheduler, step, id).onConflict(OnConflict.REPLACE).add();
                case MODIFY -> modify(scheduler, id, choice);
                case RESCHEDULE -> scheduler.reschedule(id, trigger(choice));
                case PAUSE -> scheduler.pause(id);
                case RESUME -> scheduler.resume(id);
                case RUN_NOW -> scheduler.runNow(id);
                case RETRY -> scheduler.retry(id);
                case CANCEL -> scheduler.cancel(id);
                case REMOVE -> scheduler.remove(id);
                default -> throw new IllegalStateException("nobody does " + step.act());
            }
        } catch (JobNotFoundException | DuplicateJobException | JobDefinitionException refused) {
            // the user is told, and nothing is changed
        }
    }

    private JobBuilder define(Scheduler scheduler, Step step, String id) {
        int choice = step.choice();
        JobBuilder job = scheduler
                .define(choice % 3 == 0 ? Bodies.STUBBORN : Bodies.POLITE)
                .id(id)
                .delivery(step.job() == 2 ? DeliveryMode.AT_MOST_ONCE : DeliveryMode.AT_LEAST_ONCE)
                .trigger(trigger(choice / 3))
                .coalesce(COALESCES.get(choice / 7 % 3))
                .maxInstances(1 + choice / 11 % 2)
                .whenFull(LIMITS.get(choice / 13 % 2));
        if (choice / 17 % 3 != 0) {
            job.retries(retries(choice / 19));
        }
        if (choice / 23 % 4 == 0) {
            job.timeLimit(Duration.ofSeconds(3));
        }
        if (choice / 29 % 4 == 0) {
            job.misfireGraceTime(Duration.ofSeconds(4));
        }
        if (choice / 31 % 5 == 0) {
            job.jitter(Duration.ofMillis(800));
        }
        return job;
    }

    private static RetryPolicy retries(int choice) {
        return RetryPolicy.of(1 + choice % 2)
                .withDelay(Duration.ofSeconds(choice % 3))
                .withFactor(1);
    }

    private Trigger trigger(int choice) {
        if (choice % 6 == 0) {
            return new DateTrigger(clocks.instant().plusSeconds(choice / 6 % 3));
        }
        return new IntervalTrigger(INTERVALS[choice % INTERVALS.length], Optional.of(Clocks.START), Optional.empty());
    }

    private static void modify(Scheduler scheduler, String id, int choice) {
        switch (choice % 7) {
            case 0 -> scheduler.modify(id).maxInstances(1 + choice / 6 % 3).apply();
            case 1 ->
                scheduler
                        .modify(id)
                        .misfireGraceTime(Duration.ofSeconds(1 + choice / 6 % 3))
                        .apply();
            case 2 ->
                scheduler.modify(id).coalesce(COALESCES.get(choice / 6 % 3)).apply();
            case 3 -> scheduler.modify(id).retries(retries(choice / 6)).apply();
            case 4 -> scheduler.modify(id).jitter(Duration.ofMillis(300)).apply();
            case 5 ->
                scheduler.modify(id).delivery(DELIVERIES.get(choice / 7 % 2)).apply();
            default -> scheduler.modify(id).name("name-" + choice % 2).apply();
        }
    }

    // what befalls a step

    void before(ClusterNode node) {
        Frame current = frame;
        if (current != null) {
            if (node.isCrashed()) {
                throw new Crash();
            }
            if (node.isCutOff()) {
                throw unanswered(node);
            }
            current.disturbance(false).ifPresent(found -> {
                meanwhile(found);
                befall(node, found);
            });
        }
        witness.takeDone();
    }

    void after(ClusterNode node) {
        Witness.Done done = witness.takeDone();
        Frame current = frame;
        if (current == null) {
            return;
        }
        Optional<Disturbance> disturbance = current.disturbance(true);
        current.calls++;
        disturbance.ifPresent(found -> {
            meanwhile(found);
            boolean unanswered = found.kind() == Disturbance.Kind.UNANSWERED && current.act != Act.WRITE;
            if (unanswered || node.isCrashed() || found.kind() == Disturbance.Kind.CRASH) {
                witness.unanswered(done);
            }
            befall(node, found);
        });
    }

    private void meanwhile(Disturbance disturbance) {
        disturbance.meanwhile().forEach(this::take);
    }

    private void befall(ClusterNode node, Disturbance disturbance) {
        if (disturbance.kind() == Disturbance.Kind.CRASH && !node.isCrashed()) {
            crash(node);
        }
        if (node.isCrashed()) {
            throw new Crash();
        }
        if (disturbance.kind() == Disturbance.Kind.UNANSWERED) {
            throw unanswered(node);
        }
    }

    private StoreUnavailableException unanswered(ClusterNode node) {
        if (frame != null && frame.act == Act.WRITE) {
            witness.writeUnanswered(node.name());
        }
        return new StoreUnavailableException("no answer");
    }

    // the end

    /** Everything answers and goes on, nothing new comes, and what is under way comes to its end. */
    private void settle() {
        for (ClusterNode node : alive()) {
            node.freeze(false);
            node.cutOff(false);
        }
        join("node-" + joined++);
        ClusterNode last = nodes.get(nodes.size() - 1);
        Act before = witness.during(Act.PAUSE);
        putBack(last);
        for (JobRecord record : records()) {
            last.scheduler().pause(record.id());
        }
        witness.during(before);
        for (int round = 0; round < 30 && witness.violation().isEmpty(); round++) {
            clocks.pass(BEAT);
            for (ClusterNode node : alive()) {
                drive(node, Act.BEAT);
                workOff(node);
            }
            witness.during(Act.RESUME);
            putBack(last);
            witness.during(before);
            if (round > 5 && witness.isQuiet()) {
                break;
            }
        }
        witness.settled(records(), truth.history(HistoryFilter.ALL, Integer.MAX_VALUE));
    }

    /** A user has looked at what was set aside, and mended it. */
    private void putBack(ClusterNode node) {
        for (JobRecord record : records()) {
            if (record.state() == JobState.SET_ASIDE) {
                node.scheduler().resume(record.id());
                node.scheduler().pause(record.id());
            }
        }
    }

    private void workOff(ClusterNode node) {
        boolean busy = true;
        for (int i = 0; i < 100 && busy; i++) {
            drive(node, Act.CLAIM);
            busy = !node.bodies().isIdle();
            finishBodies(node);
            drive(node, Act.WRITE);
        }
    }

    private void finishBodies(ClusterNode node) {
        for (int i = 0; i < 100 && !node.bodies().isIdle(); i++) {
            drive(node, Act.BEGIN);
            drive(node, Act.END);
        }
    }

    private List<JobRecord> records() {
        return truth.scan(JobFilter.ALL, "", 100);
    }
}
