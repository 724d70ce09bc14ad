package dev.carillon.spi;

import static dev.carillon.spi.JobText.NODE;
import static dev.carillon.spi.JobText.at;
import static dev.carillon.spi.JobText.definition;
import static dev.carillon.spi.JobText.job;
import static dev.carillon.spi.JobText.policy;
import static dev.carillon.spi.JobText.run;
import static dev.carillon.spi.JobText.runs;
import static dev.carillon.spi.JobText.text;
import static dev.carillon.spi.JobText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobState;
import dev.carillon.RunCause;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cell of the state machine that the README of the engine writes down. */
class JobRecordTest {

    private static final Instant NOON = at("12:00");
    private static final NodeEpoch OTHER = new NodeEpoch("n2", 1);
    private static final Trigger ONCE = new DateTrigger(at("12:00"));
    private static final Trigger HOURLY =
            new IntervalTrigger(Duration.ofHours(1), Optional.of(at("00:00")), Optional.empty());

    private static JobRecord stored(Trigger trigger, String policy) {
        return JobRecord.create(
                "job", definition(Optional.of(trigger), policy(policy)), at("11:30"), Optional.empty(), false);
    }

    private static JobRecord claimed(JobRecord job, Instant now) {
        return claimed(job, NODE, now);
    }

    private static JobRecord claimed(JobRecord job, NodeEpoch holder, Instant now) {
        return job.after(RunPlan.of(job, now, now, UUID::randomUUID), holder, now);
    }

    private static Run only(JobRecord job) {
        assertThat(job.runs()).hasSize(1);
        return job.runs().get(0);
    }

    private static RunEnd end(Run run, RunEnd.Kind kind) {
        return new RunEnd(run.id(), kind, "boom", at("12:05"), at("12:10"));
    }

    private static String text(Run run) {
        String where = run.state() instanceof RunState.Waiting waiting
                ? "waiting " + JobText.text(waiting.notBefore())
                : "held";
        return where + " " + run.cause() + " " + run.attempt() + (run.cancelRequested() ? " cancel" : "");
    }

    private static String text(Optional<Instant> time) {
        return time.map(JobText::text).orElse("-");
    }

