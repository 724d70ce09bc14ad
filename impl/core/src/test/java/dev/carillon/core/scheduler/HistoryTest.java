package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.DeliveryMode;
import dev.carillon.HistoryFilter;
import dev.carillon.RetryPolicy;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.spi.JobStore;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
            assertThat(run.startedAt()).isEqualTo(event.startedAt());
            assertThat(run.duration()).isEqualTo(Duration.ofSeconds(3));
            assertThat(run.node()).isEqualTo("first");
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
            assertThat(run.error()).contains("no mail today");
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
            assertThat(run.node()).isEqualTo("first");
            assertThat(run.error()).contains("its node died");
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
