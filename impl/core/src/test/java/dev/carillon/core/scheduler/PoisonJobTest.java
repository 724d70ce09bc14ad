package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.DeliveryMode;
import dev.carillon.JobBuilder;
import dev.carillon.JobFilter;
import dev.carillon.JobState;
import dev.carillon.OnConflict;
import dev.carillon.ScheduledJob;
import dev.carillon.core.call.RegisteredTargets;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobSetAside;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.spi.Change;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that kills its process costs a few processes, and those that shared them nothing. */
class PoisonJobTest {

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final int WORKERS = 10;

    /** What jobs call; their ids say what happens. */
    static class Work {

        final ConcurrentSkipListSet<String> done = new ConcurrentSkipListSet<>();

        void innocent(int number) {
            done.add("innocent-" + number);
        }

        void poison(int number) {
            throw new AssertionError("the process of poison " + number + " has ended before this line");
        }
    }

    /** Ten workers whose runs go on until the test ends one, or the process. */
    private static final class Workers implements JobExecutor {

        private record Going(RunTask task, CompletableFuture<Outcome> outcome) {}

        final List<Going> going = new ArrayList<>();

        /** Ends one run, chosen by chance; false if that was the end of the process. */
        boolean step(Random random) {
            Going chosen = going.remove(random.nextInt(going.size()));
            if (chosen.task().jobId().startsWith("poison")) {
                return false;
            }
            chosen.task().call().thenAccept(chosen.outcome()::complete);
            return true;
        }

        @Override
        public int room() {
            return WORKERS - going.size();
        }

        @Override
        public int running() {
            return going.size();
        }

        @Override
        public CompletionStage<Outcome> submit(RunTask task) {
            Going run = new Going(task, new CompletableFuture<>());
            going.add(run);
            return run.outcome();
        }

        @Override
        public void cancel(UUID runId) {
            throw new AssertionError("nobody cancels");
        }

        @Override
        public boolean shutdown(Duration limit) {
            return going.isEmpty();
        }

        @Override
        public void close() {}
    }

    /** A process, which ends without a word when its poison runs, and is started again under its name. */
    private final class Node {

        final String name;
        Workers workers = new Workers();
        CarillonScheduler scheduler;
        int deaths;

        Node(String name) {
            this.name = name;
            this.scheduler = start();
        }

        private CarillonScheduler start() {
            workers = new Workers();
            CarillonScheduler started = (CarillonScheduler)
                    SchedulerAssembly.with(TestNode.settings(name), new RegisteredTargets().add(work))
                            .jobStore("default", shared)
                            .executor("default", workers)
                            .driven(clock::nanos)
                            .build();
            started.addListener(events::add);
            started.start();
            started.beat();
            return started;
        }

        void live(Random random) {
            scheduler.runDue();
            for (int steps = random.nextInt(WORKERS); steps > 0 && workers.running() > 0; steps--) {
                if (!workers.step(random)) {
                    deaths++;
                    scheduler = start();
                    return;
                }
            }
            scheduler.runDue();
        }
    }

    private final VirtualClock clock = new VirtualClock(TestNode.START);
    private final JobStore shared = MemoryJobStore.shared(clock);
    private final Work work = new Work();
    private final List<SchedulerEvent> events = new CopyOnWriteArrayList<>();

    private void add(Node node, int innocents, int poisons, Random random) {
        List<JobBuilder> jobs = new ArrayList<>();
        for (int i = 0; i < innocents; i++) {
            jobs.add(node.scheduler.define(Work::innocent, i).id("innocent-" + i));
        }
        for (int i = 0; i < poisons; i++) {
            jobs.add(
                    random.nextInt(jobs.size() + 1),
                    node.scheduler.define(Work::poison, i).id("poison-" + i));
        }
        node.scheduler.addAll(jobs, OnConflict.FAIL);
    }