    @ParameterizedTest(name = "{0}, cancel asked {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SUCCEEDED   | false | gone                           | 0 | -    | 12:00 | 12:00 | IDLE
            SUCCEEDED   | true  | gone                           | 0 | -    | 12:00 | 12:00 | IDLE
            FAILED      | false | gone                           | 1 | boom | 12:00 | -     | FAILED
            FAILED      | true  | gone                           | 1 | boom | 12:00 | -     | FAILED
            RETRYING    | false | waiting 12:10 RETRY 2          | 0 | boom | -     | -     | SCHEDULED
            RETRYING    | true  | gone                           | 1 | boom | 12:00 | -     | FAILED
            MISSED      | false | gone                           | 0 | -    | 12:00 | -     | IDLE
            MISSED      | true  | gone                           | 0 | -    | 12:00 | -     | IDLE
            CANCELLED   | false | gone                           | 0 | -    | 12:00 | -     | IDLE
            CANCELLED   | true  | gone                           | 0 | -    | 12:00 | -     | IDLE
            HANDED_BACK | false | waiting 12:00 SCHEDULE 1       | 0 | -    | -     | -     | SCHEDULED
            HANDED_BACK | true  | waiting 12:00 SCHEDULE 1 cancel| 0 | -    | -     | -     | SCHEDULED
            INTERRUPTED | false | waiting 12:05 RECOVERY 1       | 0 | -    | -     | -     | SCHEDULED
            INTERRUPTED | true  | waiting 12:05 RECOVERY 1 cancel| 0 | -    | -     | -     | SCHEDULED
            """)
    @Proves("8.13/9")
    void a_held_run_ends(
            RunEnd.Kind kind,
            boolean cancel,
            String run,
            int failures,
            String error,
            String lastRun,
            String lastSuccess,
            JobState state) {
        JobRecord held = claimed(stored(ONCE, "LATEST"), NOON);
        if (cancel) {
            held = held.withCancelRequest(only(held).id());
        }

        JobRecord after = held.ended(end(only(held), kind), NODE).orElseThrow();

        assertThat(after.runs().stream().map(JobRecordTest::text).findFirst().orElse("gone"))
                .isEqualTo(run);
        assertThat(after.schedule().results().failures()).isEqualTo(failures);
        assertThat(after.schedule().results().error().orElse("-")).isEqualTo(error);
        assertThat(text(after.schedule().results().lastRun())).isEqualTo(lastRun);
        assertThat(text(after.schedule().results().lastSuccess())).isEqualTo(lastSuccess);
        assertThat(after.state()).isEqualTo(state);
        assertThat(after.isFinished()).isEqualTo(state == JobState.IDLE);
        assertThat(after.version()).isEqualTo(held.version());
        assertThat(after.schedule().fence()).isEqualTo(held.schedule().fence());
        if (!run.equals("gone")) {
            assertThat(only(after).id()).isEqualTo(only(held).id());
            assertThat(only(after).scheduledTime()).isEqualTo(NOON);
            assertThat(only(after).suspicion()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_end_of_a_run_that_is_not_held_under_that_epoch_changes_nothing(RunEnd.Kind kind) {
        JobRecord held = claimed(stored(ONCE, "LATEST"), NOON);
        RunEnd end = end(only(held), kind);
        JobRecord takenOver = held.takenOver(node -> false, NOON).orElseThrow().job();
        JobRecord claimedAgain = claimed(takenOver, OTHER, at("12:30"));
        JobRecord addedAgain = claimed(stored(ONCE, "LATEST"), NOON);

        assertThat(held.ended(end, OTHER)).isEmpty();
        assertThat(held.ended(end, new NodeEpoch("n1", 2))).isEmpty();
        assertThat(takenOver.ended(end, NODE)).isEmpty();
        assertThat(claimedAgain.ended(end, NODE)).isEmpty();
        assertThat(claimedAgain.ended(end, OTHER)).isPresent();
        assertThat(addedAgain.ended(end, NODE)).isEmpty();
        JobRecord ended =
                held.ended(end(only(held), RunEnd.Kind.SUCCEEDED), NODE).orElseThrow();
        assertThat(ended.ended(end, NODE)).isEmpty();
    }

    @Test
    void a_success_ends_a_row_of_failures_and_nothing_else_does() {
        JobRecord job = stored(HOURLY, "LATEST");
        List<String> rows = new ArrayList<>();
        Instant now = NOON;
        for (RunEnd.Kind kind : List.of(
                RunEnd.Kind.FAILED,
                RunEnd.Kind.FAILED,
                RunEnd.Kind.CANCELLED,
                RunEnd.Kind.MISSED,
                RunEnd.Kind.SUCCEEDED,
                RunEnd.Kind.FAILED)) {
            JobRecord held = claimed(job, now);
            job = held.ended(end(only(held), kind), NODE).orElseThrow();
            rows.add(job.schedule().results().failures() + " "
                    + text(job.schedule().results().lastSuccess()) + " " + job.state());
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(rows)
                .containsExactly(
                        "1 - SCHEDULED",
                        "2 - SCHEDULED",
                        "2 - SCHEDULED",
                        "2 - SCHEDULED",
                        "0 16:00 SCHEDULED",
                        "1 16:00 SCHEDULED");
        assertThat(job.schedule().runCount()).isEqualTo(6);
    }

    static Stream<Arguments> happenings() {
        return Stream.of(
                happening("modify", job -> job.redefined(job.definition().withName("other"), NOON)),
                happening(
                        "modify arguments",
                        job -> job.redefined(job.definition().withArguments("[1]"), NOON)),
                happening(
                        "reschedule",
                        job -> job.redefined(
                                job.definition().withTrigger(Optional.of(new DateTrigger(at("18:00")))), NOON)),
                happening("replace", job -> job.replacedBy(stored(HOURLY, "LATEST max=3"), NOON)),
                happening("pause", JobRecord::paused),
                happening("resume", job -> job.paused().resumed(NOON)),
                happening("resume with backlog", job -> job.paused().resumedWithBacklog()),
                happening("run now", job -> job.withManualRun(UUID.randomUUID(), NOON)),
                happening("move", job -> job.withNextFireTime(at("13:30"))),
                happening("set aside", job -> job.setAside("broken", NOON)),
                happening("put back", job -> job.setAside("broken", NOON).putBack()),
                happening(
                        "cancel of it",
                        job -> job.withCancelRequest(job.runs().get(0).id())),
                happening("cancel of another", job -> job.withCancelRequest(UUID.randomUUID())));
    }

    private static Arguments happening(String name, UnaryOperator<JobRecord> change) {
        return Arguments.of(Named.of(name, change));
    }

    @ParameterizedTest
    @MethodSource("happenings")
    void whatever_users_do_leaves_a_held_run_to_its_node(UnaryOperator<JobRecord> change) {
        JobRecord held = claimed(stored(HOURLY, "LATEST"), NOON);
        Run run = only(held);

        JobRecord changed = change.apply(held);

        Run kept = changed.run(run.id()).orElseThrow();
        assertThat(kept.state()).isEqualTo(run.state());
        assertThat(kept.fence()).isEqualTo(run.fence());
        assertThat(kept.revision()).isEqualTo(run.revision());
        assertThat(changed.version()).isEqualTo(held.version());
        assertThat(changed.schedule().fence()).isEqualTo(held.schedule().fence());
        JobRecord ended = changed.ended(end(run, RunEnd.Kind.SUCCEEDED), NODE).orElseThrow();
        assertThat(ended.run(run.id())).isEmpty();
        assertThat(ended.schedule().results().lastSuccess()).contains(NOON);
    }

    @ParameterizedTest(name = "{0}, call changed {1}, cancel asked {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST              | false | false | recovered | waiting 12:20 RECOVERY 1 | 0 | SCHEDULED
            LATEST              | true  | false | abandoned | gone                     | 1 | FAILED
            LATEST              | false | true  | abandoned | gone                     | 0 | IDLE
            LATEST              | true  | true  | abandoned | gone                     | 0 | IDLE
            LATEST AT_MOST_ONCE | false | false | abandoned | gone                     | 1 | FAILED
            LATEST AT_MOST_ONCE | true  | false | abandoned | gone                     | 1 | FAILED
            LATEST AT_MOST_ONCE | false | true  | abandoned | gone                     | 0 | IDLE
            """)
    void a_run_whose_node_died_is_recovered_or_abandoned(
            String policy, boolean changed, boolean cancel, String fate, String run, int failures, JobState state) {
        JobRecord held = claimed(stored(ONCE, policy), NOON);
        Run lost = only(held);
        if (changed) {
            held = held.redefined(held.definition().withArguments("[1]"), NOON);
        }
        if (cancel) {
            held = held.withCancelRequest(lost.id());
        }

        Takeover takeover =
                held.takenOver(node -> !node.equals(NODE), at("12:20")).orElseThrow();

        assertThat(takeover.recovered()).hasSize(fate.equals("recovered") ? 1 : 0);
        assertThat(takeover.abandoned()).hasSize(fate.equals("abandoned") ? 1 : 0);
        JobRecord after = takeover.job();
        assertThat(after.runs().stream().map(JobRecordTest::text).findFirst().orElse("gone"))
                .isEqualTo(run);
        after.run(lost.id()).ifPresent(again -> assertThat(again.suspicion()).isEqualTo(1));
        assertThat(after.schedule().results().failures()).isEqualTo(failures);
        assertThat(after.state()).isEqualTo(state);
        assertThat(after.isFinished()).isEqualTo(state == JobState.IDLE);
        assertThat(held.takenOver(node -> true, NOON)).isEmpty();
    }

