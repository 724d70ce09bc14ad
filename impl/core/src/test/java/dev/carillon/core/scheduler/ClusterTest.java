package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.DeliveryMode;
import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobSkipped;
import dev.carillon.spi.JobStore;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.util.Optional;
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
    void a_node_that_is_taken_for_dead_is_told_to_interrupt_what_it_runs() {
        letFirstHoldARun(DeliveryMode.AT_LEAST_ONCE);
        secondBeatsFor(Duration.ofSeconds(15));

        first.scheduler.beat();

        assertThat(first.executor.cancelled).hasSize(1);
    }

    @Test
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
        org.assertj.core.api.Assertions.assertThatThrownBy(third.scheduler::runDue)
                .isInstanceOf(dev.carillon.StoreUnavailableException.class);

        third.scheduler.beat();
        third.scheduler.runDue();
        assertThat(third.calls()).as("seen once, it may be just under way").isEmpty();
        third.scheduler.beat();
        third.scheduler.runDue();

        assertThat(third.calls()).containsExactly("ax1");
        third.close();
    }
}
