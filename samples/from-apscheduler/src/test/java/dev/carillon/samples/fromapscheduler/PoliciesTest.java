package dev.carillon.samples.fromapscheduler;

import static dev.carillon.trigger.Triggers.date;
import static dev.carillon.trigger.Triggers.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.Coalesce;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.RetryPolicy;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobRetrying;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobTimedOut;
import dev.carillon.event.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** How many at once, how late, how often again. */
class PoliciesTest extends RunningScheduler {

    private final Instant anHourAgo =
            Instant.now().minus(61, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void a_fire_time_is_skipped_while_as_many_runs_are_going_as_the_job_allows() throws Exception {
        scheduler
                .define(Reports::print)
                .id("slow")
                .trigger(every("20ms"))
                .maxInstances(2)
                .add();

        reports.begun.acquire(2);
        JobSkipped skipped = happenings.next(JobSkipped.class, event -> event.reason() == SkipReason.MAX_INSTANCES);
        assertThat(skipped.jobId()).isEqualTo("slow");
        assertThat(scheduler.job("slow").running()).hasSize(2);
        reports.paper.countDown();
    }

    @Test
    void a_fire_time_waits_for_a_run_to_end_if_that_is_asked_for() throws Exception {
        scheduler
                .define(Reports::print)
                .id("slow")
                .trigger(every("20ms"))
                .whenFull(LimitPolicy.QUEUE)
                .add();

        reports.begun.acquire();
        await().until(() -> nextFireTime("slow").plusMillis(100).isBefore(Instant.now()));
        Instant kept = nextFireTime("slow");
        reports.paper.countDown();

        assertThat(happenings.next(JobSkipped.class, event -> event.first().equals(kept)))
                .returns(SkipReason.COALESCED, JobSkipped::reason);
    }

    private Instant nextFireTime(String id) {
        return scheduler.job(id).nextFireTime().orElseThrow();
    }

    @Test
    void a_run_that_would_start_too_late_is_missed() throws Exception {
        scheduler
                .define(Reports::build, "sales")
                .trigger(date(anHourAgo))
                .misfireGraceTime(Duration.ofMinutes(15))
                .add();

        JobMissed missed = happenings.next(JobMissed.class);
        assertThat(missed.scheduledTime()).isEqualTo(anHourAgo);
        assertThat(missed.late()).isGreaterThan(Duration.ofMinutes(15));
        assertThat(reports.built).isEmpty();
    }

    @Test
    void a_run_is_never_too_late_unless_that_is_asked_for() throws Exception {
        scheduler
                .define(Reports::build, "sales")
                .trigger(date(anHourAgo))
                .noMisfireGraceTime()
                .add();

        assertThat(happenings.next(JobExecuted.class).scheduledTime()).isEqualTo(anHourAgo);
    }

    @Test
    void fire_times_due_at_once_become_one_run_for_the_latest() throws Exception {
        scheduler
                .define(Reports::build, "sales")
                .trigger(every("10m").startingAt(anHourAgo))
                .firstRun(anHourAgo)
                .coalesce(Coalesce.LATEST)
                .add();

        JobSkipped skipped = happenings.next(JobSkipped.class);
        assertThat(skipped.reason()).isEqualTo(SkipReason.COALESCED);
        assertThat(skipped.count()).isEqualTo(6);
        assertThat(happenings.next(JobExecuted.class).scheduledTime())
                .isEqualTo(anHourAgo.plus(60, ChronoUnit.MINUTES));
    }

    @Test
    void fire_times_due_at_once_become_a_run_each_one_after_the_other() throws Exception {
        scheduler
                .define(Reports::build, "sales")
                .trigger(every("10m").startingAt(anHourAgo))
                .firstRun(anHourAgo)
                .coalesce(Coalesce.ALL)
                .coalesceCap(10)
                .add();

        for (int minutes = 0; minutes <= 60; minutes += 10) {
            assertThat(happenings.next(JobExecuted.class).scheduledTime())
                    .isEqualTo(anHourAgo.plus(minutes, ChronoUnit.MINUTES));
        }
    }

    @Test
    void jitter_puts_a_run_off_and_leaves_its_scheduled_time() throws Exception {
        scheduler
                .define(Reports::build, "sales")
                .trigger(every("200ms"))
                .jitter(Duration.ofMillis(100))
                .add();

        Instant first = happenings.next(JobExecuted.class).scheduledTime();
        Instant second = happenings.next(JobExecuted.class).scheduledTime();
        assertThat(Duration.between(first, second).toMillis() % 200).isZero();
    }

    @Test
    void a_run_that_failed_is_tried_again() throws Exception {
        scheduler
                .define(Reports::failAtFirst)
                .retries(RetryPolicy.of(3).withDelay(Duration.ofMillis(10)))
                .add();

        assertThat(happenings.next(JobRetrying.class).exception()).hasMessage("no ink");
        assertThat(happenings.next(JobExecuted.class).attempt()).isEqualTo(2);
    }

    @Test
    void a_single_run_that_failed_for_good_stays_and_can_be_put_back() throws Exception {
        scheduler.define(Reports::fail).id("single").add();
        happenings.next(JobFailed.class);
        await().until(() -> scheduler.job("single").state() == JobState.FAILED);

        scheduler.retry("single");

        assertThat(happenings.next(JobFailed.class).exception()).hasMessage("no ink");
    }

    @Test
    void a_run_has_a_time_limit() throws Exception {
        scheduler
                .define(Reports::print)
                .id("slow")
                .timeLimit(Duration.ofMillis(20))
                .add();

        assertThat(happenings.next(JobTimedOut.class).jobId()).isEqualTo("slow");
    }

    @Test
    void a_run_is_cancelled() throws Exception {
        scheduler.define(Reports::print).id("slow").add();
        reports.begun.acquire();

        scheduler.cancel("slow");

        assertThat(happenings.next(JobCancelled.class).jobId()).isEqualTo("slow");
        assertThat(reports.built).containsExactly("torn off");
    }
}