    @Test
    void a_fire_time_that_was_claimed_ahead_is_not_given_a_second_run_by_another_trigger() {
        Instant shortlyBefore = NOON.minusMillis(300);
        JobRecord hourly = stored(HOURLY, "LATEST");
        JobRecord ahead = hourly.after(RunPlan.of(hourly, shortlyBefore, NOON, UUID::randomUUID), NODE, shortlyBefore);
        Trigger halfHourly = new IntervalTrigger(Duration.ofMinutes(30), Optional.of(at("00:00")), Optional.empty());

        JobRecord changed =
                ahead.redefined(ahead.definition().withTrigger(Optional.of(halfHourly)), NOON.minusMillis(200));

        assertThat(only(ahead).scheduledTime()).isEqualTo(NOON);
        assertThat(changed.schedule().nextFireTime()).contains(at("12:30"));
    }

    @Test
    void a_change_that_leaves_the_call_alone_does_not_hinder_a_recovery() {
        JobRecord held = claimed(stored(HOURLY, "LATEST"), NOON);
        JobRecord changed = held.redefined(held.definition().withName("other"), NOON);

        assertThat(changed.takenOver(node -> false, NOON).orElseThrow().recovered())
                .hasSize(1);
    }

    @Test
    void a_run_that_was_claimed_after_a_change_of_the_call_is_recovered() {
        JobRecord waiting = stored(HOURLY, "LATEST").withManualRun(UUID.randomUUID(), at("11:40"));
        JobRecord changed = waiting.redefined(waiting.definition().withArguments("[1]"), at("11:41"));
        JobRecord held = claimed(changed, at("11:42"));

        assertThat(only(held).revision()).isEqualTo(2);
        assertThat(held.takenOver(node -> false, NOON).orElseThrow().recovered())
                .hasSize(1);
    }

    @Test
    void a_run_that_was_claimed_ahead_is_recovered_not_before_its_time() {
        JobRecord job = stored(HOURLY, "LATEST");
        Instant before = NOON.minusMillis(400);
        JobRecord held = job.after(RunPlan.of(job, before, NOON, UUID::randomUUID), NODE, before);

        JobRecord recovered =
                held.takenOver(node -> false, before).orElseThrow().job();

        assertThat(text(only(recovered))).isEqualTo("waiting 12:00 RECOVERY 1");
        assertThat(recovered.wakeUp()).contains(NOON);
    }

    @Test
    void only_the_runs_of_dead_nodes_are_taken_over() {
        JobRecord job = job(HOURLY, policy("ALL max=9"), "11:00");
        JobRecord both = claimed(claimed(job, NODE, at("11:00")), OTHER, NOON);

        Takeover takeover = both.takenOver(OTHER::equals, at("12:20")).orElseThrow();

        assertThat(takeover.recovered()).extracting(Run::scheduledTime).containsExactly(at("11:00"));
        assertThat(takeover.job().heldRuns()).isEqualTo(1);
        assertThat(takeover.job().runs()).extracting(Run::scheduledTime).containsExactly(at("11:00"), NOON);
    }

    @Test
    void cancelling_ends_what_waits_at_once_and_asks_what_is_held() {
        JobRecord job = with(job(HOURLY, policy("LATEST max=9"), "13:00"), runs("held manual@11:00"));
        UUID held = job.runs().get(0).id();
        UUID waiting = job.runs().get(1).id();

        assertThat(job.withCancelRequest(waiting).runs()).extracting(Run::id).containsExactly(held);
        JobRecord asked = job.withCancelRequest(held);
        assertThat(asked.run(held).orElseThrow().cancelRequested()).isTrue();
        assertThat(asked.run(waiting).orElseThrow().cancelRequested()).isFalse();
        assertThat(job.withCancelRequest(UUID.randomUUID())).isSameAs(job);
    }

    @Test
    void cancelling_the_last_waiting_run_of_a_job_without_fire_times_finishes_it() {
        JobRecord held = claimed(stored(ONCE, "LATEST"), NOON);
        JobRecord waiting =
                held.ended(end(only(held), RunEnd.Kind.RETRYING), NODE).orElseThrow();

        assertThat(waiting.isFinished()).isFalse();
        assertThat(waiting.withCancelRequest(only(waiting).id()).isFinished()).isTrue();
    }

