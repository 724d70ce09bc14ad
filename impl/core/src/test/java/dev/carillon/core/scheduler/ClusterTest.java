package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.DeliveryMode;
import dev.carillon.Progress;
import dev.carillon.RetryPolicy;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobRetrying;
import dev.carillon.event.JobSkipped;
import dev.carillon.spi.JobStore;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final IntervalTrigger HOURLY =
            new IntervalTrigger(Duration.ofHours(1), Optional.of(TestNode.START), Optional.empty());

    private final VirtualClock clock = new VirtualClock(TestNode.START);
    private final JobStore shared = MemoryJobStore.shared(clock);
    private final TestNode first = TestNode.of("first", clock, shared);
    private final TestNode second = TestNode.of("second", clock, shared);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void letFirstHoldARun(DeliveryMode delivery) {
        first.scheduler
                .define(Mailer::tick)
                .id("hourly")
                .trigger(HOURLY)
                .delivery(delivery)
                .add();
        first.executor.keep();
        first.runAfter(Duration.ofHours(1));
        first.scheduler.beat();
        second.scheduler.beat();
    }

    /** The first node is silent for that long, while the second beats. */
    private void secondBeatsFor(Duration silence) {
        for (Duration passed = Duration.ZERO; passed.compareTo(silence) < 0; passed = passed.plus(BEAT)) {
            clock.advance(BEAT);
            second.scheduler.beat();
        }
    }

    @Test
    void a_run_that_one_node_has_is_not_given_to_another() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);

        second.scheduler.runDue();

        assertThat(second.calls()).isEmpty();
    }

    @Test
    @Proves({"8.13/7", "8.13/10"})
    void a_run_of_a_node_that_falls_silent_is_recovered_after_the_lease_and_not_before() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);

        secondBeatsFor(Duration.ofSeconds(10));
        second.scheduler.runDue();
        assertThat(second.calls()).isEmpty();

        secondBeatsFor(Duration.ofSeconds(5));
        second.scheduler.runDue();
        assertThat(second.calls()).containsExactly("2026-03-02T10:00:00Z");
        assertThat(second.events(JobRecovered.class)).singleElement().satisfies(recovered -> {
            assertThat(recovered.lostNode()).isEqualTo("first");
            assertThat(recovered.scheduledTime()).isEqualTo("2026-03-02T10:00:00Z");
        });
    }

    @Test
    @Proves("8.13/19")
    void a_node_that_was_taken_for_dead_changes_nothing_and_tells_nothing_and_lives_on() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        secondBeatsFor(Duration.ofSeconds(15));
        second.scheduler.runDue();

        first.executor.finish();
        first.scheduler.runDue();
        first.scheduler.beat();

        assertThat(first.events(JobExecuted.class)).as("the run is another's").isEmpty();
        assertThat(second.events(JobExecuted.class)).hasSize(1);
        assertThat(first.scheduler.job("hourly").runCount()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        second.executor.room(0);
        first.scheduler.runDue();
        first.executor.finish();
        first.scheduler.runDue();
        assertThat(first.calls()).contains("2026-03-02T11:00:00Z");
    }

    @Test
    void a_node_that_was_silent_for_a_lease_begins_nothing_that_it_had_taken_before() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        secondBeatsFor(Duration.ofSeconds(15));
        second.scheduler.runDue();

        first.executor.finish();

        assertThat(first.calls()).as("the other node has done it long ago").isEmpty();
        assertThat(second.calls()).hasSize(1);
    }

    @Test
    void nobody_is_taken_for_dead_because_the_store_was_silent() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        clock.advance(Duration.ofMinutes(1));

        second.scheduler.beat();
        clock.advance(BEAT);
        second.scheduler.beat();
        first.scheduler.beat();
        second.scheduler.beat();
        second.scheduler.runDue();

        assertThat(first.executor.cancelled).as("it lives in its epoch").isEmpty();
        assertThat(second.events(JobRecovered.class)).isEmpty();
    }

    @Test
    void what_a_silent_node_did_not_begin_starts_again_if_nobody_took_it_for_dead() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        clock.advance(Duration.ofSeconds(15));

        first.executor.finish();
        first.scheduler.beat();
        first.scheduler.runDue();
        first.scheduler.runDue();
        first.executor.finish();

        assertThat(first.calls()).containsExactly("2026-03-02T10:00:00Z");
    }

    @Test
    void a_node_that_is_taken_for_dead_is_told_to_interrupt_what_it_runs() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        secondBeatsFor(Duration.ofSeconds(15));

        first.scheduler.beat();

        assertThat(first.executor.cancelled).hasSize(1);
    }

    @Test
    @Proves("8.13/15")
    void a_run_that_may_happen_at_most_once_is_abandoned_with_its_node() {
        letFirstHoldARun(DeliveryMode.AT_MOST_ONCE);

        secondBeatsFor(Duration.ofSeconds(15));
        second.scheduler.runDue();

        assertThat(second.calls()).isEmpty();
        assertThat(second.events(JobAbandoned.class)).hasSize(1);
    }

    @Test
    void a_run_whose_arguments_were_changed_is_abandoned_rather_than_repeated_with_others() {
        first.scheduler
                .define(Mailer::send, "old", 1)
                .id("mail")
                .trigger(HOURLY)
                .add();
        first.executor.keep();
        first.runAfter(Duration.ofHours(1));
        first.scheduler.beat();
        second.scheduler.modify("mail").arguments("new", 2).apply();
        second.scheduler.beat();

        secondBeatsFor(Duration.ofSeconds(15));
        second.scheduler.runDue();

        assertThat(second.calls()).isEmpty();
        assertThat(second.events(JobAbandoned.class)).hasSize(1);
    }

    @Test
    @Proves({"8.13/17", "8.14/19"})
    void a_node_that_starts_again_under_its_id_recovers_its_runs_at_its_first_beat() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        TestNode again = TestNode.of("first", clock, shared);

        again.scheduler.beat();
        again.scheduler.runDue();

        assertThat(again.calls()).containsExactly("2026-03-02T10:00:00Z");
        again.close();
    }

    @Test
    void a_run_is_cancelled_from_another_node_with_the_next_beat_of_its_own() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);

        assertThat(second.scheduler.cancel("hourly")).isEqualTo(1);
        assertThat(first.executor.cancelled).isEmpty();
        clock.advance(BEAT);
        first.scheduler.beat();

        assertThat(first.executor.cancelled).hasSize(1);
    }

    @Test
    void a_run_that_waits_is_cancelled_at_once_with_an_event() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        second.scheduler.runNow("hourly");

        second.scheduler.cancel("hourly");
        second.scheduler.runDue();

        assertThat(second.events(JobCancelled.class)).hasSize(1);
        assertThat(second.scheduler.job("hourly").running()).hasSize(1);
    }

    @Test
    @Proves("8.13/11")
    void the_limit_of_instances_holds_across_nodes() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        clock.advance(Duration.ofHours(1));

        second.scheduler.runDue();

        assertThat(second.calls()).isEmpty();
        assertThat(second.events(JobSkipped.class)).hasSize(1);
    }

    @Test
    void a_node_that_ends_hands_back_what_had_not_begun_and_another_takes_it_at_once() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);

        first.scheduler.shutdownNow();
        second.scheduler.beat();
        second.scheduler.runDue();

        assertThat(second.calls()).containsExactly("2026-03-02T10:00:00Z");
    }

    @Test
    void a_run_whose_claim_was_never_answered_is_found_and_handed_back() {
        LosingStore losing = new LosingStore(shared);
        TestNode third = TestNode.of("third", clock, losing);
        third.scheduler.define(Mailer::send, "a", 1).id("mail").trigger(HOURLY).add();
        losing.loseNextClaim();
        clock.advance(Duration.ofHours(1));
        assertThatThrownBy(third.scheduler::runDue).isInstanceOf(StoreUnavailableException.class);

        third.scheduler.beat();
        third.scheduler.runDue();
        assertThat(third.calls()).as("seen once, it may be just under way").isEmpty();
        third.scheduler.beat();
        third.scheduler.runDue();

        assertThat(third.calls()).containsExactly("ax1");
        third.close();
    }

    @Test
    void a_run_that_was_claimed_in_a_life_that_had_ended_is_not_cancelled_but_starts_again() {
        second.executor.room(0);
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        secondBeatsFor(Duration.ofSeconds(15));
        first.scheduler.runDue();
        first.scheduler.beat();

        first.executor.finish();
        first.executor.finish();
        first.scheduler.runDue();
        assertThat(first.calls())
                .as("it learnt in time that it was taken for dead")
                .isEmpty();
        first.scheduler.runDue();
        first.executor.finish();
        first.scheduler.runDue();

        assertThat(first.calls()).containsExactly("2026-03-02T10:00:00Z");
        assertThat(first.events(JobCancelled.class)).isEmpty();
        assertThat(first.events(JobExecuted.class)).hasSize(1);
    }

    @Test
    void a_node_that_holds_a_run_again_in_another_life_does_not_forget_it_when_the_first_one_ends() {
        second.executor.room(0);
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        secondBeatsFor(Duration.ofSeconds(15));
        first.scheduler.beat();
        first.scheduler.runDue();

        first.executor.finish();
        first.scheduler.runDue();
        first.scheduler.beat();
        first.scheduler.beat();
        second.executor.room(100);
        second.scheduler.runDue();

        assertThat(second.calls()).as("the first node has the run").isEmpty();
    }

    @Test
    void a_claim_that_is_answered_late_is_not_handed_back_meanwhile() {
        LosingStore slow = new LosingStore(shared);
        TestNode third = TestNode.of("third", clock, slow);
        third.scheduler.define(Mailer::send, "a", 1).id("mail").trigger(HOURLY).add();
        clock.advance(Duration.ofHours(1));
        slow.duringNextClaim(() -> {
            third.scheduler.beat();
            third.scheduler.beat();
        });

        third.scheduler.runDue();
        second.scheduler.runDue();
        third.scheduler.runDue();

        assertThat(third.calls()).containsExactly("ax1");
        assertThat(second.calls()).isEmpty();
        third.close();
    }

    @Test
    void a_run_that_fails_after_another_node_has_cancelled_it_ends_and_is_not_said_to_be_tried_again() {
        first.scheduler
                .define(Mailer::tick)
                .id("hourly")
                .trigger(HOURLY)
                .retries(RetryPolicy.of(3))
                .add();
        first.mailer.whileRunning = () -> {
            second.scheduler.cancel("hourly");
            throw new IllegalStateException("no");
        };

        first.runAfter(Duration.ofHours(1));

        assertThat(first.events(JobRetrying.class)).isEmpty();
        assertThat(first.events(JobFailed.class)).hasSize(1);
        assertThat(first.scheduler.job("hourly").running()).isEmpty();
    }

    @Test
    void an_end_whose_answer_was_lost_is_not_taken_for_the_end_of_the_next_attempt() {
        LosingStore losing = new LosingStore(shared);
        TestNode third = TestNode.of("third", clock, losing);
        third.scheduler
                .define(Mailer::send, "a", 1)
                .id("mail")
                .trigger(HOURLY)
                .retries(RetryPolicy.of(1).withDelay(Duration.ZERO))
                .add();
        third.mailer.failure = new IllegalStateException("no");
        clock.advance(Duration.ofHours(1));
        losing.loseNextReplace();
        assertThatThrownBy(third.scheduler::runDue).isInstanceOf(StoreUnavailableException.class);
        third.mailer.failure = null;

        third.scheduler.runDue();
        third.scheduler.runDue();

        assertThat(third.calls()).hasSize(2);
        assertThat(third.events(JobRetrying.class)).hasSize(1);
        assertThat(third.events(JobFailed.class)).isEmpty();
        assertThat(third.events(JobExecuted.class))
                .extracting(JobExecuted::attempt)
                .containsExactly(2);
        third.close();
    }

    @Test
    void the_end_of_a_run_that_another_node_has_cancelled_is_told_though_the_answer_was_lost() {
        LosingStore losing = new LosingStore(shared);
        TestNode third = TestNode.of("third", clock, losing);
        third.scheduler
                .define(Mailer::tick)
                .id("hourly")
                .trigger(HOURLY)
                .retries(RetryPolicy.of(3))
                .add();
        third.mailer.whileRunning = () -> {
            second.scheduler.cancel("hourly");
            throw new IllegalStateException("no");
        };
        clock.advance(Duration.ofHours(1));
        losing.loseNextReplace();
        assertThatThrownBy(third.scheduler::runDue).isInstanceOf(StoreUnavailableException.class);
        losing.loseNextReplace();
        assertThatThrownBy(third.scheduler::runDue).isInstanceOf(StoreUnavailableException.class);

        third.scheduler.runDue();

        assertThat(third.events(JobFailed.class)).hasSize(1);
        assertThat(third.events(JobRetrying.class)).isEmpty();
        third.close();
    }

    @Test
    void the_end_of_a_removed_job_is_told_once_the_store_has_said_that_the_node_lives() {
        LosingStore losing = new LosingStore(shared);
        TestNode third = TestNode.of("third", clock, losing);
        third.scheduler.define(Mailer::tick).id("gone").add();
        third.mailer.whileRunning = () -> third.scheduler.remove("gone");
        losing.beatsUnanswered(true);
        assertThatThrownBy(third.scheduler::runDue).isInstanceOf(StoreUnavailableException.class);
        assertThat(third.events(JobExecuted.class)).isEmpty();
        losing.beatsUnanswered(false);

        third.scheduler.runDue();

        assertThat(third.events(JobExecuted.class)).hasSize(1);
        third.close();
    }

    @Test
    void how_far_a_run_has_come_is_seen_on_its_node_at_once_and_on_others_after_a_beat_and_no_longer_than_it_runs() {
        first.mailer.running = run -> {
            assertThat(first.scheduler.progress("job")).isEmpty();
            run.progress(3, 10, "three");
            assertThat(first.scheduler.job("job").progress()).containsOnlyKeys(run.runId());
            assertThat(second.scheduler.progress("job")).isEmpty();
            first.scheduler.beat();
            Progress told = second.scheduler.progress("job").values().iterator().next();
            assertThat(told).isEqualTo(new Progress(3, 10, "three", clock.instant()));
            assertThatThrownBy(() -> run.progress(11, 10, "too much"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("11 of 10");
        };
        first.scheduler.define(Mailer::tick).id("job").trigger(HOURLY).add();

        first.runAfter(Duration.ofHours(1));
        first.scheduler.beat();

        assertThat(first.events(JobExecuted.class)).hasSize(1);
        assertThat(second.scheduler.progress("job")).isEmpty();
        assertThat(shared.progress(Set.of(first.events(JobExecuted.class).get(0).runId())))
                .isEmpty();
    }
}
