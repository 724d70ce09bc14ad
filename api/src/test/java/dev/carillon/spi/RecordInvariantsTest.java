package dev.carillon.spi;

import static dev.carillon.spi.JobText.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RunCause;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a job: claims, ends, deaths of nodes and all that users do, on a clock that also jumps. A failure names
 * its seed and its last steps.
 */
class RecordInvariantsTest {

    private static final int LIVES = 400;
    private static final int STEPS = 250;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void no_sequence_of_happenings_breaks_what_a_record_promises(long seed) {
        for (int life = 0; life < LIVES; life++) {
            long lifeSeed = seed * 1_000_003 + life;
            Life job = new Life(lifeSeed);
            assertThatCode(job::live)
                    .as(() -> "seed " + lifeSeed + ", last steps " + job.steps)
                    .doesNotThrowAnyException();
        }
    }

    private static final class Life {

        private final Random random;
        private final Deque<String> steps = new ArrayDeque<>();
        private final Set<UUID> everStarted = new HashSet<>();
        private final Set<UUID> everGone = new HashSet<>();
        private Instant now = at("12:00");
        private JobRecord job;
        private long highestFence;
        private Instant latestFireTime = Instant.MIN;

        Life(long seed) {
            random = new Random(seed);
            job = JobRecord.create("job", randomDefinition(), now, Optional.empty(), false);
        }

        void live() {
            for (int step = 0; step < STEPS; step++) {
                JobRecord before = job;
                String what = happen(random.nextInt(20));
                steps.addLast(what);
                if (steps.size() > 12) {
                    steps.removeFirst();
                }
                check(before);
                if (job.isFinished()) {
                    assertThat(job.runs()).isEmpty();
                    assertThat(job.wakeUp()).isEmpty();
                    return;
                }
            }
        }

        private String happen(int what) {
            switch (what) {
                case 0, 1, 2, 3 -> {
                    now = now.plusMillis(random.nextInt(90_000));
                    return "later " + now;
                }
                case 4 -> {
                    now = now.plusSeconds(random.nextInt(1_200) - 600L);
                    return "jump " + now;
                }
                case 5, 6, 7, 8, 9 -> {
                    claim();
                    return "claim";
                }
                case 10, 11, 12, 13 -> {
                    return endOne();
                }
                case 14 -> {
                    NodeEpoch dead = node();
                    job.takenOver(holder -> !holder.equals(dead), now).ifPresent(this::takeOver);
                    return "death of " + dead;
                }
                case 15 -> {
                    JobDefinition next = randomDefinition();
                    if (random.nextBoolean()) {
                        next = next.withTrigger(job.definition().trigger());
                    }
                    if (random.nextBoolean()) {
                        next = next.withArguments("[" + random.nextInt(3) + "]");
                    }
                    change(job.redefined(next, now));
                    return "modify " + next.policy();
                }
                case 16 -> {
                    change(random.nextBoolean() ? job.paused() : job.setAside("broken", now));
                    return "pause or set aside";
                }
                case 17 -> {
                    change(random.nextBoolean() ? job.resumed(now) : job.resumedWithBacklog());
                    return "resume";
                }
                case 18 -> {
                    if (job.schedule().setAside().isEmpty()
                            && job.runs().size() - job.heldRuns() < JobRecord.MAX_WAITING) {
                        change(job.withManualRun(id(), now));
                    }
                    if (job.state() == JobState.FAILED) {
                        change(job.retried(id(), now));
                    }
                    return "run now";
                }
                default -> {
                    anyRun().ifPresent(run -> {
                        change(job.withCancelRequest(run.id()));
                        if (!run.isHeld()) {
                            everGone.add(run.id());
                        }
                    });
                    return "cancel";
                }
            }
        }

        private UUID id() {
            return new UUID(random.nextLong(), random.nextLong());
        }

        private NodeEpoch node() {
            return new NodeEpoch("n" + random.nextInt(3), 1);
        }

        private Optional<Run> anyRun() {
            return job.runs().isEmpty()
                    ? Optional.empty()
                    : Optional.of(job.runs().get(random.nextInt(job.runs().size())));
        }

        private void change(JobRecord next) {
            boolean moved = !next.definition().trigger().equals(job.definition().trigger());
            if (moved) {
                latestFireTime = Instant.MIN;
            }
            job = next;
        }

        private void claim() {
            Instant horizon = now.plusMillis(random.nextBoolean() ? 500 : 0);
            RunPlan plan = RunPlan.of(job, now, horizon, this::id);
            JobRecord after = job.after(plan, node(), now);
            checkClaim(plan, after);
            plan.superseded().forEach(run -> everGone.add(run.id()));
            job = after;

            assertThat(RunPlan.of(job, now, now, this::id).isIdle())
                    .as("all that is due was decided")
                    .isTrue();
            assertThat(job.wakeUp().filter(time -> !time.isAfter(now)))
                    .as("nothing calls for another look")
                    .isEmpty();
        }

