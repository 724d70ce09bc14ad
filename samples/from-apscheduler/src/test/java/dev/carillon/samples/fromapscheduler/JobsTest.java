package dev.carillon.samples.fromapscheduler;

import static dev.carillon.trigger.Triggers.cron;
import static dev.carillon.trigger.Triggers.date;
import static dev.carillon.trigger.Triggers.every;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.DuplicateJobException;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobNotFoundException;
import dev.carillon.JobState;
import dev.carillon.OnConflict;
import dev.carillon.ResumePolicy;
import dev.carillon.ScheduledJob;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobRemoved;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.Trigger;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The verbs on jobs. */
class JobsTest extends RunningScheduler {

    private final Instant soon = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void a_job_without_a_trigger_runs_once_now() throws Exception {
        scheduler.define(Reports::build, "sales").id("once").add();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
        happenings.next(JobRemoved.class);
        assertThat(scheduler.findJob("once")).isEmpty();
    }

    @Test
    void a_job_is_added_with_trigger_arguments_id_and_name() {
        scheduler
                .define(Reports::send, "Ada", 2)
                .id("ada")
                .name("Ada's copies")
                .trigger(cron("0 3 * * *"))
                .add();

        ScheduledJob job = scheduler.job("ada");
        assertThat(job.name()).isEqualTo("Ada's copies");
        assertThat(job.arguments()).isEqualTo("[\"Ada\",2]");
        assertThat(job.trigger()).isPresent();
        assertThat(job.nextFireTime()).isPresent();
    }

    @Test
    void a_job_recurs() throws Exception {
        scheduler.define(Reports::build, "sales").trigger(every("20ms")).add();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
    }

    @Test
    void the_run_is_the_first_parameter_of_a_method_that_wants_it() throws Exception {
        scheduler.define(Reports::send, "Ada", 2).id("ada").add();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("ada to Ada x2");
    }

    @Test
    void an_id_that_is_taken_is_refused_unless_the_job_is_replaced() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .add();

        assertThatThrownBy(() -> scheduler
                        .define(Reports::build, "costs")
                        .id("daily")
                        .trigger(date(soon))
                        .add())
                .isInstanceOf(DuplicateJobException.class);

