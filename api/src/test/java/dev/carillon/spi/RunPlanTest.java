package dev.carillon.spi;

import static dev.carillon.spi.JobText.NODE;
import static dev.carillon.spi.JobText.at;
import static dev.carillon.spi.JobText.job;
import static dev.carillon.spi.JobText.policy;
import static dev.carillon.spi.JobText.runs;
import static dev.carillon.spi.JobText.text;
import static dev.carillon.spi.JobText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided about a due job at 12:00, case by case: policy, runs on record, stored next fire time, decision. */
class RunPlanTest {

    private static final Instant NOON = at("12:00");
    private static final Trigger MINUTELY = every("PT1M", "00:00");
    private static final Trigger HALF_PAST = every("PT1H", "00:30");

    private static Trigger every(String interval, String start) {
        return new IntervalTrigger(Duration.parse(interval), Optional.of(at(start)), Optional.empty());
    }

    private static RunPlan plan(JobRecord job, Instant now) {
        return plan(job, now, now);
    }

    private static RunPlan plan(JobRecord job, Instant now, Instant horizon) {
        return RunPlan.of(job, now, horizon, UUID::randomUUID);
    }

    @ParameterizedTest(name = "{0}, next {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST           | 12:01 | next 12:01
            LATEST           | 12:00 | start 12:00; next 12:01
            LATEST           | 11:57 | start 12:00; coalesced 3: 11:57-11:59; next 12:01
            EARLIEST         | 12:00 | start 12:00; next 12:01
            EARLIEST         | 11:57 | start 11:57; coalesced 3: 11:58-12:00; next 12:01
            ALL              | 12:00 | start 12:00; next 12:01
            ALL              | 11:57 | start 11:57; wait 11:58, 11:59, 12:00; next 12:01
            ALL max=2        | 11:57 | start 11:57, 11:58; wait 11:59, 12:00; next 12:01
            ALL max=9        | 11:57 | start 11:57, 11:58, 11:59, 12:00; next 12:01
            ALL cap=4 max=9  | 11:57 | start 11:57, 11:58, 11:59, 12:00; next 12:01
            ALL cap=3 max=9  | 11:57 | start 11:58, 11:59, 12:00; coalesced 1: 11:57-11:57; next 12:01
            ALL cap=2        | 11:57 | start 11:59; wait 12:00; coalesced 2: 11:57-11:58; next 12:01
            ALL cap=1        | 11:57 | start 12:00; coalesced 3: 11:57-11:59; next 12:01
            LATEST           | 11:57:30 | start 12:00; coalesced 3: 11:57:30-11:59; next 12:01
            EARLIEST         | 11:57:30 | start 11:57:30; coalesced 3: 11:58-12:00; next 12:01
            """)
    @Proves({"8.7/5", "8.14/9"})
    void of_several_due_times_the_policy_says_which_run(String policy, String next, String expected) {
        assertThat(text(plan(job(MINUTELY, policy(policy), next), NOON))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, next {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST grace=PT1S           | 11:57 | start 12:00; coalesced 3: 11:57-11:59; next 12:01
            EARLIEST grace=PT3M         | 11:57 | start 11:57; coalesced 3: 11:58-12:00; next 12:01
            EARLIEST grace=PT2M59S      | 11:57 | start 11:58; coalesced 2: 11:59-12:00; missed 1: 11:57-11:57; next 12:01
            EARLIEST grace=PT1M         | 11:57 | start 11:59; coalesced 1: 12:00-12:00; missed 2: 11:57-11:58; next 12:01
            EARLIEST grace=PT59.999999S | 11:57 | start 12:00; missed 3: 11:57-11:59; next 12:01
            EARLIEST grace=PT2562047788015215H | 11:57 | start 11:57; coalesced 3: 11:58-12:00; next 12:01
            ALL max=9 grace=PT3M        | 11:57 | start 11:57, 11:58, 11:59, 12:00; next 12:01
            ALL max=9 grace=PT1M        | 11:57 | start 11:59, 12:00; missed 2: 11:57-11:58; next 12:01
            ALL cap=1 grace=PT1M        | 11:57 | start 12:00; coalesced 1: 11:59-11:59; missed 2: 11:57-11:58; next 12:01
            ALL cap=2 grace=PT2M        | 11:57 | start 11:59; wait 12:00; coalesced 1: 11:58-11:58; missed 1: 11:57-11:57; next 12:01
            """)
    void latest_coalesces_first_and_the_others_first_drop_what_is_past_its_grace(
            String policy, String next, String expected) {
        assertThat(text(plan(job(MINUTELY, policy(policy), next), NOON))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, next {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST grace=PT10M   | 09:30 | start 11:30; coalesced 2: 09:30-10:30; next 12:30
            EARLIEST grace=PT10M | 09:30 | missed 3: 09:30-11:30; next 12:30
            EARLIEST grace=PT30M | 09:30 | start 11:30; missed 2: 09:30-10:30; next 12:30
            ALL grace=PT10M      | 11:30 | missed 1: 11:30-11:30; next 12:30
            """)
    void only_latest_leaves_a_late_time_to_be_judged_when_it_starts(String policy, String next, String expected) {
        assertThat(text(plan(job(HALF_PAST, policy(policy), next), NOON))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, runs {1}, next {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST                     | held      | 12:00 | over limit 1: 12:00-12:00; next 12:01
            LATEST                     | held      | 11:58 | over limit 3: 11:58-12:00; next 12:01
            LATEST                     | held held | 12:00 | over limit 1: 12:00-12:00; next 12:01
            LATEST max=2               | held      | 11:59 | start 12:00; coalesced 1: 11:59-11:59; next 12:01
            EARLIEST grace=PT1S        | held      | 11:58 | over limit 3: 11:58-12:00; next 12:01
            ALL max=2                  | held      | 11:58 | start 11:58; wait 11:59, 12:00; next 12:01
            ALL max=2                  | held held | 11:58 | over limit 3: 11:58-12:00; next 12:01
            LATEST QUEUE               | held      | 11:58 | next 11:58
            EARLIEST QUEUE grace=PT1S  | held      | 11:58 | next 11:58
            ALL QUEUE max=2            | held      | 11:58 | start 11:58; wait 11:59, 12:00; next 12:01
            LATEST QUEUE max=2         | held      | 11:58 | start 12:00; coalesced 2: 11:58-11:59; next 12:01
            """)
    @Proves({"8.8/1", "8.13/11", "8.14/16"})
    void at_the_limit_a_fire_time_is_skipped_or_stays_in_the_queue(
            String policy, String runs, String next, String expected) {
        assertThat(text(plan(with(job(MINUTELY, policy(policy), next), runs(runs)), NOON)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, runs {1}, next {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST         | manual@11:59                 | 12:30 | start manual 11:59; next 12:30
            LATEST         | manual@12:00                 | 12:30 | start manual 12:00; next 12:30
            LATEST         | retry@12:00:01               | 12:30 | next 12:30
            LATEST         | held manual@11:59            | 12:30 | next 12:30
            LATEST max=2   | held manual@11:59            | 12:30 | start manual 11:59; next 12:30
            LATEST         | manual@11:58 recovery@11:57  | 12:30 | start recovery 11:57; next 12:30
            LATEST max=2   | manual@11:58 recovery@11:57  | 12:30 | start recovery 11:57, manual 11:58; next 12:30
            LATEST         | schedule@11:59               | 12:30 | start 11:59; next 12:30
            LATEST         | manual@11:59                 | 12:00 | start manual 11:59; over limit 1: 12:00-12:00; next 12:01
            LATEST QUEUE   | recovery@11:59               | 12:00 | start recovery 11:59; next 12:00
            LATEST max=2   | recovery@11:59               | 12:00 | start recovery 11:59, 12:00; next 12:01
            EARLIEST       | manual@12:30                 | 12:00 | start 12:00; next 12:01
            """)
    void runs_that_wait_take_a_free_slot_before_a_fire_time_does(
            String policy, String runs, String next, String expected) {
        assertThat(text(plan(with(job(MINUTELY, policy(policy), next), runs(runs)), NOON)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, runs {1}, next {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST         | retry@11:59               | 12:01 | start retry 11:59; next 12:01
            LATEST         | retry@11:59               | 12:00 | start 12:00; supersede retry 11:59; next 12:01
            LATEST         | retry@12:30               | 12:00 | start 12:00; supersede retry 12:30; next 12:01
            LATEST         | retry@11:58 retry@11:59   | 12:00 | start 12:00; supersede retry 11:58, retry 11:59; next 12:01
            LATEST max=9   | retry@11:59               | 12:00 | start 12:00; supersede retry 11:59; next 12:01
            LATEST max=9   | retry@11:59 manual@11:59  | 12:00 | start manual 11:59, 12:00; supersede retry 11:59; next 12:01
            LATEST         | held retry@11:59          | 12:00 | over limit 1: 12:00-12:00; next 12:01
            LATEST QUEUE   | held retry@11:59          | 12:00 | next 12:00
            LATEST         | retry@11:58 manual@11:59  | 12:00 | start manual 11:59; over limit 1: 12:00-12:00; next 12:01
            EARLIEST       | retry@11:59               | 12:00 | start retry 11:59; over limit 1: 12:00-12:00; next 12:01
            EARLIEST QUEUE | retry@11:59               | 12:00 | start retry 11:59; next 12:00
            EARLIEST       | retry@12:30               | 12:00 | start 12:00; next 12:01
            EARLIEST max=2 | retry@11:59               | 11:59 | start retry 11:59, 11:59; coalesced 1: 12:00-12:00; next 12:01
            ALL max=2      | retry@11:59               | 11:59 | start retry 11:59, 11:59; wait 12:00; next 12:01
            """)
    void a_retry_is_superseded_only_by_a_latest_run_that_takes_its_place(
            String policy, String runs, String next, String expected) {
        assertThat(text(plan(with(job(MINUTELY, policy(policy), next), runs(runs)), NOON)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, runs {1}, next {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST             | 100*recovery@12:30 | 12:00 | over limit 1: 12:00-12:00; next 12:01
            LATEST             | 99*recovery@12:30  | 12:00 | start 12:00; next 12:01
            LATEST QUEUE       | 100*recovery@12:30 | 12:00 | next 12:00
            LATEST             | 100*retry@12:30    | 12:00 | start 12:00; supersede 100; next 12:01
            EARLIEST           | 100*retry@12:30    | 12:00 | over limit 1: 12:00-12:00; next 12:01
            LATEST max=2       | 100*manual@11:59   | 12:00 | start manual 11:59, manual 11:59; over limit 1: 12:00-12:00; next 12:01
            ALL max=9          | 95*retry@12:30     | 11:51 | start 11:51, 11:52, 11:53, 11:54, 11:55, 11:56, 11:57, 11:58, 11:59; wait 12:00; next 12:01
            ALL max=2          | 95*retry@12:30     | 11:51 | start 11:54, 11:55; wait 11:56, 11:57, 11:58, 11:59, 12:00; coalesced 3: 11:51-11:53; next 12:01
            """)
    void no_fire_time_adds_to_a_hundred_waiting_runs(String policy, String runs, String next, String expected) {
        assertThat(text(plan(with(job(MINUTELY, policy(policy), next), runs(runs)), NOON)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, runs {1}, next {2}, horizon {3}: {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LATEST              | -                   | 12:01 | 12:01    | start 12:01; next 12:02
            LATEST              | -                   | 12:01 | 12:03    | start 12:01; next 12:02
            LATEST              | -                   | 12:01 | 12:00:59 | next 12:01
            LATEST              | -                   | 12:01 | 11:00    | next 12:01
            ALL max=9           | -                   | 12:01 | 12:03    | start 12:01; next 12:02
            EARLIEST grace=PT1S | -                   | 12:01 | 12:03    | start 12:01; next 12:02
            LATEST              | -                   | 12:00 | 12:03    | start 12:00; next 12:01
            LATEST              | held                | 12:01 | 12:03    | next 12:01
            LATEST QUEUE        | held                | 12:01 | 12:03    | next 12:01
            LATEST max=2        | held                | 12:01 | 12:03    | start 12:01; next 12:02
            LATEST max=2        | held@12:01          | 12:02 | 12:03    | next 12:02
            LATEST max=2        | held@12:00          | 12:01 | 12:03    | start 12:01; next 12:02
            LATEST AT_MOST_ONCE | -                   | 12:01 | 12:03    | next 12:01
            LATEST              | retry@12:00:30      | 12:01 | 12:03    | next 12:01
            LATEST              | retry@12:30         | 12:01 | 12:03    | next 12:01
            ALL max=9           | retry@12:00:30      | 12:01 | 12:03    | next 12:01
            LATEST max=2        | manual@12:00        | 12:01 | 12:03    | start manual 12:00; next 12:01
            """)
    void at_most_one_occurrence_is_claimed_ahead_and_only_where_that_decides_nothing(
            String policy, String runs, String next, String horizon, String expected) {
        JobRecord job = with(job(MINUTELY, policy(policy), next), runs(runs));
        assertThat(text(plan(job, NOON, at(horizon)))).isEqualTo(expected);
    }

    @Test
    void a_job_claimed_ahead_is_not_claimed_further_ahead_until_that_run_is_due() {
        JobRecord job = job(MINUTELY, policy("LATEST max=9"), "12:01");
        JobRecord ahead = job.after(plan(job, NOON, at("12:05")), NODE, NOON);

        assertThat(plan(ahead, NOON, at("12:05")).isIdle()).isTrue();
        assertThat(text(plan(ahead, at("12:01"), at("12:05")))).isEqualTo("start 12:02; next 12:03");
    }

    @Test
    void nothing_is_decided_about_a_job_that_is_set_aside() {
        JobRecord job = with(job(MINUTELY, policy("LATEST"), "11:57"), runs("manual@11:00"));
        assertThat(plan(job.setAside("broken", NOON), NOON).isIdle()).isTrue();
    }

    @Test
    void a_paused_job_starts_what_waits_and_keeps_its_fire_times() {
        JobRecord paused = with(job(MINUTELY, policy("LATEST max=9"), "11:57"), runs("manual@11:58 retry@11:59"))
                .paused();

        assertThat(text(plan(paused, NOON, at("12:30")))).isEqualTo("start manual 11:58, retry 11:59; next 11:57");
        assertThat(plan(with(paused, List.of()), NOON, at("12:30")).isIdle()).isTrue();
    }

    @Test
    void the_last_fire_time_leaves_none_behind() {
        JobRecord job = job(MINUTELY.endingAt(at("11:59")), policy("LATEST"), "11:58");
        assertThat(text(plan(job, NOON))).isEqualTo("start 11:59; coalesced 1: 11:58-11:58; next never");
    }

    @Test
    void a_fire_time_given_to_a_job_without_a_trigger_runs_once() {
        JobDefinition definition = JobText.definition(Optional.empty(), policy("LATEST"));
        JobRecord job = JobRecord.create("job", definition, NOON, Optional.of(at("12:05")), false);

        assertThat(text(plan(job, at("12:05")))).isEqualTo("start 12:05; next never");
    }

    @Test
    void a_clock_that_is_set_back_fires_nothing_twice_and_one_that_is_set_forward_leaves_a_backlog() {
        JobRecord job = job(MINUTELY, policy("LATEST"), "12:00");
        List<String> decisions = new ArrayList<>();
        for (String now : List.of("12:00", "12:01", "11:30", "12:01:59", "11:59", "12:02", "13:00", "12:10", "13:01")) {
            RunPlan plan = plan(job, at(now));
            decisions.add(text(plan));
            job = with(job.after(plan, NODE, at(now)), List.of());
        }

        assertThat(decisions)
                .containsExactly(
                        "start 12:00; next 12:01",
                        "start 12:01; next 12:02",
                        "next 12:02",
                        "next 12:02",
                        "next 12:02",
                        "start 12:02; next 12:03",
                        "start 13:00; coalesced 57: 12:03-12:59; next 13:01",
                        "next 13:01",
                        "start 13:01; next 13:02");
    }

    @Test
    @Proves("8.14/10")
    void a_run_carries_its_fire_time_its_due_time_and_the_revision() {
        JobRecord job = job(MINUTELY, policy("LATEST jitter=PT30S"), "12:00");
        Instant due = job.dueTime(NOON);

        assertThat(due).isAfter(NOON).isBeforeOrEqualTo(at("12:00:30"));
        assertThat(plan(job, due.minusNanos(1_000)).isIdle()).isTrue();
        RunPlan plan = plan(job, due);
        assertThat(plan.starts()).singleElement().satisfies(run -> {
            assertThat(run.scheduledTime()).isEqualTo(NOON);
            assertThat(run.dueTime()).isEqualTo(due);
            assertThat(run.state()).isEqualTo(new RunState.Waiting(due));
            assertThat(run.attempt()).isEqualTo(1);
            assertThat(run.revision()).isEqualTo(1);
        });
        assertThat(plan.nextFireTime()).contains(at("12:01"));
        assertThat(plan.nextDueTime()).contains(job.dueTime(at("12:01")));
    }

    @Test
    void grace_is_judged_against_the_time_with_jitter() {
        JobRecord job = job(MINUTELY, policy("EARLIEST jitter=PT50S grace=PT10S"), "12:00");
        Instant due = job.dueTime(NOON);

        assertThat(plan(job, due.plusSeconds(10)).starts()).hasSize(1);
        assertThat(plan(job, due.plusSeconds(10)).missed()).isEmpty();
        assertThat(plan(job, due.plusSeconds(10).plusNanos(1_000)).missed()).contains(new PassedTimes(1, NOON, NOON));
    }

    @Test
    @Proves({"8.2/10", "8.2/11", "8.3/41", "8.5/3", "8.14/10"})
    void jitter_stays_within_its_span_and_before_the_next_fire_time_and_is_the_same_everywhere() {
        JobRecord narrow = job(MINUTELY, policy("LATEST jitter=PT30S"), "12:00");
        JobRecord wide = job(MINUTELY, policy("LATEST jitter=PT24H"), "12:00");
        JobRecord none = job(MINUTELY, policy("LATEST"), "12:00");
        List<Duration> delays = new ArrayList<>();
        for (Instant fire = NOON; fire.isBefore(at("14:00")); fire = fire.plusSeconds(60)) {
            delays.add(Duration.between(fire, narrow.dueTime(fire)));
            assertThat(wide.dueTime(fire)).isBetween(fire, fire.plusSeconds(60).minusNanos(1_000));
            assertThat(none.dueTime(fire)).isEqualTo(fire);
            assertThat(job(MINUTELY, policy("LATEST jitter=PT30S"), "00:00").dueTime(fire))
                    .isEqualTo(narrow.dueTime(fire));
        }
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(30)));
        assertThat(delays).anySatisfy(delay -> assertThat(delay).isLessThan(Duration.ofSeconds(5)));
        assertThat(delays).anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofSeconds(25)));
    }

    @Test
    void a_trigger_that_does_not_advance_is_named_and_refused() {
        JobRecord still = job(time -> Optional.of(time), policy("LATEST"), "11:57");
        JobRecord back = job(time -> Optional.of(time.minusSeconds(1)), policy("ALL"), "11:57");
        JobRecord less = job(time -> Optional.of(time.plusNanos(999)), policy("EARLIEST"), "11:57");
        JobRecord jittered = job(MINUTELY, policy("LATEST jitter=PT1S"), "11:57");

        for (JobRecord job : List.of(still, back, less)) {
            assertThatThrownBy(() -> plan(job, NOON))
                    .isInstanceOf(JobDefinitionException.class)
                    .hasMessageContaining("must advance by at least a microsecond");
        }
        JobDefinition stuck = jittered.definition().withTrigger(Optional.of(time -> Optional.of(time)));
        assertThatThrownBy(() -> jittered.redefined(stuck, NOON)).isInstanceOf(JobDefinitionException.class);
    }

    /** Counts what it is asked. */
    private static Trigger counting(Trigger trigger, AtomicLong calls) {
        return after -> {
            calls.incrementAndGet();
            return trigger.nextAfter(after);
        };
    }

    private static long callsFor(String policy, Trigger trigger, Duration backlog) {
        AtomicLong calls = new AtomicLong();
        Instant first = NOON.minus(backlog);
        JobRecord job = job(counting(trigger, calls), policy(policy), "12:00").withNextFireTime(first);
        calls.set(0);
        RunPlan plan = plan(job, NOON);
        assertThat(plan.isIdle()).isFalse();
        long asked = calls.get();
        Instant next = plan.nextFireTime().orElseThrow();
        assertThat(job.dueTime(next)).isAfter(NOON);
        assertThat(next).isBeforeOrEqualTo(trigger.nextAfter(NOON).orElseThrow());
        return asked;
    }

    @ParameterizedTest
    @CsvSource({
        "LATEST, 10100",
        "EARLIEST, 10100",
        "ALL, 11000",
        "LATEST grace=PT1S, 10100",
        "EARLIEST grace=PT1H, 14000",
        "EARLIEST grace=PT24H, 20200",
        "ALL grace=PT24H, 21000",
        "LATEST jitter=PT1S, 21000"
    })
    void a_job_due_a_million_times_costs_hardly_more_than_one_due_ten_thousand_times(String policy, long most) {
        Trigger secondly = Triggers.every(Duration.ofSeconds(1)).startingAt(Instant.EPOCH);

        assertThat(callsFor(policy, secondly, Duration.ofSeconds(9_999))).isLessThanOrEqualTo(most);
        assertThat(callsFor(policy, secondly, Duration.ofSeconds(999_999))).isLessThanOrEqualTo(most);
    }

    @Test
    void a_long_backlog_that_ended_long_ago_costs_hardly_more_either() {
        Trigger secondly = Triggers.every(Duration.ofSeconds(1)).startingAt(Instant.EPOCH);
        Instant silence = NOON.minus(Duration.ofDays(20));
        Trigger untilThen = after -> secondly.nextAfter(after)
                .filter(time -> time.isBefore(silence))
                .or(() -> Optional.of(at("12:30")).filter(after::isBefore));

        assertThat(callsFor("LATEST", untilThen, Duration.ofDays(50))).isLessThan(10_500);
        assertThat(callsFor("ALL", untilThen, Duration.ofDays(50))).isLessThan(20_000);
    }

    @Test
    void a_long_backlog_is_accounted_for_with_its_exact_ends() {
        Trigger secondly = Triggers.every(Duration.ofSeconds(1)).startingAt(Instant.EPOCH);
        JobRecord job = job(secondly, policy("ALL cap=3 max=9 grace=PT1H"), "00:00");

        RunPlan plan = plan(job, NOON);

        assertThat(text(plan))
                .isEqualTo("start 11:59:58, 11:59:59, 12:00; coalesced 3598: 11:00-11:59:57;"
                        + " missed 10000: 00:00-10:59:59; next 12:00:01");
        assertThat(text(plan(job(secondly, policy("LATEST"), "00:00"), NOON)))
                .isEqualTo("start 12:00; coalesced 9999: 00:00-11:59:59; next 12:00:01");
    }
}