        private void checkClaim(RunPlan plan, JobRecord after) {
            JobPolicy policy = job.definition().policy();
            if (!plan.starts().isEmpty()) {
                assertThat(after.heldRuns()).isLessThanOrEqualTo(policy.maxInstances());
            }
            boolean callForLook =
                    job.wakeUp().filter(time -> !time.isAfter(now)).isPresent();
            assertThat(RunPlan.of(job, now, now, this::id).isIdle())
                    .as("a look finds something to do exactly if one is called for")
                    .isEqualTo(!callForLook);
            for (Run start : plan.starts()) {
                Run held = after.run(start.id()).orElseThrow();
                assertThat(held.isHeld()).isTrue();
                assertThat(held.fence()).isGreaterThan(highestFence);
                assertThat(held.revision()).isEqualTo(job.definition().revision());
                highestFence = held.fence();
                everStarted.add(start.id());
                assertThat(everGone).doesNotContain(start.id());
            }
            Stream.concat(plan.starts().stream(), plan.waits().stream())
                    .filter(run -> job.run(run.id()).isEmpty())
                    .forEach(run -> {
                        assertThat(run.scheduledTime()).isAfter(latestFireTime);
                        latestFireTime = run.scheduledTime();
                    });
            long ahead = plan.starts().stream()
                    .filter(run -> job.run(run.id()).isEmpty() && run.dueTime().isAfter(now))
                    .count();
            assertThat(ahead).isLessThanOrEqualTo(policy.delivery() == DeliveryMode.AT_MOST_ONCE ? 0 : 1);
            checkAccount(plan);
        }

        /** Every fire time between the old and the new next one is accounted for exactly once. */
        private void checkAccount(RunPlan plan) {
            long told = Stream.concat(plan.starts().stream(), plan.waits().stream())
                            .filter(run -> job.run(run.id()).isEmpty())
                            .count()
                    + Stream.of(plan.coalesced(), plan.overLimit(), plan.missed())
                            .flatMap(Optional::stream)
                            .mapToLong(PassedTimes::count)
                            .sum();
            long passed = 0;
            Optional<Instant> time = job.schedule().nextFireTime();
            while (time.isPresent() && !time.equals(plan.nextFireTime())) {
                passed++;
                Instant after = time.get();
                time = job.trigger().orElseThrow().nextAfter(after);
            }
            assertThat(time).as("the next fire time never goes back").isEqualTo(plan.nextFireTime());
            assertThat(told).as("fire times accounted for").isEqualTo(passed);
        }

        private String endOne() {
            Optional<Run> found = job.runs().stream().filter(Run::isHeld).findFirst();
            if (found.isEmpty()) {
                return "nothing held";
            }
            Run run = found.get();
            NodeEpoch holder = ((RunState.Held) run.state()).holder();
            RunEnd.Kind kind = any(RunEnd.Kind.values());
            RunEnd end = new RunEnd(run.id(), kind, "boom", now, now.plusSeconds(random.nextInt(300)));
            assertThat(job.ended(end, new NodeEpoch(holder.node(), 2))).isEmpty();
            job = job.ended(end, holder).orElseThrow();
            if (job.run(run.id()).isEmpty()) {
                everGone.add(run.id());
            }
            assertThat(job.ended(end, holder)).as("a run ends once").isEmpty();
            return "end " + kind;
        }

        private void takeOver(Takeover takeover) {
            takeover.recovered().forEach(run -> assertThat(
                            takeover.job().run(run.id()).orElseThrow().suspicion())
                    .isEqualTo(run.suspicion() + 1));
            takeover.abandoned().forEach(run -> {
                assertThat(takeover.job().run(run.id())).isEmpty();
                everGone.add(run.id());
            });
            job = takeover.job();
        }

        private void check(JobRecord before) {
            assertThat(job.runs()).extracting(Run::id).doesNotHaveDuplicates();
            assertThat(job.runs()).extracting(Run::id).noneMatch(everGone::contains);
            assertThat(job.runs().size() - job.heldRuns())
                    .as("waiting runs")
                    .isLessThanOrEqualTo(JobRecord.MAX_WAITING + 4);
            assertThat(job.schedule().fence())
                    .isGreaterThanOrEqualTo(before.schedule().fence());
            assertThat(job.version()).isEqualTo(before.version());
            assertThat(job.definition().revision())
                    .isGreaterThanOrEqualTo(before.definition().revision());
            assertThat(job.definition().callRevision())
                    .isLessThanOrEqualTo(job.definition().revision());
            job.schedule().nextFireTime().ifPresent(fireTime -> assertThat(
                            job.schedule().nextDueTime().orElseThrow())
                    .isAfterOrEqualTo(fireTime)
                    .isEqualTo(job.dueTime(fireTime)));
            for (Run run : job.runs()) {
                assertThat(run.isHeld() && !everStarted.contains(run.id())).isFalse();
                assertThat(run.cause() == RunCause.RETRY || run.attempt() >= 1).isTrue();
            }
        }

        private <T> T any(T[] values) {
            return values[random.nextInt(values.length)];
        }

        private JobDefinition randomDefinition() {
            Supplier<Duration> seconds = () -> Duration.ofSeconds(1 + random.nextInt(120));
            Trigger trigger = new IntervalTrigger(seconds.get(), Optional.empty(), Optional.empty());
            Trigger bounded = random.nextInt(4) == 0 ? trigger.endingAt(now.plusSeconds(600)) : trigger;
            JobPolicy policy = new JobPolicy(
                    random.nextBoolean() ? Optional.of(seconds.get()) : Optional.empty(),
                    any(Coalesce.values()),
                    1 + random.nextInt(100),
                    1 + random.nextInt(4),
                    any(LimitPolicy.values()),
                    random.nextBoolean() ? seconds.get() : Duration.ZERO,
                    any(DeliveryMode.values()),
                    Optional.empty(),
                    JobPolicy.DEFAULT.retries(),
                    Retention.DEFAULT);
            return new JobDefinition(
                    "job", "target", "[]", Optional.of(bounded), "default", policy, Set.of(), Optional.empty(), 1, 1);
        }
    }
}
