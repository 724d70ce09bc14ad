package dev.carillon.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.DeliveryMode;
import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long ONE = 1;
    private static final long TWO = 2;
    private static final Victim LOST = new Victim("n1", ONE, at(10), Instant.MAX);

    private final UUID run = new UUID(0, 1);
    private final List<Happening> rows = new ArrayList<>();
    private final List<RunRecord> history = new ArrayList<>();

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    private CheckerTest row(
            int second, String kind, UUID of, Instant scheduled, long fence, long process, String detail) {
        rows.add(new Happening(
                at(second), kind, "job", Optional.of(of), scheduled, fence, "n" + process, process, detail));
        return this;
    }

    private CheckerTest row(int second, String kind, long fence, long process) {
        return row(second, kind, run, at(1), fence, process, "");
    }

    private CheckerTest told(int second, String event, long process) {
        return row(second, event, run, at(1), 0, process, "n1");
    }

    private Checker check(DeliveryMode delivery, Victim... victims) {
        return new Checker(rows, List.of(new Expectation("job", delivery, List.of(at(1)))), List.of(victims), history);
    }

    private CheckerTest recorded(RunOutcome outcome, long fence, long process) {
        history.add(new RunRecord(
                run,
                "job",
                "default",
                RunCause.SCHEDULE,
                at(1),
                Optional.of(at(2)),
                at(22),
                Optional.of("n" + process),
                1,
                fence,
                outcome,
                Optional.empty(),
                Optional.empty()));
        return this;
    }

    private CheckerTest takenOver() {
        return row(2, "start", 1, ONE)
                .told(20, "JobRecovered", TWO)
                .row(21, "start", 2, TWO)
                .row(22, "end", 2, TWO)
                .told(22, "JobExecuted", TWO);
    }

    @Test
    void a_run_that_is_taken_over_from_a_lost_node_is_well() {
        takenOver();

        Checker checker = check(DeliveryMode.AT_LEAST_ONCE, LOST);

        assertThat(List.of(checker.lost(), checker.doubled(), checker.overlap()))
                .containsOnly(0);
        assertThat(checker.failover()).isEqualTo(Duration.ofSeconds(11));
        assertThat(checker.runs()).isEqualTo(1);
        assertThat(checker.findings()).isEmpty();
    }

    @Test
    void a_fire_time_without_a_finished_run_is_lost() {
        row(2, "start", 1, ONE);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE).lost()).isEqualTo(1);
        assertThat(check(DeliveryMode.AT_MOST_ONCE).lost()).isZero();
    }

    @Test
    void a_run_that_must_not_start_twice_is_lost_only_if_nobody_tells_of_it() {
        assertThat(check(DeliveryMode.AT_MOST_ONCE).lost()).isEqualTo(1);

        told(20, "JobAbandoned", TWO);

        assertThat(check(DeliveryMode.AT_MOST_ONCE).lost()).isZero();
    }

    @Test
    void a_second_start_is_a_double_where_the_node_was_not_lost() {
        takenOver();

        assertThat(check(DeliveryMode.AT_LEAST_ONCE).doubled()).isEqualTo(1);
    }

    @Test
    void a_second_start_is_a_double_where_the_lost_node_had_told_of_the_end() {
        takenOver().told(9, "JobExecuted", ONE);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).doubled()).isPositive();
    }

    @Test
    void a_second_start_is_a_double_where_it_must_not_be() {
        takenOver();

        assertThat(check(DeliveryMode.AT_MOST_ONCE, LOST).doubled()).isEqualTo(1);
    }

    @Test
    void a_second_start_is_a_double_where_nobody_tells_of_a_recovery() {
        row(2, "start", 1, ONE).row(21, "start", 2, TWO);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).doubled()).isEqualTo(1);
    }

    @Test
    void a_fence_that_does_not_rise_is_a_double() {
        row(2, "start", 2, ONE).told(20, "JobRecovered", TWO).row(21, "start", 2, TWO);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).doubled()).isEqualTo(1);
    }

    @Test
    void a_late_end_that_counts_is_a_double() {
        takenOver().told(30, "JobExecuted", ONE);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).doubled()).isPositive();
    }

    @Test
    void another_run_for_the_same_fire_time_is_a_double() {
        takenOver().row(30, "start", new UUID(0, 2), at(1), 3, TWO, "");

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).doubled()).isEqualTo(1);
    }

    @Test
    void a_run_that_nobody_asked_for_is_a_double() {
        takenOver().row(30, "start", new UUID(0, 2), at(5), 3, TWO, "");

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).doubled()).isEqualTo(1);
    }

    @Test
    void two_runs_of_one_job_at_once_overlap_unless_the_node_was_lost() {
        row(2, "start", 1, ONE)
                .row(3, "start", new UUID(0, 2), at(2), 2, TWO, "")
                .row(4, "end", 1, ONE);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE).overlap()).isEqualTo(1);
        assertThat(check(DeliveryMode.AT_LEAST_ONCE, new Victim("n1", ONE, at(2), Instant.MAX))
                        .overlap())
                .isZero();
    }

    @Test
    void a_run_of_a_lost_node_that_nobody_takes_over_is_found() {
        row(2, "start", 1, ONE);
        Checker checker = check(DeliveryMode.AT_LEAST_ONCE, LOST);

        checker.failover();

        assertThat(checker.findings()).anyMatch(finding -> finding.startsWith("nobody took over"));
    }

    @Test
    void a_run_that_was_taken_over_is_in_the_history_once_by_the_node_that_has_done_it() {
        takenOver().recorded(RunOutcome.EXECUTED, 2, TWO);

        Checker checker = check(DeliveryMode.AT_LEAST_ONCE, LOST);

        assertThat(List.of(checker.unrecorded(), checker.recordedTwice())).containsOnly(0);
    }

    @Test
    void a_run_that_the_history_does_not_tell_of_is_unrecorded() {
        row(2, "start", 1, ONE);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).unrecorded()).isEqualTo(1);
    }

    @Test
    void a_run_that_was_told_of_as_ended_well_and_is_abandoned_in_the_history_is_unrecorded() {
        takenOver().recorded(RunOutcome.ABANDONED, 2, TWO);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).unrecorded()).isEqualTo(1);
    }

    @Test
    void a_run_that_ended_well_in_the_history_and_that_nobody_has_done_is_unrecorded() {
        takenOver().recorded(RunOutcome.EXECUTED, 1, ONE);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).unrecorded()).isEqualTo(1);
    }

    @Test
    void a_run_with_two_ends_in_the_history_is_recorded_twice() {
        takenOver().recorded(RunOutcome.EXECUTED, 2, TWO).recorded(RunOutcome.ABANDONED, 1, ONE);

        assertThat(check(DeliveryMode.AT_LEAST_ONCE, LOST).recordedTwice()).isEqualTo(1);
    }

    @Test
    void a_node_that_had_nothing_to_lose_proves_nothing() {
        Checker checker = check(DeliveryMode.AT_LEAST_ONCE, LOST);

        checker.failover();

        assertThat(checker.findings()).hasSize(1);
    }
}
