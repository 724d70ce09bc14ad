package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.HistoryFilter;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.StoreUnavailableException;
import dev.carillon.UnknownStoreException;
import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobTimedOut;
import dev.carillon.spi.JobStore;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final IntervalTrigger HOURLY =
            new IntervalTrigger(Duration.ofHours(1), Optional.of(TestNode.START), Optional.empty());

    private final VirtualClock clock = new VirtualClock(TestNode.START);
    private final JobStore shared = MemoryJobStore.shared(clock);
    private final LosingStore losing = new LosingStore(shared);
    private final TestNode first = TestNode.of("first", clock, losing);
    private final TestNode second = TestNode.of("second", clock, shared);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private List<RunRecord> history() {
        return second.scheduler.history(HistoryFilter.ALL, 100);
    }

    @Test
    void a_run_that_returned_is_told_of_on_every_node_as_its_event_tells_it() {
        first.mailer.whileRunning = () -> clock.advance(Duration.ofSeconds(3));
        first.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();

        first.runAfter(Duration.ofHours(1));

        JobExecuted event = first.events(JobExecuted.class).get(0);
        assertThat(history()).singleElement().satisfies(run -> {
            assertThat(run.runId()).isEqualTo(event.runId());
            assertThat(run.jobId()).isEqualTo("job");
            assertThat(run.scheduledTime()).isEqualTo(event.scheduledTime());
            assertThat(run.store()).isEqualTo("default");
            assertThat(run.startedAt()).contains(event.startedAt());
            assertThat(run.duration()).isEqualTo(Duration.ofSeconds(3));
            assertThat(run.node()).contains("first");
            assertThat(run.attempt()).isEqualTo(1);
            assertThat(run.fence()).isPositive();
            assertThat(run.outcome()).isEqualTo(RunOutcome.EXECUTED);
            assertThat(run.error()).isEmpty();
        });
        assertThat(second.scheduler.history(HistoryFilter.ALL.withJob("another"), 100))
                .isEmpty();
        assertThatThrownBy(() -> second.scheduler.history(HistoryFilter.ALL, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_run_that_is_tried_again_has_not_ended_before_its_last_attempt() {
        first.mailer.failure = new IllegalStateException("no mail today");
        first.scheduler
                .define(Mailer::tick)
                .id("job")
                .retries(RetryPolicy.of(1))
                .add();
        first.scheduler.runDue();
        assertThat(first.calls()).hasSize(1);
        assertThat(history()).isEmpty();

        first.runAfter(Duration.ofHours(1));

        assertThat(first.events(JobFailed.class)).hasSize(1);
        assertThat(history()).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED);
            assertThat(run.attempt()).isEqualTo(2);
            assertThat(run.error())
                    .hasValueSatisfying(error -> assertThat(error).contains("no mail today"));
        });
    }

    @Test
    void a_run_whose_node_died_is_told_of_by_whoever_ended_it_and_by_nobody_else() {
        letFirstHoldARun(DeliveryMode.AT_MOST_ONCE);
        secondBeatsFor(Duration.ofSeconds(15));
        assertThat(second.events(JobAbandoned.class)).hasSize(1);

        first.executor.finish();
        first.scheduler.runDue();
        first.scheduler.beat();

        assertThat(history()).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(RunOutcome.ABANDONED);
            assertThat(run.node()).contains("first");
            assertThat(run.startedAt()).isEmpty();
            assertThat(run.error())
                    .hasValueSatisfying(error -> assertThat(error).contains("its node died"));
        });
    }

    @Test
    void a_run_is_told_of_once_although_the_answer_to_its_completion_was_lost() {
        first.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();
        first.mailer.whileRunning = losing::loseNextReplace;
        clock.advance(Duration.ofHours(1));
        assertThatThrownBy(first.scheduler::runDue).isInstanceOf(StoreUnavailableException.class);

        first.scheduler.runDue();

        assertThat(first.events(JobExecuted.class)).hasSize(1);
        assertThat(history()).hasSize(1);
    }

    @Test
    void a_run_that_is_cancelled_while_it_waits_had_no_node() {
        first.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();
        UUID run = first.scheduler.runNow("job");

        first.scheduler.cancelRun("job", run);

        assertThat(history()).singleElement().satisfies(ended -> {
            assertThat(ended.runId()).isEqualTo(run);
            assertThat(ended.outcome()).isEqualTo(RunOutcome.CANCELLED);
            assertThat(ended.node()).isEmpty();
        });
    }

    @Test
    void a_memory_store_forgets_the_oldest_when_it_has_as_many_as_it_may() {
        try (TestNode small = TestNode.of("small", clock, MemoryJobStore.of(clock, 2))) {
            small.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();
            for (int i = 0; i < 3; i++) {
                small.runAfter(Duration.ofHours(1));
            }
            assertThat(small.scheduler.history(HistoryFilter.ALL, 100))
                    .extracting(RunRecord::scheduledTime)
                    .containsExactly(
                            TestNode.START.plus(Duration.ofHours(3)), TestNode.START.plus(Duration.ofHours(2)));
        }
    }

    @Test
    void a_memory_store_that_is_to_keep_none_keeps_none() {
        try (TestNode none = TestNode.of("none", clock, MemoryJobStore.of(clock, 0))) {
            none.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();
            none.runAfter(Duration.ofHours(1));
            assertThat(none.events(JobExecuted.class)).hasSize(1);
            assertThat(none.scheduler.history(HistoryFilter.ALL, 100)).isEmpty();
        }
    }

    @Test
    void fire_times_that_are_missed_when_they_are_looked_at_are_told_of_once_as_in_their_event() {
        first.scheduler
                .define(Mailer::tick)
                .id("job")
                .trigger(HOURLY)
                .coalesce(Coalesce.EARLIEST)
                .misfireGraceTime(Duration.ofMinutes(1))
                .add();

        first.runAfter(Duration.ofMinutes(150));

        JobMissed event = first.events(JobMissed.class).get(0);
        assertThat(history()).singleElement().satisfies(run -> {
            assertThat(run.runId()).isEqualTo(event.runId());
            assertThat(run.outcome()).isEqualTo(RunOutcome.MISSED);
            assertThat(run.scheduledTime()).isEqualTo(event.scheduledTime());
            assertThat(run.error()).contains("late by PT30M; stands for 2 fire times, the first 2026-03-02T10:00:00Z");
        });
    }

    @Test
    void a_run_that_is_missed_at_its_start_says_by_how_much() {
        first.scheduler
                .define(Mailer::tick)
                .id("job")
                .trigger(HOURLY)
                .misfireGraceTime(Duration.ofMinutes(1))
                .add();

        first.runAfter(Duration.ofMinutes(65));

        assertThat(first.events(JobMissed.class)).hasSize(1);
        assertThat(history()).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(RunOutcome.MISSED);
            assertThat(run.error()).contains("late by PT5M");
        });
    }

    @Test
    void a_retry_that_the_next_fire_time_supersedes_has_failed() {
        first.mailer.failure = new IllegalStateException("no mail today");
        first.scheduler
                .define(Mailer::tick)
                .id("job")
                .trigger(HOURLY)
                .retries(RetryPolicy.of(3).withDelay(Duration.ofHours(2)).withMaxDelay(Duration.ofHours(5)))
                .add();
        first.runAfter(Duration.ofHours(1));
        first.mailer.failure = null;

        first.runAfter(Duration.ofHours(1));

        JobFailed event = first.events(JobFailed.class).get(0);
        assertThat(history())
                .hasSize(2)
                .filteredOn(run -> run.runId().equals(event.runId()))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED);
                    assertThat(run.attempt()).isEqualTo(event.attempt());
                    assertThat(run.error()).contains(event.exception().getMessage());
                });
    }

    @Test
    void a_run_past_its_time_limit_has_timed_out() {
        first.scheduler
                .define(Mailer::tick)
                .id("job")
                .timeLimit(Duration.ofSeconds(1))
                .add();
        first.mailer.whileRunning = () -> {
            clock.advance(Duration.ofSeconds(2));
            first.scheduler.expireTimeLimits();
        };

        first.scheduler.runDue();

        assertThat(first.events(JobTimedOut.class)).hasSize(1);
        assertThat(history()).extracting(RunRecord::outcome).containsExactly(RunOutcome.TIMED_OUT);
    }

    @Test
    void runs_that_end_after_the_removal_of_their_job_are_told_of_and_those_that_wait_end_with_it() {
        first.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();
        first.executor.keep();
        first.runAfter(Duration.ofHours(1));
        UUID waiting = first.scheduler.runNow("job");

        first.scheduler.remove("job");
        assertThat(history()).singleElement().satisfies(run -> {
            assertThat(run.runId()).isEqualTo(waiting);
            assertThat(run.outcome()).isEqualTo(RunOutcome.CANCELLED);
        });
        first.executor.finish();
        first.scheduler.runDue();

        assertThat(first.events(JobExecuted.class)).hasSize(1);
        assertThat(history())
                .extracting(RunRecord::outcome)
                .containsExactlyInAnyOrder(RunOutcome.EXECUTED, RunOutcome.CANCELLED);
    }

    @Test
    void the_end_of_a_removed_job_is_neither_told_nor_kept_before_the_store_has_answered() {
        first.scheduler.define(Mailer::tick).id("gone").add();
        first.mailer.whileRunning = () -> first.scheduler.remove("gone");
        losing.beatsUnanswered(true);
        assertThatThrownBy(first.scheduler::runDue).isInstanceOf(StoreUnavailableException.class);
        assertThat(history()).isEmpty();
        losing.beatsUnanswered(false);

        first.scheduler.runDue();

        assertThat(first.events(JobExecuted.class)).hasSize(1);
        assertThat(history()).hasSize(1);
    }

    @Test
    void what_a_method_returns_is_kept_as_json_and_cut() {
        record Hidden(String to) {}
        first.scheduler.define(Mailer::report).id("job").trigger(HOURLY).add();

        assertThat(kept(() -> new Mail("a", List.of(1, 2)))).contains("{\"copies\":[1,2],\"to\":\"a\"}");
        assertThat(kept(() -> new Hidden("a"))).contains("Hidden[to=a]");
        assertThat(kept(() -> "text \"quoted\"")).contains("\"text \\\"quoted\\\"\"");
        assertThat(kept(() -> 42)).contains("42");
        CompletableFuture<List<String>> stage = CompletableFuture.completedFuture(List.of("a"));
        assertThat(kept(() -> stage)).contains("[\"a\"]");
        assertThat(kept(() -> null)).isEmpty();
        assertThat(kept(() -> Collections.nCopies(10_000_000, "long")))
                .hasValueSatisfying(text -> assertThat(text).hasSize(4_000).startsWith("[\"long\",\"long\""));
        assertThat(kept(Unwritable::new))
                .hasValueSatisfying(text -> assertThat(text).startsWith(Unwritable.class.getName()));
    }

    /** Something that JSON-B writes. */
    public record Mail(String to, List<Integer> copies) {}

    /** Something that JSON-B fails on, since it never ends. */
    public static final class Unwritable {

        public Unwritable getSelf() {
            return this;
        }
    }

    private Optional<String> kept(Supplier<Object> returned) {
        first.mailer.report = returned;
        first.runAfter(Duration.ofHours(1));
        return history().get(0).returnValue();
    }

    @Test
    void a_job_whose_retention_is_none_leaves_no_history() {
        first.scheduler
                .define(Mailer::report)
                .id("job")
                .trigger(HOURLY)
                .retention(Retention.DEFAULT.withHistoryCount(OptionalInt.of(0)))
                .add();
        first.mailer.report = () -> {
            throw new AssertionError("written although nobody reads it");
        };

        first.runAfter(Duration.ofHours(1));

        assertThat(first.events(JobFailed.class)).hasSize(1);
        assertThat(history()).isEmpty();
    }

    @Test
    void only_the_first_of_the_living_nodes_purges_and_by_what_each_job_says() {
        first.scheduler
                .define(Mailer::tick)
                .id("job")
                .trigger(HOURLY)
                .retention(Retention.DEFAULT.withHistory(2, Duration.ofDays(1)))
                .add();
        for (int i = 0; i < 4; i++) {
            first.runAfter(Duration.ofHours(1));
        }
        first.scheduler.beat();
        second.scheduler.beat();
        first.scheduler.beat();

        second.scheduler.purgeHistory();
        assertThat(history()).hasSize(4);
        first.scheduler.purgeHistory();
        assertThat(history()).hasSize(2);

        first.scheduler.remove("job");
        clock.advance(Duration.ofHours(25));
        first.scheduler.purgeHistory();
        assertThat(history()).isEmpty();
    }

    @Test
    void a_history_is_walked_over_however_long_it_is_and_that_of_one_job_read_from_the_job() {
        first.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();
        UUID asked = first.scheduler.runNow("job");
        first.scheduler.runDue();
        for (int i = 0; i < 700; i++) {
            first.runAfter(Duration.ofHours(1));
        }

        assertThat(second.scheduler.history(HistoryFilter.ALL)).hasSize(701);
        assertThat(second.scheduler.history(HistoryFilter.ALL.withJob("job").withRun(asked)))
                .singleElement()
                .satisfies(run -> assertThat(run.cause()).isEqualTo(RunCause.MANUAL));
        assertThat(second.scheduler.job("job").history(2)).isEqualTo(second.scheduler.history(HistoryFilter.ALL, 2));
        assertThat(second.scheduler.history(HistoryFilter.ALL.withStore("default"), 1))
                .hasSize(1);
        assertThatThrownBy(() -> second.scheduler.history(HistoryFilter.ALL.withStore("other"), 1))
                .isInstanceOf(UnknownStoreException.class);
    }

    private void letFirstHoldARun(DeliveryMode delivery) {
        first.scheduler
                .define(Mailer::tick)
                .id("job")
                .trigger(HOURLY)
                .delivery(delivery)
                .add();
        first.executor.keep();
        first.runAfter(Duration.ofHours(1));
        first.scheduler.beat();
        second.scheduler.beat();
    }

    private void secondBeatsFor(Duration silence) {
        for (Duration passed = Duration.ZERO; passed.compareTo(silence) < 0; passed = passed.plus(BEAT)) {
            clock.advance(BEAT);
            second.scheduler.beat();
        }
    }
}