    private void liveUntilNothingIsLeft(List<Node> nodes, Random random) {
        for (int round = 0; round < 2_000; round++) {
            for (Node node : nodes) {
                node.live(random);
            }
            clock.advance(BEAT);
            nodes.forEach(node -> node.scheduler.beat());
            List<ScheduledJob> left = nodes.get(0).scheduler.jobs();
            if (left.stream().allMatch(job -> job.state() == JobState.SET_ASIDE)) {
                return;
            }
        }
        throw new AssertionError(
                "never came to an end: " + nodes.get(0).scheduler.jobs(JobFilter.ALL, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void of_five_hundred_jobs_on_three_nodes_only_the_poison_is_set_aside(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = List.of(new Node("a"), new Node("b"), new Node("c"));
        add(nodes.get(0), 500, 1, random);

        liveUntilNothingIsLeft(nodes, random);

        assertThat(nodes.get(0).scheduler.jobs()).singleElement().satisfies(job -> assertThat(job.id())
                .isEqualTo("poison-0"));
        assertThat(work.done).hasSize(500);
        assertThat(nodes.stream().mapToInt(node -> node.deaths).sum())
                .as("processes that the poison has cost")
                .isEqualTo(1 + JobRecord.MAX_CRASHES);
        assertThat(events.stream().filter(JobSetAside.class::isInstance)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void of_several_poisons_each_is_set_aside_and_every_other_job_is_done(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = List.of(new Node("a"), new Node("b"), new Node("c"));
        add(nodes.get(0), 100, 3, random);

        liveUntilNothingIsLeft(nodes, random);

        assertThat(nodes.get(0).scheduler.jobs())
                .extracting(ScheduledJob::id)
                .containsExactlyInAnyOrder("poison-0", "poison-1", "poison-2");
        assertThat(work.done).hasSize(100);
    }

    @Test
    void a_poison_that_is_resumed_gets_one_more_try() {
        Random random = new Random(1);
        List<Node> nodes = List.of(new Node("a"), new Node("b"));
        add(nodes.get(0), 0, 1, random);
        liveUntilNothingIsLeft(nodes, random);
        int before = nodes.stream().mapToInt(node -> node.deaths).sum();

        ScheduledJob poison = nodes.get(1).scheduler.job("poison-0");
        assertThat(poison.error().orElseThrow()).contains("3 nodes have died while they ran it", "resume it");
        poison.resume();
        liveUntilNothingIsLeft(nodes, random);

        assertThat(nodes.stream().mapToInt(node -> node.deaths).sum()).isEqualTo(before + 1);
    }

    @Test
    void a_poison_that_is_to_run_at_most_once_costs_one_process() {
        List<Node> nodes = List.of(new Node("a"), new Node("b"));
        nodes.get(0)
                .scheduler
                .define(Work::poison, 1)
                .id("poison")
                .delivery(DeliveryMode.AT_MOST_ONCE)
                .add();
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            nodes.forEach(node -> node.live(random));
            clock.advance(BEAT);
            nodes.forEach(node -> node.scheduler.beat());
        }

        assertThat(nodes.stream().mapToInt(node -> node.deaths).sum()).isEqualTo(1);
        assertThat(nodes.get(0).scheduler.job("poison").state()).isEqualTo(JobState.FAILED);
        assertThat(events.stream().filter(JobAbandoned.class::isInstance)).hasSize(1);
    }

    @Test
    void what_holds_when_a_node_dies_is_what_was_agreed_when_the_run_was_claimed() {
        Node dies = new Node("a");
        Node lives = new Node("b");
        dies.scheduler
                .define(Work::innocent, 1)
                .id("once")
                .delivery(DeliveryMode.AT_MOST_ONCE)
                .add();
        dies.scheduler.runDue();
        lives.scheduler.modify("once").delivery(DeliveryMode.AT_LEAST_ONCE).apply();

        for (int beat = 0; beat < 5; beat++) {
            clock.advance(BEAT);
            lives.scheduler.beat();
            lives.scheduler.runDue();
        }

        assertThat(lives.workers.running()).isZero();
        assertThat(lives.scheduler.job("once").state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void a_suspect_that_this_node_has_lost_before_its_mark_is_not_started() {
        Node dies = new Node("a");
        Node lives = new Node("b");
        dies.scheduler.define(Work::innocent, 1).id("job").add();
        dies.scheduler.runDue();
        for (int beat = 0; beat < 4; beat++) {
            clock.advance(BEAT);
            lives.scheduler.beat();
        }
        JobRecord lost = shared.find("job").orElseThrow();
        assertThat(lost.runs()).singleElement().satisfies(run -> assertThat(run.isSuspect())
                .isTrue());

        List<String> takenAway = new ArrayList<>();
        LosingStore race = new LosingStore(shared);
        race.beforeReplace(changes -> changes.stream()
                .filter(change -> change.next().stream()
                        .flatMap(record -> record.runs().stream())
                        .anyMatch(Run::isStartMarked))
                .forEach(change -> {
                    JobRecord seen = change.seen();
                    JobRecord taken = seen.takenOver((NodeEpoch life) -> false, clock.instant())
                            .orElseThrow()
                            .job();
                    shared.replace(List.of(Change.of(seen, taken.paused())));
                    takenAway.add(seen.id());
                }));
        CarillonScheduler third =
                (CarillonScheduler) SchedulerAssembly.with(TestNode.settings("c"), new RegisteredTargets().add(work))
                        .jobStore("default", race)
                        .executor("default", new DirectExecutor())
                        .driven(clock::nanos)
                        .build();
        third.start();
        third.claim();

        assertThat(takenAway).containsExactly("job");
        assertThat(work.done).isEmpty();
    }
}