    @ParameterizedTest(name = "{0}, {1}, runs {2}, next {3}: {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST              | -      | -                  | 13:00 | 13:00
            LATEST              | -      | retry@12:30        | 13:00 | 12:30
            LATEST              | -      | retry@13:30        | 13:00 | 13:00
            LATEST              | -      | manual@12:40 retry@12:30 | 13:00 | 12:30
            LATEST              | -      | held               | 13:00 | 13:00
            LATEST              | -      | held retry@12:30   | 13:00 | 13:00
            LATEST QUEUE        | -      | -                  | 13:00 | 13:00
            LATEST QUEUE        | -      | retry@12:30        | 13:00 | 12:30
            LATEST QUEUE        | -      | held               | 13:00 | -
            LATEST QUEUE        | -      | held retry@12:30   | 13:00 | -
            LATEST QUEUE max=2  | -      | held               | 13:00 | 13:00
            LATEST QUEUE max=2  | -      | held retry@12:30   | 13:00 | 12:30
            LATEST              | paused | -                  | 13:00 | -
            LATEST              | paused | retry@12:30        | 13:00 | 12:30
            LATEST              | paused | held               | 13:00 | -
            LATEST              | paused | held retry@12:30   | 13:00 | -
            LATEST max=2        | paused | held retry@13:30   | 13:00 | 13:30
            LATEST QUEUE        | paused | -                  | 13:00 | -
            LATEST QUEUE        | paused | manual@12:30       | 13:00 | 12:30
            LATEST QUEUE        | paused | held manual@12:30  | 13:00 | -
            LATEST              | aside  | -                  | 13:00 | -
            LATEST              | aside  | retry@12:30        | 13:00 | -
            LATEST QUEUE        | aside  | held retry@12:30   | 13:00 | -
            LATEST              | paused aside | retry@12:30  | 13:00 | -
            LATEST              | -      | 100*recovery@14:00 | 13:00 | 13:00
            LATEST QUEUE        | -      | 100*recovery@14:00 | 13:00 | 14:00
            LATEST QUEUE        | -      | 99*recovery@14:00  | 13:00 | 13:00
            LATEST QUEUE        | -      | 100*retry@14:00    | 13:00 | 13:00
            EARLIEST QUEUE      | -      | 100*retry@14:00    | 13:00 | 14:00
            """)
    @Proves("8.13/19")
    void a_job_is_looked_at_when_something_can_be_done(
            String policy, String flags, String runs, String next, String expected) {
        JobRecord job = with(job(HOURLY, policy(policy), next), runs(runs));
        if (flags.contains("paused")) {
            job = job.paused();
        }
        if (flags.contains("aside")) {
            job = job.setAside("broken", NOON);
        }
        assertThat(text(job.wakeUp())).isEqualTo(expected);
    }

    @Test
    void a_job_with_jitter_is_looked_at_at_its_due_time() {
        JobRecord job = job(HOURLY, policy("LATEST jitter=PT30M"), "13:00");
        assertThat(job.wakeUp()).contains(job.dueTime(at("13:00"))).isNotEqualTo(Optional.of(at("13:00")));
    }

    @Test
    void a_job_without_fire_time_and_runs_needs_no_look() {
        assertThat(with(claimed(stored(ONCE, "LATEST"), NOON), List.of()).wakeUp())
                .isEmpty();
    }

    @Test
    @Proves({"8.2/11", "8.14/4"})
    void a_paused_job_can_be_run_now_and_stays_paused_with_its_fire_time() {
        JobRecord paused = stored(HOURLY, "LATEST").paused();

        JobRecord asked = paused.withManualRun(UUID.randomUUID(), at("11:50"));

        assertThat(asked.wakeUp()).contains(at("11:50"));
        JobRecord held = claimed(asked, at("11:50"));
        assertThat(only(held).cause()).isEqualTo(RunCause.MANUAL);
        assertThat(held.schedule().nextFireTime()).contains(NOON);
        assertThat(held.state()).isEqualTo(JobState.PAUSED);
        assertThat(held.schedule().runCount()).isZero();
    }

    @Test
    void a_hundred_runs_can_wait_and_no_manual_one_beyond() {
        JobRecord job = with(stored(HOURLY, "LATEST"), runs("held 99*retry@12:30"));

        JobRecord full = job.withManualRun(UUID.randomUUID(), NOON);

        assertThat(full.runs()).hasSize(101);
        assertThatThrownBy(() -> full.withManualRun(UUID.randomUUID(), NOON))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("100 runs waiting");
    }

    @ParameterizedTest(name = "next {0}, now {1}: {2}")
    @CsvSource({
        "13:00, 12:30, 13:00",
        "13:00, 12:59:59, 13:00",
        "13:00, 13:00, 14:00",
        "13:00, 16:30, 17:00",
        "13:00, 16:00, 17:00"
    })
    void a_resumed_job_goes_on_from_now(String next, String now, String expected) {
        JobRecord resumed = job(HOURLY, policy("LATEST"), next).paused().resumed(at(now));

        assertThat(resumed.schedule().paused()).isFalse();
        assertThat(text(resumed.schedule().nextFireTime())).isEqualTo(expected);
        assertThat(text(resumed.wakeUp())).isEqualTo(expected);
    }

    @Test
    void a_job_that_is_resumed_with_its_backlog_catches_up() {
        JobRecord resumed = job(HOURLY, policy("ALL max=9"), "10:00").paused().resumedWithBacklog();
        assertThat(JobText.text(RunPlan.of(resumed, NOON, NOON, UUID::randomUUID)))
                .isEqualTo("start 10:00, 11:00, 12:00; next 13:00");
    }

    @Test
    void resuming_a_job_that_is_not_paused_takes_nothing_from_it() {
        JobRecord due = job(HOURLY, policy("LATEST"), "11:00");
        assertThat(due.resumed(NOON)).isSameAs(due);
    }

    @Test
    @Proves("8.10/18")
    void the_only_fire_time_of_a_job_is_not_forgotten_when_it_is_resumed() {
        JobRecord resumed = stored(ONCE, "LATEST").paused().resumed(at("15:00"));
        assertThat(resumed.wakeUp()).contains(NOON);
    }

    @Test
    void a_fire_time_whose_due_time_has_not_come_is_not_forgotten_when_the_job_is_resumed() {
        JobRecord job = job(HOURLY, policy("LATEST jitter=PT59M"), "12:00");
        Instant due = job.dueTime(NOON);

        assertThat(job.paused().resumed(due.minusNanos(1_000)).schedule().nextFireTime())
                .contains(NOON);
        assertThat(job.paused().resumed(due).schedule().nextFireTime()).contains(at("13:00"));
        assertThat(job(HOURLY, policy("LATEST jitter=PT59M"), "09:00")
                        .paused()
                        .resumed(due.minusNanos(1_000))
                        .schedule()
                        .nextFireTime())
                .contains(NOON);
    }

    @Test
    void a_job_that_was_set_aside_is_brought_back_by_whoever_looks_after_it() {
        JobRecord aside = job(HOURLY, policy("LATEST"), "10:00").setAside("broken", NOON);
        assertThat(aside.state()).isEqualTo(JobState.SET_ASIDE);
        assertThat(aside.schedule().setAside()).contains(new SetAside("broken", NOON));

        assertThat(aside.putBack().state()).isEqualTo(JobState.SCHEDULED);
        assertThat(aside.resumed(NOON).state()).isEqualTo(JobState.SCHEDULED);
        assertThat(aside.resumed(NOON).wakeUp()).contains(at("13:00"));
        assertThat(aside.redefined(aside.definition().withName("x"), NOON).state())
                .isEqualTo(JobState.SCHEDULED);
        assertThat(aside.redefined(aside.definition().withTrigger(Optional.of(ONCE)), at("11:59"))
                        .state())
                .isEqualTo(JobState.SCHEDULED);
        assertThat(aside.replacedBy(stored(HOURLY, "LATEST"), NOON).state()).isEqualTo(JobState.SCHEDULED);
        assertThat(aside.paused().putBack().state()).isEqualTo(JobState.PAUSED);
    }

    private static JobRecord inState(JobState state) {
        JobRecord scheduled = stored(ONCE, "LATEST");
        JobRecord held = claimed(scheduled, NOON);
        return switch (state) {
            case SCHEDULED -> scheduled;
            case PAUSED -> scheduled.paused();
            case FAILED -> held.ended(end(only(held), RunEnd.Kind.FAILED), NODE).orElseThrow();
            case IDLE ->
                held.ended(end(only(held), RunEnd.Kind.SUCCEEDED), NODE).orElseThrow();
            case SET_ASIDE -> scheduled.setAside("broken", NOON);
        };
    }

    private static JobRecord happens(String what, JobRecord job) {
        return switch (what) {
            case "modify" -> job.redefined(job.definition().withName("x"), at("11:45"));
            case "reschedule" -> job.redefined(job.definition().withTrigger(Optional.of(HOURLY)), at("11:45"));
            case "replace" -> job.replacedBy(stored(ONCE, "LATEST max=2"), at("11:45"));
            case "replace, other trigger" -> job.replacedBy(stored(HOURLY, "LATEST"), at("11:45"));
            case "replace by a paused one" ->
                job.replacedBy(stored(ONCE, "LATEST").paused(), at("11:45"));
            case "pause" -> job.paused();
            case "resume" -> job.resumed(at("11:45"));
            case "resume with backlog" -> job.resumedWithBacklog();
            case "run now" -> job.withManualRun(UUID.randomUUID(), at("11:45"));
            case "set aside" -> job.setAside("again", at("11:45"));
            case "put back" -> job.putBack();
            case "retry" -> job.retried(UUID.randomUUID(), at("11:45"));
            default -> throw new IllegalArgumentException(what);
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            modify                  | SCHEDULED | PAUSED    | FAILED    | IDLE      | SCHEDULED
            reschedule              | SCHEDULED | PAUSED    | SCHEDULED | SCHEDULED | SCHEDULED
            replace                 | SCHEDULED | PAUSED    | SCHEDULED | SCHEDULED | SCHEDULED
            replace, other trigger  | SCHEDULED | PAUSED    | SCHEDULED | SCHEDULED | SCHEDULED
            replace by a paused one | PAUSED    | PAUSED    | PAUSED    | PAUSED    | PAUSED
            pause                   | PAUSED    | PAUSED    | PAUSED    | PAUSED    | SET_ASIDE
            resume                  | SCHEDULED | SCHEDULED | FAILED    | IDLE      | SCHEDULED
            resume with backlog     | SCHEDULED | SCHEDULED | FAILED    | IDLE      | SCHEDULED
            run now                 | SCHEDULED | PAUSED    | SCHEDULED | SCHEDULED | refused
            set aside               | SET_ASIDE | SET_ASIDE | SET_ASIDE | SET_ASIDE | SET_ASIDE
            put back                | SCHEDULED | PAUSED    | FAILED    | IDLE      | SCHEDULED
            retry                   | refused   | refused   | SCHEDULED | refused   | refused
            """)
    void what_users_do_leads_from_state_to_state(
            String what, String scheduled, String paused, String failed, String idle, String setAside) {
        List<String> outcomes = new ArrayList<>();
        for (JobState state : JobState.values()) {
            assertThat(inState(state).state()).isEqualTo(state);
            try {
                outcomes.add(state + " " + happens(what, inState(state)).state());
            } catch (JobDefinitionException refused) {
                outcomes.add(state + " refused");
            }
        }
        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        "SCHEDULED " + scheduled,
                        "PAUSED " + paused,
                        "FAILED " + failed,
                        "IDLE " + idle,
                        "SET_ASIDE " + setAside);
    }

    @Test
    void an_equal_trigger_keeps_the_place_and_another_one_begins_from_now() {
        JobRecord job = job(HOURLY, policy("LATEST"), "10:00").paused();

        JobRecord renamed = job.redefined(job.definition().withName("x"), NOON);
        assertThat(renamed.schedule()).isEqualTo(job.schedule());
        assertThat(renamed.definition().revision()).isEqualTo(2);
        assertThat(renamed.definition().callRevision()).isEqualTo(1);

        Trigger unanchored = new IntervalTrigger(Duration.ofMinutes(7), Optional.empty(), Optional.empty());
        JobRecord rescheduled = job.redefined(job.definition().withTrigger(Optional.of(unanchored)), NOON);
        assertThat(rescheduled.schedule().nextFireTime()).contains(at("12:07"));
        assertThat(rescheduled.schedule().anchor()).isEqualTo(NOON);
        assertThat(rescheduled.state()).isEqualTo(JobState.PAUSED);
        assertThat(rescheduled
                        .redefined(rescheduled.definition().withTrigger(Optional.empty()), NOON)
                        .schedule()
                        .nextFireTime())
                .isEmpty();
    }

    @Test
    void another_jitter_moves_the_due_time_and_not_the_fire_time() {
        JobRecord job = job(HOURLY, policy("LATEST"), "13:00");
        JobRecord jittered = job.redefined(job.definition().withPolicy(policy("LATEST jitter=PT30M")), NOON);

        assertThat(jittered.schedule().nextFireTime()).contains(at("13:00"));
        assertThat(jittered.schedule().nextDueTime()).contains(jittered.dueTime(at("13:00")));
        assertThat(jittered.schedule().nextDueTime())
                .isNotEqualTo(job.schedule().nextDueTime());
    }

    @Test
    void a_change_of_the_call_is_remembered_with_its_revision() {
        JobRecord job = stored(HOURLY, "LATEST");
        JobRecord changed = job.redefined(job.definition().withArguments("[1]"), NOON);
        JobRecord renamed = changed.redefined(changed.definition().withName("x"), NOON);

        assertThat(changed.definition().callRevision()).isEqualTo(2);
        assertThat(renamed.definition().revision()).isEqualTo(3);
        assertThat(renamed.definition().callRevision()).isEqualTo(2);
    }

    @Test
    void a_replacement_keeps_place_and_pause_unless_it_brings_its_own() {
        JobRecord job = job(HOURLY, policy("LATEST"), "15:00").paused();
        JobRecord plain = stored(HOURLY, "LATEST max=3");
        JobRecord first = JobRecord.create("job", plain.definition(), at("11:30"), Optional.of(at("12:34")), false);

        assertThat(job.replacedBy(plain, NOON).schedule()).isEqualTo(job.schedule());
        assertThat(job.replacedBy(plain, NOON).definition().policy().maxInstances())
                .isEqualTo(3);
        assertThat(job.replacedBy(first, NOON).schedule().nextFireTime()).contains(at("12:34"));
        assertThat(job.replacedBy(first, NOON).state()).isEqualTo(JobState.PAUSED);
        assertThat(job.resumed(NOON).replacedBy(plain.paused(), NOON).state()).isEqualTo(JobState.PAUSED);
        assertThat(job.resumed(NOON).replacedBy(plain, NOON).state()).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void a_retry_waits_with_its_identity_and_the_next_fire_time_goes_on() {
        JobRecord held = claimed(stored(HOURLY, "EARLIEST"), NOON);
        JobRecord waiting =
                held.ended(end(only(held), RunEnd.Kind.RETRYING), NODE).orElseThrow();
        assertThat(waiting.schedule().nextFireTime()).contains(at("13:00"));
        assertThat(waiting.wakeUp()).contains(at("12:10"));

        JobRecord again = claimed(waiting, at("12:10"));

        assertThat(only(again).id()).isEqualTo(only(held).id());
        assertThat(only(again).attempt()).isEqualTo(2);
        assertThat(only(again).fence()).isGreaterThan(only(held).fence());
        assertThat(again.schedule().runCount()).isEqualTo(1);
        assertThat(again.schedule().nextFireTime()).contains(at("13:00"));
    }

    @Test
    void a_superseded_retry_leaves_the_record() {
        JobRecord held = claimed(stored(HOURLY, "LATEST"), NOON);
        JobRecord waiting = held.ended(
                        new RunEnd(only(held).id(), RunEnd.Kind.RETRYING, "boom", NOON, at("14:00")), NODE)
                .orElseThrow();

        JobRecord next = claimed(waiting, at("13:00"));

        assertThat(only(next).scheduledTime()).isEqualTo(at("13:00"));
        assertThat(only(next).id()).isNotEqualTo(only(held).id());
        assertThat(next.schedule().results().lastRun()).contains(NOON);
        assertThat(next.schedule().results().failures()).isEqualTo(1);
        assertThat(next.schedule().results().error()).contains("boom");
    }

    @Test
    void a_job_that_failed_for_good_can_be_put_back_and_no_other() {
        JobRecord held = claimed(stored(ONCE, "LATEST"), NOON);
        JobRecord failed = held.ended(end(only(held), RunEnd.Kind.FAILED), NODE).orElseThrow();
        UUID runId = UUID.randomUUID();

        JobRecord again = failed.retried(runId, at("14:00"));

        assertThat(only(again).id()).isEqualTo(runId);
        assertThat(only(again).scheduledTime()).isEqualTo(NOON);
        assertThat(text(only(again))).isEqualTo("waiting 14:00 RETRY 1");
        assertThat(again.state()).isEqualTo(JobState.SCHEDULED);
        JobRecord repeated = claimed(again, at("14:00"));
        assertThat(repeated.ended(end(only(repeated), RunEnd.Kind.SUCCEEDED), NODE)
                        .orElseThrow()
                        .isFinished())
                .isTrue();
        for (JobRecord other : List.of(held, again, stored(HOURLY, "LATEST"), failed.paused())) {
            assertThatThrownBy(() -> other.retried(UUID.randomUUID(), NOON))
                    .isInstanceOf(JobDefinitionException.class)
                    .hasMessageContaining("not FAILED");
        }
    }

    @Test
    @Proves("8.14/14")
    void a_job_is_finished_only_when_nothing_is_left_to_do_or_to_look_at() {
        JobRecord held = claimed(stored(ONCE, "LATEST"), NOON);
        JobRecord done =
                held.ended(end(only(held), RunEnd.Kind.SUCCEEDED), NODE).orElseThrow();
        JobDefinition plain = done.definition();
        JobDefinition declared = new JobDefinition(
                plain.name(),
                plain.target(),
                plain.arguments(),
                plain.trigger(),
                plain.executor(),
                plain.policy(),
                plain.tags(),
                Optional.of(new Declaration("f", "1")),
                1,
                1);

        assertThat(done.isFinished()).isTrue();
        assertThat(done.paused().isFinished()).isTrue();
        assertThat(held.isFinished()).isFalse();
        assertThat(stored(ONCE, "LATEST").isFinished()).isFalse();
        assertThat(done.withManualRun(UUID.randomUUID(), NOON).isFinished()).isFalse();
        assertThat(done.setAside("broken", NOON).isFinished()).isFalse();
        assertThat(done.redefined(declared, NOON).isFinished()).isFalse();
        assertThat(held.ended(end(only(held), RunEnd.Kind.FAILED), NODE)
                        .orElseThrow()
                        .isFinished())
                .isFalse();
        assertThat(Change.of(held, done).next()).isEmpty();
        assertThat(Change.of(held, held).next()).contains(held.withVersion(held.version() + 1));
    }

    @Test
    void each_claim_gets_a_larger_fence_whatever_the_clock_does() {
        JobRecord job = job(HOURLY, policy("ALL max=9"), "10:00");
        JobRecord held = claimed(job, NOON);
        assertThat(held.runs()).extracting(Run::fence).isSorted().doesNotHaveDuplicates();
        assertThat(held.runs().get(0).fence()).isGreaterThan(EpochMicros.of(NOON));

        JobRecord earlier = claimed(held.withManualRun(UUID.randomUUID(), at("09:00")), at("09:00"));

        assertThat(earlier.runs().get(3).fence())
                .isGreaterThan(held.runs().get(2).fence());
        assertThat(earlier.schedule().fence()).isEqualTo(earlier.runs().get(3).fence());
    }

    @Test
    void a_record_begins_with_a_version_of_its_time_and_a_place_after_it() {
        Instant now = at("11:30").plusNanos(1_999);
        JobRecord job =
                JobRecord.create("job", definition(Optional.of(HOURLY), policy("LATEST")), now, Optional.empty(), true);

        assertThat(job.version()).isEqualTo(EpochMicros.of(at("11:30")) + 1);
        assertThat(job.schedule().anchor()).isEqualTo(at("11:30").plusNanos(1_000));
        assertThat(job.schedule().nextFireTime()).contains(NOON);
        assertThat(job.state()).isEqualTo(JobState.PAUSED);
        assertThat(job.definition().revision()).isEqualTo(1);
    }

    @Test
    @Proves("8.1/1")
    void a_date_in_the_past_is_due_at_once_and_a_trigger_that_never_fires_is_refused() {
        JobRecord past = JobRecord.create(
                "job", definition(Optional.of(ONCE), policy("LATEST")), at("18:00"), Optional.empty(), false);
        assertThat(past.wakeUp()).contains(NOON);

        JobDefinition ended = definition(Optional.of(HOURLY.endingAt(at("10:00"))), policy("LATEST"));
        assertThatThrownBy(() -> JobRecord.create("job", ended, NOON, Optional.empty(), false))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("never fires after");
    }

    @Test
    void every_time_on_record_is_cut_to_the_microsecond() {
        Instant odd = NOON.plusNanos(123_456_789);
        Instant even = NOON.plusNanos(123_456_000);
        JobRecord job = stored(HOURLY, "LATEST max=9")
                .withNextFireTime(odd)
                .withManualRun(UUID.randomUUID(), odd)
                .setAside("broken", odd);

        assertThat(job.schedule().nextFireTime()).contains(even);
        assertThat(job.schedule().nextDueTime()).contains(even);
        assertThat(job.schedule().setAside().orElseThrow().since()).isEqualTo(even);
        assertThat(only(job).scheduledTime()).isEqualTo(even);
        assertThat(only(job).dueTime()).isEqualTo(even);
        assertThat(only(job).state()).isEqualTo(new RunState.Waiting(even));
        RunEnd end = new RunEnd(UUID.randomUUID(), RunEnd.Kind.RETRYING, "", odd, odd);
        assertThat(end.at()).isEqualTo(even);
        assertThat(end.retryAt()).isEqualTo(even);
        assertThat(EpochMicros.toInstant(EpochMicros.of(odd))).isEqualTo(even);
        Instant before1970 = Instant.parse("1969-12-31T23:59:59.999999999Z");
        assertThat(EpochMicros.toInstant(EpochMicros.of(before1970)))
                .isEqualTo(EpochMicros.truncate(before1970))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
    }

    static Stream<String> badIds() {
        return Stream.of(
                "",
                "x".repeat(121),
                "\u00e9".repeat(61),
                "a\u0000b",
                "a\nb",
                "a\u007f",
                "a\u0085",
                "a\ud800",
                "\udc00a");
    }

    @ParameterizedTest
    @MethodSource("badIds")
    @Proves("8.7/7")
    void an_id_that_is_none_is_refused(String id) {
        assertThatThrownBy(() -> JobRecord.requireId(id))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("1 to 120 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "nightly report", "\u00e9\u20ac\ud83d\udd14", "A/b:c#d%"})
    void any_other_text_of_a_hundred_and_twenty_bytes_is_an_id(String id) {
        assertThat(JobRecord.requireId(id)).isEqualTo(id);
        assertThat(JobRecord.requireId("x".repeat(120))).hasSize(120);
        assertThat(JobRecord.requireId("\u00e9".repeat(60))).hasSize(60);
        assertThat(JobRecord.requireId("\ud83d\udd14".repeat(30))).hasSize(60);
    }

    @Test
    void ids_are_ordered_byte_by_byte_in_utf_8() {
        List<String> parts = List.of(
                "", "A", "a", "b", "\u00e9", "\u20ac", "\ud7ff", "\ue000", "\uff5e", "\ud800\udc00", "\ud83d\udd14");
        List<String> ids = new ArrayList<>();
        for (String one : parts) {
            for (String two : parts) {
                ids.add(one + two);
            }
        }
        Comparator<String> bytes = (one, other) ->
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        for (String one : ids) {
            for (String other : ids) {
                assertThat(Integer.signum(JobRecord.ID_ORDER.compare(one, other)))
                        .as("%s %s", one, other)
                        .isEqualTo(Integer.signum(bytes.compare(one, other)));
            }
        }
    }

    @Test
    void a_job_is_found_by_what_it_is() {
        JobRecord job = stored(HOURLY, "LATEST");
        JobRecord tagged = job.redefined(job.definition().withTag("red").withExecutor("io"), NOON);
        JobFilter all = JobFilter.ALL;

        assertThat(tagged.matches(all)).isTrue();
        assertThat(tagged.matches(all.withIdPrefix("jo"))).isTrue();
        assertThat(tagged.matches(all.withIdPrefix("Jo"))).isFalse();
        assertThat(tagged.matches(all.withTag("red"))).isTrue();
        assertThat(tagged.matches(all.withTag("blue"))).isFalse();
        assertThat(tagged.matches(all.withExecutor("io"))).isTrue();
        assertThat(tagged.matches(all.withExecutor("default"))).isFalse();
        assertThat(tagged.matches(all.withStates(JobState.SCHEDULED))).isTrue();
        assertThat(tagged.paused().matches(all.withStates(JobState.SCHEDULED))).isFalse();
        assertThat(Set.copyOf(tagged.definition().tags())).containsExactly("red");
    }

    @Test
    void runs_on_record_are_found_by_their_id() {
        Run run = run("manual", NOON);
        JobRecord job = with(stored(HOURLY, "LATEST"), List.of(run));
        assertThat(job.run(run.id())).contains(run);
        assertThat(job.run(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_start_is_marked_only_for_the_node_and_the_fence_that_have_the_run() {
        JobRecord held = claimed(stored(HOURLY, "LATEST"), NOON);
        Run run = only(held);

        assertThat(held.startMarked(run.id(), run.fence(), NODE).orElseThrow().runs())
                .singleElement()
                .satisfies(marked -> assertThat(marked.isStartMarked()).isTrue());
        assertThat(held.startMarked(run.id(), run.fence() + 1, NODE)).isEmpty();
        assertThat(held.startMarked(run.id(), run.fence(), new NodeEpoch("node", 99)))
                .isEmpty();
        assertThat(held.startMarked(UUID.randomUUID(), run.fence(), NODE)).isEmpty();
    }

    @Test
    void an_interrupted_run_whose_arguments_were_changed_does_not_come_back() {
        JobRecord held = claimed(stored(HOURLY, "LATEST"), NOON);
        JobRecord changed = held.redefined(held.definition().withArguments("[1]"), at("12:00"));

        JobRecord after =
                changed.ended(end(only(held), RunEnd.Kind.INTERRUPTED), NODE).orElseThrow();

        assertThat(after.runs()).isEmpty();
        assertThat(after.schedule().results().failures()).isEqualTo(1);
    }
}