        scheduler.pause("daily");
        scheduler
                .define(Reports::build, "costs")
                .id("daily")
                .trigger(date(soon))
                .onConflict(OnConflict.REPLACE)
                .add();
        assertThat(scheduler.job("daily").arguments()).isEqualTo("[\"costs\"]");
        assertThat(scheduler.job("daily").state()).isEqualTo(JobState.PAUSED);
    }

    @Test
    void the_first_run_is_chosen_and_the_trigger_says_the_others() {
        Trigger daily = cron("0 3 * * *", ZoneOffset.UTC);

        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(daily)
                .firstRun(soon)
                .add();

        assertThat(scheduler.nextFireTimes("daily", 2))
                .containsExactly(soon, daily.nextAfter(soon).orElseThrow());
    }

    @Test
    void a_job_is_added_paused() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .paused()
                .add();

        assertThat(scheduler.job("daily").state()).isEqualTo(JobState.PAUSED);
    }

    @Test
    void a_job_is_removed_by_its_id_or_by_itself() {
        ScheduledJob daily = scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .add();
        scheduler
                .define(Reports::build, "costs")
                .id("weekly")
                .trigger(date(soon))
                .add();

        scheduler.remove("weekly");
        daily.remove();

        assertThat(scheduler.jobs()).isEmpty();
        assertThatThrownBy(() -> scheduler.remove("weekly")).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void all_jobs_are_removed() {
        scheduler.define(Reports::build, "sales").trigger(date(soon)).add();
        scheduler.define(Reports::build, "costs").trigger(date(soon)).add();

        scheduler.removeAllJobs();

        assertThat(scheduler.jobs()).isEmpty();
    }

    @Test
    void a_job_is_modified_in_one_step() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .add();

        scheduler
                .modify("daily")
                .name("Sales, twice")
                .maxInstances(6)
                .arguments("twice")
                .apply();

        ScheduledJob job = scheduler.job("daily");
        assertThat(job.name()).isEqualTo("Sales, twice");
        assertThat(job.maxInstances()).isEqualTo(6);
        assertThat(job.arguments()).isEqualTo("[\"twice\"]");
        assertThat(job.nextFireTime()).contains(soon);
        assertThatThrownBy(() ->
                        scheduler.modify("daily").name("Never").maxInstances(0).apply())
                .isInstanceOf(JobDefinitionException.class);
        assertThat(scheduler.job("daily").name()).isEqualTo("Sales, twice");
    }

    @Test
    void a_job_gets_another_method_and_another_next_run_in_one_step() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(every("1d"))
                .tag("sales")
                .add();
        Instant later = soon.plusSeconds(60);

        ScheduledJob changed = scheduler
                .modify("daily")
                .calling(scheduler.define(Reports::send, "Ada", 2))
                .nextFireTime(later)
                .tags(Set.of("copies"))
                .apply();

        assertThat(changed.arguments()).isEqualTo("[\"Ada\",2]");
        assertThat(changed.nextFireTime()).contains(later);
        assertThat(changed.tags()).containsExactly("copies");
        assertThat(changed.modify().argument("copies", 3).apply().arguments()).isEqualTo("[\"Ada\",3]");
    }

    @Test
    void a_job_that_is_resumed_may_catch_up() throws Exception {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(every("1d"))
                .firstRun(Instant.now().minusSeconds(60))
                .paused()
                .add();

        scheduler.resume("daily", ResumePolicy.CATCH_UP);

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
    }

    @Test
    void a_job_is_rescheduled_and_a_pause_stays() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(every("1d"))
                .paused()
                .add();

        scheduler.reschedule("daily", date(soon));

        assertThat(scheduler.job("daily").nextFireTime()).contains(soon);
        assertThat(scheduler.job("daily").state()).isEqualTo(JobState.PAUSED);
    }

    @Test
    void a_job_is_paused_and_resumed() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .add();

        scheduler.pause("daily");
        assertThat(scheduler.job("daily").state()).isEqualTo(JobState.PAUSED);
        assertThat(scheduler.job("daily").nextFireTime()).contains(soon);

        scheduler.resume("daily");
        assertThat(scheduler.job("daily").state()).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void jobs_are_found_and_listed_the_next_to_fire_first() {
        scheduler
                .define(Reports::build, "costs")
                .id("costs-1")
                .trigger(date(soon.plusSeconds(60)))
                .tag("money")
                .add();
        scheduler
                .define(Reports::build, "sales")
                .id("sales-1")
                .trigger(date(soon))
                .add();

        assertThat(scheduler.findJob("nobody")).isEmpty();
        assertThat(scheduler.jobs()).extracting(ScheduledJob::id).containsExactly("sales-1", "costs-1");
        assertThat(scheduler.store("default").jobs()).hasSize(2);
        assertThat(scheduler.jobs(JobFilter.ALL.withTag("money"), 10))
                .extracting(ScheduledJob::id)
                .containsExactly("costs-1");
        assertThat(scheduler.stream(JobFilter.ALL.withStore("default")))
                .extracting(ScheduledJob::id)
                .containsExactly("costs-1", "sales-1");
    }

    @Test
    @Proves("8.10/23")
    void jobs_are_printed_as_a_table() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .add();

        StringBuilder out = new StringBuilder();
        scheduler.printJobs(out);
        scheduler.printJobs();

        assertThat(out.toString().lines())
                .hasSize(2)
                .element(1)
                .asString()
                .contains("default", "daily", "SCHEDULED", soon.toString());
    }

    @Test
    void a_job_runs_now_without_moving_its_schedule() throws Exception {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .add();

        UUID run = scheduler.runNow("daily");

        JobExecuted executed = happenings.next(JobExecuted.class);
        assertThat(executed.runId()).isEqualTo(run);
        assertThat(executed.returnValue()).isEqualTo("report on sales");
        assertThat(scheduler.job("daily").nextFireTime()).contains(soon);
    }

    @Test
    void jobs_are_exported_and_imported() {
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(date(soon))
                .add();

        StringBuilder json = new StringBuilder();
        scheduler.exportJobs(json);
        scheduler.removeAllJobs();
        List<ScheduledJob> jobs = scheduler.importJobs(new StringReader(json.toString()), OnConflict.FAIL);

        assertThat(jobs).extracting(ScheduledJob::id).containsExactly("daily");
        assertThat(scheduler.job("daily").nextFireTime()).contains(soon);
    }
}
