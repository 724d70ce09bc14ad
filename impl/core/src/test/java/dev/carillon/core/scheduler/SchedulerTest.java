package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.carillon.Coalesce;
import dev.carillon.DuplicateJobException;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobNotFoundException;
import dev.carillon.JobState;
import dev.carillon.OnConflict;
import dev.carillon.RetryPolicy;
import dev.carillon.ScheduledJob;
import dev.carillon.UnknownExecutorException;
import dev.carillon.UnknownStoreException;
import dev.carillon.call.Call0;
import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobRemoved;
import dev.carillon.event.JobRetrying;
import dev.carillon.event.JobSetAside;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobTimedOut;
import dev.carillon.event.SkipReason;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.Triggers;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final IntervalTrigger HOURLY =
            new IntervalTrigger(Duration.ofHours(1), Optional.of(TestNode.START), Optional.empty());

    private final TestNode node = TestNode.alone();

    @AfterEach
    void close() {
        node.close();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }

    private ScheduledJob addHourly(String id) {
        return node.scheduler.define(Mailer::tick).id(id).trigger(HOURLY).add();
    }

    @Test
    @Proves({"8.1/4", "8.14/6"})
    void a_job_without_a_trigger_runs_once_at_once_with_its_arguments_and_is_gone() {
        node.scheduler.define(Mailer::send, "a@b.c", 3).id("mail").add();

        node.scheduler.runDue();

        assertThat(node.calls()).containsExactly("a@b.cx3");
        assertThat(node.scheduler.findJob("mail")).isEmpty();
    }

    @Test
    @Proves("8.14/5")
    void the_events_of_a_run_come_in_the_order_in_which_things_happen() {
        node.scheduler.runDue();
        node.events.clear();
        node.scheduler.define(Mailer::send, "a@b.c", 3).id("mail").add();

        node.scheduler.runDue();

        assertThat(node.eventNames())
                .containsExactly("JobAdded", "JobSubmitted", "JobStarted", "JobExecuted", "JobRemoved");
    }

    @Test
    void a_job_does_not_run_before_its_time_and_runs_at_it() {
        node.scheduler
                .define(Mailer::tick)
                .trigger(new DateTrigger(at("09:05")))
                .add();

        node.runAfter(MINUTE.multipliedBy(5).minusNanos(1_000));
        assertThat(node.calls()).isEmpty();

        node.runAfter(Duration.ofNanos(1_000));
        assertThat(node.calls()).containsExactly("2026-03-02T09:05:00Z");
    }

    @Test
    @Proves("8.2/11")
    void an_interval_fires_on_its_grid_whatever_the_runs_take() {
        addHourly("hourly");

        node.runAfter(MINUTE.multipliedBy(61));
        node.runAfter(MINUTE.multipliedBy(61));

        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z");
    }

    @Test
    void fire_times_that_gathered_run_once_for_the_latest_and_one_event_tells_of_the_others() {
        addHourly("hourly");

        node.runAfter(Duration.ofHours(3).plusMinutes(30));

        assertThat(node.calls()).containsExactly("2026-03-02T12:00:00Z");
        assertThat(node.events(JobSkipped.class)).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason()).isEqualTo(SkipReason.COALESCED);
            assertThat(skipped.count()).isEqualTo(2);
            assertThat(skipped.first()).isEqualTo(at("10:00"));
            assertThat(skipped.last()).isEqualTo(at("11:00"));
        });
        assertThat(node.scheduler.job("hourly").nextFireTime()).contains(at("13:00"));
    }

    @Test
    @Proves({"8.8/8", "8.14/8"})
    void a_run_that_starts_after_its_grace_is_missed_and_one_exactly_at_it_runs() {
        node.scheduler
                .define(Mailer::tick)
                .id("strict")
                .trigger(HOURLY)
                .misfireGraceTime(MINUTE)
                .add();

        node.runAfter(Duration.ofHours(1).plus(MINUTE));
        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");

        node.runAfter(Duration.ofHours(1).plusNanos(1_000));
        assertThat(node.calls()).hasSize(1);
        assertThat(node.events(JobMissed.class)).singleElement().satisfies(missed -> {
            assertThat(missed.scheduledTime()).isEqualTo(at("11:00"));
            assertThat(missed.late()).isEqualTo(MINUTE.plusNanos(1_000));
        });
    }

    @Test
    @Proves("8.8/8")
    void a_job_that_keeps_all_runs_each_fire_time_as_far_as_instances_allow() {
        node.scheduler
                .define(Mailer::tick)
                .trigger(HOURLY)
                .coalesce(Coalesce.ALL)
                .maxInstances(3)
                .add();

        node.runAfter(Duration.ofHours(3));

        assertThat(node.calls())
                .containsExactly("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z", "2026-03-02T12:00:00Z");
    }

    @Test
    void of_all_fire_times_as_many_of_the_latest_run_as_the_job_wants_to_keep() {
        ScheduledJob job = node.scheduler
                .define(Mailer::tick)
                .trigger(HOURLY)
                .coalesce(Coalesce.ALL)
                .coalesceCap(50)
                .maxInstances(3)
                .add();
        job.modify().coalesceCap(2).apply();
        assertThat(node.scheduler.job(job.id()).coalesceCap()).isEqualTo(2);

        node.runAfter(Duration.ofHours(3));

        assertThat(node.calls()).containsExactly("2026-03-02T11:00:00Z", "2026-03-02T12:00:00Z");
        assertThat(node.events(JobSkipped.class))
                .extracting(JobSkipped::count, JobSkipped::first)
                .containsExactly(tuple(1L, at("10:00")));
    }

    @Test
    @Proves({"8.8/1", "8.10/34", "8.14/16"})
    void a_fire_time_at_the_limit_of_instances_is_skipped_with_an_event() {
        addHourly("hourly");
        node.executor.keep();
        node.runAfter(Duration.ofHours(1));

        node.runAfter(Duration.ofHours(1));

        assertThat(node.events(JobSkipped.class))
                .extracting(JobSkipped::reason, JobSkipped::first)
                .containsExactly(org.assertj.core.api.Assertions.tuple(SkipReason.MAX_INSTANCES, at("11:00")));
        node.executor.finish();
        node.scheduler.runDue();
        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");
    }

    @Test
    void a_failed_run_tells_its_exception_and_the_job_goes_on() {
        addHourly("hourly");
        node.mailer.failure = new IllegalStateException("no mail today");

        node.runAfter(Duration.ofHours(1));

        assertThat(node.events(JobFailed.class)).singleElement().satisfies(failed -> assertThat(failed.exception())
                .isSameAs(node.mailer.failure));
        assertThat(node.scheduler.job("hourly").failures()).isEqualTo(1);
        assertThat(node.scheduler.job("hourly").error()).contains("java.lang.IllegalStateException: no mail today");

        node.mailer.failure = null;
        node.runAfter(Duration.ofHours(1));
        assertThat(node.scheduler.job("hourly").failures()).isZero();
        assertThat(node.scheduler.job("hourly").lastSuccess()).contains(at("11:00"));
    }

    @Test
    @Proves("8.14/6")
    void a_failed_one_shot_stays_listed_as_failed() {
        node.mailer.failure = new IllegalStateException("no");
        node.scheduler.define(Mailer::send, "a", 1).id("once").add();

        node.scheduler.runDue();

        assertThat(node.scheduler.job("once").state()).isEqualTo(JobState.FAILED);
        assertThat(node.events(JobRemoved.class)).isEmpty();
    }

    @Test
    void a_run_that_fails_is_tried_again_after_growing_delays_until_it_succeeds() {
        node.mailer.failure = new IllegalStateException("not yet");
        node.scheduler
                .define(Mailer::send, "a", 1)
                .id("mail")
                .retries(RetryPolicy.of(3).withDelay(MINUTE).withFactor(2))
                .add();
        node.scheduler.runDue();
        assertThat(node.events(JobRetrying.class)).singleElement().satisfies(retrying -> {
            assertThat(retrying.attempt()).isEqualTo(1);
            assertThat(retrying.notBefore()).isEqualTo(at("09:01"));
            assertThat(retrying.exception()).isSameAs(node.mailer.failure);
        });

        node.runAfter(MINUTE);
        assertThat(node.calls()).hasSize(2);
        node.runAfter(MINUTE);
        assertThat(node.calls()).as("the second wait is twice as long").hasSize(2);
        node.mailer.failure = null;
        node.runAfter(MINUTE);

        assertThat(node.calls()).hasSize(3);
        assertThat(node.events(JobFailed.class)).isEmpty();
        assertThat(node.events(JobExecuted.class)).singleElement().satisfies(executed -> assertThat(executed.attempt())
                .isEqualTo(3));
        assertThat(node.scheduler.findJob("mail")).isEmpty();
    }

    @Test
    void a_one_shot_whose_attempts_are_used_up_fails_for_good_and_can_be_put_back() {
        node.mailer.failure = new IllegalStateException("never");
        node.scheduler
                .define(Mailer::send, "a", 1)
                .id("mail")
                .retries(RetryPolicy.of(1).withDelay(MINUTE))
                .add();
        node.scheduler.runDue();
        node.runAfter(MINUTE);
        assertThat(node.scheduler.job("mail").state()).isEqualTo(JobState.FAILED);
        assertThat(node.events(JobFailed.class)).hasSize(1);

        node.mailer.failure = null;
        node.scheduler.retry("mail");
        node.scheduler.runDue();

        assertThat(node.calls()).hasSize(3);
        assertThat(node.scheduler.findJob("mail")).isEmpty();
        addHourly("healthy");
        assertThatThrownBy(() -> node.scheduler.retry("healthy"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("not FAILED");
    }

    @Test
    void only_the_exceptions_that_are_worth_it_are_tried_again() {
        RetryPolicy retries = RetryPolicy.of(5)
                .withOn(Set.of("java.lang.RuntimeException"))
                .withNot(Set.of("java.lang.IllegalArgumentException"));
        node.mailer.failure = new NumberFormatException("an IllegalArgumentException");
        node.scheduler.define(Mailer::send, "a", 1).id("no").retries(retries).add();
        node.scheduler.runDue();
        assertThat(node.scheduler.job("no").state()).isEqualTo(JobState.FAILED);

        node.mailer.failure = new IllegalStateException("a RuntimeException");
        node.scheduler.define(Mailer::send, "a", 1).id("yes").retries(retries).add();
        node.scheduler.runDue();
        assertThat(node.scheduler.job("yes").state()).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void a_retry_that_still_waits_when_the_next_fire_time_comes_gives_way_to_it() {
        node.mailer.failure = new IllegalStateException("no");
        node.scheduler
                .define(Mailer::tick)
                .id("hourly")
                .trigger(HOURLY)
                .retries(RetryPolicy.of(3).withDelay(Duration.ofHours(2)).withMaxDelay(Duration.ofHours(5)))
                .add();
        node.runAfter(Duration.ofHours(1));
        node.mailer.failure = null;

        node.runAfter(Duration.ofHours(1));

        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z");
        assertThat(node.events(JobSkipped.class)).extracting(JobSkipped::reason).containsExactly(SkipReason.SUPERSEDED);
        assertThat(node.events(JobFailed.class))
                .as("the run that is not tried again has ended")
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.runId())
                            .isEqualTo(node.events(JobRetrying.class).get(0).runId());
                    assertThat(failed.attempt()).isEqualTo(1);
                    assertThat(failed.exception()).hasMessageContaining("IllegalStateException");
                });
    }

    @Test
    void a_run_that_waits_ends_with_its_job() {
        addHourly("hourly");
        UUID waiting = node.scheduler.runNow("hourly");

        node.scheduler.remove("hourly");
        node.scheduler.runDue();

        assertThat(node.calls()).isEmpty();
        assertThat(node.events(JobCancelled.class))
                .extracting(JobCancelled::runId)
                .containsExactly(waiting);
        assertThat(node.eventNames()).endsWith("JobCancelled", "JobRemoved");
    }

    @Test
    void a_trigger_that_names_no_time_zone_gets_that_of_the_scheduler() {
        CronTrigger inUtc = Triggers.cron("0 3 * * *", ZoneId.of("UTC"));
        node.scheduler
                .define(Mailer::tick)
                .id("nightly")
                .trigger(Triggers.cron("0 3 * * *"))
                .add();
        assertThat(node.scheduler.job("nightly").trigger()).contains(inUtc);

        node.scheduler.reschedule("nightly", Triggers.cron("0 4 * * *"));
        assertThat(node.scheduler.job("nightly").trigger()).contains(Triggers.cron("0 4 * * *", ZoneId.of("UTC")));

        CronTrigger tokyo = Triggers.cron("0 3 * * *", ZoneId.of("Asia/Tokyo"));
        node.scheduler.reschedule("nightly", tokyo);
        assertThat(node.scheduler.job("nightly").trigger()).contains(tokyo);
    }

    @Test
    void a_run_past_its_time_limit_is_interrupted() {
        node.scheduler.define(Mailer::tick).id("slow").timeLimit(MINUTE).add();
        node.mailer.whileRunning = () -> node.clock.advance(MINUTE.multipliedBy(2));
        node.mailer.interruptible = () -> node.scheduler.expireTimeLimits();

        node.scheduler.runDue();

        assertThat(node.executor.cancelled).hasSize(1);
        assertThat(node.events(JobTimedOut.class)).singleElement().satisfies(timedOut -> assertThat(timedOut.limit())
                .isEqualTo(MINUTE));
        assertThat(node.scheduler.job("slow").state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void a_job_whose_own_trigger_fails_is_set_aside_with_its_error_and_the_others_go_on() {
        Trigger failing = after -> {
            if (after.isBefore(at("09:30"))) {
                return Optional.of(at("09:30"));
            }
            throw new UnsupportedOperationException("no calendar for 2026");
        };
        node.scheduler.define(Mailer::tick).id("failing").trigger(failing).add();
        addHourly("hourly");

        node.runAfter(Duration.ofHours(1));

        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");
        assertThat(node.scheduler.job("failing").state()).isEqualTo(JobState.SET_ASIDE);
        assertThat(node.scheduler.job("failing").error())
                .hasValueSatisfying(error -> assertThat(error).contains("no calendar for 2026"));
        assertThat(node.events(JobSetAside.class)).hasSize(1);
    }

    @Test
    @Proves({"8.10/17", "8.10/18"})
    void a_paused_job_passes_its_fire_times_and_goes_on_from_when_it_is_resumed() {
        ScheduledJob job = addHourly("hourly");
        assertThat(job.pause().state()).isEqualTo(JobState.PAUSED);
        node.runAfter(Duration.ofHours(2).plusMinutes(30));
        assertThat(node.calls()).isEmpty();

        assertThat(job.resume().nextFireTime()).contains(at("12:00"));

        node.runAfter(MINUTE.multipliedBy(30));
        assertThat(node.calls()).containsExactly("2026-03-02T12:00:00Z");
    }

    @Test
    void a_paused_job_can_be_run_now_and_stays_paused() {
        addHourly("hourly").pause();

        node.scheduler.runNow("hourly");
        node.scheduler.runDue();

        assertThat(node.calls()).containsExactly("2026-03-02T09:00:00Z");
        assertThat(node.scheduler.job("hourly").state()).isEqualTo(JobState.PAUSED);
        assertThat(node.scheduler.job("hourly").nextFireTime()).contains(at("10:00"));
    }

    @Test
    @Proves("8.14/17")
    void a_job_added_paused_keeps_its_next_fire_time_and_does_not_run() {
        node.scheduler.define(Mailer::tick).id("later").trigger(HOURLY).paused().add();

        node.runAfter(Duration.ofHours(2));

        assertThat(node.calls()).isEmpty();
        assertThat(node.scheduler.job("later").nextFireTime()).contains(at("10:00"));
    }

    @Test
    void the_first_run_can_be_chosen_and_the_trigger_goes_on_from_there() {
        node.scheduler
                .define(Mailer::tick)
                .id("hourly")
                .trigger(HOURLY)
                .firstRun(at("09:10"))
                .add();

        node.runAfter(MINUTE.multipliedBy(10));

        assertThat(node.calls()).containsExactly("2026-03-02T09:10:00Z");
        assertThat(node.scheduler.job("hourly").nextFireTime()).contains(at("10:00"));
    }

    @Test
    void an_interval_that_says_no_start_goes_on_from_the_first_run() {
        node.scheduler
                .define(Mailer::tick)
                .id("daily")
                .trigger(Triggers.every("1d"))
                .firstRun(at("10:00"))
                .add();

        node.runAfter(Duration.ofHours(1));

        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");
        assertThat(node.scheduler.job("daily").nextFireTime()).contains(Instant.parse("2026-03-03T10:00:00Z"));
    }

    @Test
    void modifying_changes_several_attributes_in_one_step_and_keeps_the_next_fire_time() {
        node.scheduler.define(Mailer::send, "a", 1).id("mail").trigger(HOURLY).add();

        ScheduledJob changed = node.scheduler
                .modify("mail")
                .arguments("b", 2)
                .maxInstances(6)
                .name("Alternate")
                .apply();

        assertThat(changed.name()).isEqualTo("Alternate");
        assertThat(changed.maxInstances()).isEqualTo(6);
        assertThat(changed.nextFireTime()).contains(at("10:00"));
        node.runAfter(Duration.ofHours(1));
        assertThat(node.calls()).containsExactly("bx2");
    }

    @Test
    @Proves("8.7/7")
    void a_change_that_does_not_fit_is_refused_and_stores_nothing() {
        node.scheduler.define(Mailer::send, "a", 1).id("mail").trigger(HOURLY).add();

        assertThatThrownBy(() -> node.scheduler
                        .modify("mail")
                        .name("Other")
                        .arguments("only one")
                        .apply())
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("takes 2 arguments")
                .hasMessageContaining("1 are given");
        assertThat(node.scheduler.job("mail").name()).isEqualTo("mail");
    }

    @Test
    @Proves("8.10/16")
    void rescheduling_computes_the_next_fire_time_from_now_and_keeps_a_pause() {
        addHourly("hourly").pause();
        node.clock.advance(MINUTE);

        ScheduledJob changed = node.scheduler.reschedule(
                "hourly", new IntervalTrigger(MINUTE.multipliedBy(10), Optional.empty(), Optional.empty()));

        assertThat(changed.nextFireTime()).contains(at("09:11"));
        assertThat(changed.state()).isEqualTo(JobState.PAUSED);
    }

    @Test
    void rescheduling_to_a_trigger_that_is_over_is_refused() {
        addHourly("hourly");

        assertThatThrownBy(() -> node.scheduler.reschedule(
                        "hourly", new IntervalTrigger(MINUTE, Optional.of(at("08:00")), Optional.of(at("08:30")))))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("never fires");
        assertThat(node.scheduler.job("hourly").trigger()).contains(HOURLY);
    }

    @Test
    @Proves("8.10/21")
    void a_removed_job_does_not_run_and_is_told_of_once() {
        addHourly("hourly").remove();

        node.runAfter(Duration.ofHours(1));

        assertThat(node.calls()).isEmpty();
        assertThat(node.events(JobRemoved.class)).hasSize(1);
    }

    @Test
    void a_job_that_is_removed_while_it_runs_still_has_its_terminal_event() {
        addHourly("hourly");
        node.executor.keep();
        node.runAfter(Duration.ofHours(1));

        node.scheduler.remove("hourly");
        node.executor.finish();
        node.scheduler.runDue();

        assertThat(node.events(JobExecuted.class)).hasSize(1);
        assertThat(node.scheduler.jobs()).isEmpty();
    }

    @Test
    @Proves("8.13/19")
    void the_end_of_an_old_run_does_not_touch_a_job_that_was_added_again() {
        addHourly("hourly");
        node.executor.keep();
        node.runAfter(Duration.ofHours(1));
        node.scheduler.remove("hourly");
        node.clock.advance(MINUTE);
        addHourly("hourly");

        node.executor.finish();
        node.scheduler.runDue();

        assertThat(node.scheduler.job("hourly").lastRun()).isEmpty();
        assertThat(node.scheduler.job("hourly").nextFireTime()).contains(at("11:00"));
    }

    @Test
    void a_job_that_is_edited_while_it_runs_keeps_the_edit_and_takes_note_of_the_run() {
        addHourly("hourly");
        node.executor.keep();
        node.runAfter(Duration.ofHours(1));

        node.scheduler.modify("hourly").name("Edited").apply();
        node.executor.finish();
        node.scheduler.runDue();

        assertThat(node.scheduler.job("hourly").name()).isEqualTo("Edited");
        assertThat(node.scheduler.job("hourly").lastSuccess()).contains(at("10:00"));
        assertThat(node.scheduler.job("hourly").running()).isEmpty();
    }

    @Test
    @Proves("8.10/13")
    void an_id_that_is_taken_fails_keeps_or_replaces_as_asked() {
        addHourly("hourly");

        assertThatThrownBy(() -> addHourly("hourly"))
                .isInstanceOf(DuplicateJobException.class)
                .hasMessageContaining("hourly")
                .hasMessageContaining("REPLACE");
        ScheduledJob kept = node.scheduler
                .define(Mailer::tick)
                .id("hourly")
                .name("Other")
                .onConflict(OnConflict.KEEP)
                .add();
        assertThat(kept.name()).isEqualTo("hourly");
        ScheduledJob replaced = node.scheduler
                .define(Mailer::tick)
                .id("hourly")
                .name("Other")
                .trigger(HOURLY)
                .onConflict(OnConflict.REPLACE)
                .add();
        assertThat(replaced.name()).isEqualTo("Other");
        assertThat(replaced.nextFireTime()).contains(at("10:00"));
    }

    @Test
    @Proves({"8.9/11", "8.9/13", "8.10/8", "8.10/20", "8.10/21", "8.10/28"})
    void what_does_not_exist_is_named_in_the_exception() {
        assertThatThrownBy(() -> node.scheduler.job("nobody"))
                .isInstanceOf(JobNotFoundException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> node.scheduler.pause("nobody")).isInstanceOf(JobNotFoundException.class);
        assertThatThrownBy(() -> node.scheduler.remove("nobody")).isInstanceOf(JobNotFoundException.class);
        assertThatThrownBy(() -> node.scheduler.store("redis"))
                .isInstanceOf(UnknownStoreException.class)
                .hasMessageContaining("redis")
                .hasMessageContaining("[default]");
        assertThatThrownBy(
                        () -> node.scheduler.define(Mailer::tick).executor("io").add())
                .isInstanceOf(UnknownExecutorException.class)
                .hasMessageContaining("carillon.executors.io.type");
        assertThat(node.scheduler.jobs()).isEmpty();
    }

    @Test
    @Proves({"8.6/12", "8.7/8"})
    void a_named_target_takes_its_arguments_by_name() {
        String target = Mailer.class.getName() + "#send";

        node.scheduler
                .define(target)
                .argument("to", "x@y.z")
                .argument("copies", 7)
                .add();
        node.scheduler.runDue();

        assertThat(node.calls()).containsExactly("x@y.zx7");
        assertThatThrownBy(() -> node.scheduler.define(target).argument("too", "x"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("[to, copies]");
        assertThatThrownBy(
                        () -> node.scheduler.define(target).argument("to", "x").add())
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'copies'");
        assertThatThrownBy(() -> node.scheduler.define("no-such-target"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("no-such-target");
    }

    @Test
    void overloaded_methods_are_told_apart_by_class_and_argument() {
        node.scheduler
                .define(Mailer.class)
                .calling(Mailer::over, "a")
                .id("text")
                .add();
        node.scheduler
                .define(Mailer.class)
                .calling(Mailer::over, 5)
                .id("number")
                .add();

        node.scheduler.runDue();

        assertThat(node.calls()).containsExactlyInAnyOrder("text a", "number 5");
        assertThatThrownBy(() -> node.scheduler.define(Mailer.class).method("over", "a"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("more than one");
    }

    @Test
    @Proves({"8.6/9", "8.11"})
    void what_names_no_method_of_a_bean_is_refused_with_advice() {
        Mailer bound = node.mailer;

        for (Call0<Mailer> reference :
                List.<Call0<Mailer>>of(mailer -> mailer.send("a", 1), mailer -> bound.tick(null), Mailer::broadcast)) {
            assertThatThrownBy(() -> node.scheduler.define(reference))
                    .isInstanceOf(JobDefinitionException.class)
                    .hasMessageContaining("Mailer::send")
                    .hasMessageContaining(SchedulerTest.class.getName());
        }
    }

    @Test
    @Proves({"8.6/7", "8.10/19", "8.10/23"})
    void lists_show_the_next_to_fire_first_and_the_table_shows_every_job() {
        addHourly("b");
        node.scheduler
                .define(Mailer::tick)
                .id("a")
                .trigger(new DateTrigger(at("09:30")))
                .add();
        node.scheduler.define(Mailer::tick).id("c").trigger(HOURLY).paused().add();

        assertThat(node.scheduler.jobs()).extracting(ScheduledJob::id).containsExactly("a", "b", "c");
        assertThat(node.scheduler.nextFireTimes("b", 3)).containsExactly(at("10:00"), at("11:00"), at("12:00"));
        StringBuilder table = new StringBuilder();
        node.scheduler.printJobs(table);
        assertThat(table.toString().lines().toList())
                .hasSize(4)
                .anyMatch(line -> line.matches("default +c +PAUSED +2026-03-02T10:00:00Z +default +interval\\[.*"));
    }

    @Test
    @Proves("8.10/6")
    void a_paused_node_claims_nothing_and_catches_up_when_it_goes_on() {
        addHourly("hourly");
        node.scheduler.pause();
        node.runAfter(Duration.ofHours(1));
        assertThat(node.calls()).isEmpty();

        node.scheduler.resume();
        node.scheduler.runDue();

        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");
        assertThat(node.eventNames()).contains("SchedulerPaused", "SchedulerResumed");
    }

    @Test
    @Proves("8.10/24")
    void exported_jobs_come_back_as_they_stood_with_their_events_and_run() {
        node.scheduler
                .define(Mailer::send, "a", 1)
                .id("mail")
                .name("Post")
                .tag("x")
                .trigger(HOURLY)
                .maxInstances(3)
                .add();
        node.scheduler.define(Mailer::tick).id("later").trigger(HOURLY).paused().add();
        StringBuilder exported = new StringBuilder();
        node.scheduler.exportJobs(exported);
        node.scheduler.removeAllJobs();
        node.scheduler.runDue();
        node.events.clear();

        node.scheduler.importJobs(new StringReader(exported.toString()), OnConflict.FAIL);
        node.runAfter(Duration.ofHours(1));

        assertThat(node.calls()).containsExactly("ax1");
        assertThat(node.scheduler.job("mail").name()).isEqualTo("Post");
        assertThat(node.scheduler.job("mail").maxInstances()).isEqualTo(3);
        assertThat(node.scheduler.job("later").state()).isEqualTo(JobState.PAUSED);
        assertThat(node.eventNames()).startsWith("JobAdded", "JobAdded");
    }

    @Test
    @Proves("8.10/24")
    void an_import_that_is_wrong_anywhere_stores_nothing() {
        addHourly("a");
        StringBuilder exported = new StringBuilder();
        node.scheduler.exportJobs(exported);
        String good = exported.toString();
        node.scheduler.removeAllJobs();

        for (String bad : List.of(
                "",
                "{}",
                "[]",
                "no json",
                good.replace("\"carillonJobs\": 1", "\"carillonJobs\": 2"),
                good.replace("\"interval\"", "\"lunar\""))) {
            assertThatThrownBy(() -> node.scheduler.importJobs(new StringReader(bad), OnConflict.FAIL))
                    .as(bad)
                    .isInstanceOf(JobDefinitionException.class);
        }
        assertThatThrownBy(() -> node.scheduler.importJobs(
                        new StringReader(good.replace("\"default\"", "\"redis\"")), OnConflict.FAIL))
                .isInstanceOf(UnknownStoreException.class);
        assertThat(node.scheduler.jobs()).isEmpty();

        node.scheduler.store("default").importJobs(new StringReader(good), OnConflict.FAIL);
        assertThatThrownBy(() -> node.scheduler.importJobs(new StringReader(good), OnConflict.FAIL))
                .isInstanceOf(DuplicateJobException.class);
        assertThat(node.scheduler.importJobs(new StringReader(good), OnConflict.KEEP))
                .hasSize(1);
    }

    @Test
    @Proves("8.10/22")
    void all_jobs_are_removed_with_one_event() {
        addHourly("a");
        addHourly("b");

        node.scheduler.removeAllJobs();
        node.scheduler.runDue();

        assertThat(node.scheduler.jobs()).isEmpty();
        assertThat(node.eventNames()).containsOnlyOnce("AllJobsRemoved").doesNotContain("JobRemoved");
    }
}
