package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ConfigurationException;
import dev.carillon.DeliveryMode;
import dev.carillon.DuplicateJobException;
import dev.carillon.Job;
import dev.carillon.JobBuilder;
import dev.carillon.JobChanges;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobNotFoundException;
import dev.carillon.JobPage;
import dev.carillon.JobSetAsideException;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.OnConflict;
import dev.carillon.ResumePolicy;
import dev.carillon.Retention;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.TriggerFinishedException;
import dev.carillon.UnknownStoreException;
import dev.carillon.core.call.RegisteredTargets;
import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.ClockStepped;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRemoved;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.spi.Change;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything about a job can be seen and changed while it runs, one job or a hundred thousand at a time. */
class JobVerbsTest {

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

    private JobBuilder hourly(String id) {
        return node.scheduler.define(Mailer::tick).id(id).trigger(HOURLY);
    }

    // changes

    @Test
    @Proves("8.10/15")
    void everything_about_a_job_changes_in_one_step_with_one_event() {
        hourly("job").tag("old").tag("kept").add();
        node.scheduler.runDue();
        node.events.clear();

        ScheduledJob changed = node.scheduler
                .modify("job")
                .calling(node.scheduler.define(Mailer::send, "a@b.c", 3))
                .removeTag("old")
                .tag("new")
                .nextFireTime(at("12:34"))
                .jitter(Duration.ofSeconds(3))
                .whenFull(LimitPolicy.QUEUE)
                .delivery(DeliveryMode.AT_MOST_ONCE)
                .paused()
                .apply();
        node.scheduler.runDue();

        assertThat(changed.target()).endsWith("Mailer#send");
        assertThat(changed.arguments()).isEqualTo("[\"a@b.c\",3]");
        assertThat(changed.tags()).containsExactlyInAnyOrder("kept", "new");
        assertThat(changed.nextFireTime()).contains(at("12:34"));
        assertThat(changed.jitter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(changed.whenFull()).isEqualTo(LimitPolicy.QUEUE);
        assertThat(changed.delivery()).isEqualTo(DeliveryMode.AT_MOST_ONCE);
        assertThat(changed.state()).isEqualTo(JobState.PAUSED);
        assertThat(node.events(JobModified.class)).hasSize(1);
    }

    @Test
    void a_change_of_which_one_part_is_wrong_changes_nothing() {
        ScheduledJob before = hourly("job").add();

        assertThatThrownBy(() -> node.scheduler
                        .modify("job")
                        .name("Alternate")
                        .arguments("one too many")
                        .apply())
                .isInstanceOf(JobDefinitionException.class);

        assertThat(node.scheduler.job("job").name()).isEqualTo(before.name());
    }

    @Test
    void one_argument_is_changed_by_its_name_and_the_others_stay() {
        node.scheduler
                .define(Mailer::send, "a@b.c", 3)
                .id("mail")
                .trigger(HOURLY)
                .add();

        ScheduledJob changed =
                node.scheduler.modify("mail").argument("copies", 4).apply();

        assertThat(changed.arguments()).isEqualTo("[\"a@b.c\",4]");
        assertThatThrownBy(() ->
                        node.scheduler.modify("mail").argument("subject", "x").apply())
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("no argument 'subject', only [to, copies]");
        assertThatThrownBy(() ->
                        node.scheduler.modify("mail").argument("copies", "four").apply())
                .isInstanceOf(JobDefinitionException.class);
    }

    @Test
    void a_job_whose_next_run_was_moved_goes_on_by_its_trigger_from_there() {
        hourly("job").add();

        node.scheduler.modify("job").nextFireTime(at("09:20")).apply();

        assertThat(node.scheduler.nextFireTimes("job", 3)).containsExactly(at("09:20"), at("10:00"), at("11:00"));
    }

    @Test
    void a_next_run_that_is_moved_into_the_past_is_due_whatever_the_job_went_through() {
        node.mailer.failure = new IllegalStateException("boom");
        node.scheduler.define(Mailer::send, "failed", 1).id("failed").add();
        node.scheduler.runDue();
        node.mailer.failure = null;
        node.mailer.calls.clear();
        node.scheduler
                .define(Mailer::send, "aside", 1)
                .id("aside")
                .trigger(HOURLY)
                .add();
        JobRecord record = node.store.find("aside").orElseThrow();
        node.store.replace(List.of(Change.of(record, record.setAside("the moon was full", TestNode.START))));
        node.scheduler
                .define(Mailer::send, "paused", 1)
                .id("paused")
                .trigger(HOURLY)
                .paused()
                .add();

        node.scheduler.modify("failed").nextFireTime(at("08:30")).apply();
        node.scheduler.modify("aside").nextFireTime(at("08:30")).apply();
        node.scheduler
                .modify("paused")
                .nextFireTime(at("08:30"))
                .resumed(ResumePolicy.FROM_NOW)
                .apply();
        node.scheduler.runDue();

        assertThat(node.calls()).containsExactlyInAnyOrder("failedx1", "asidex1", "pausedx1");
    }

    @Test
    void a_trigger_that_is_over_is_refused_by_its_own_name_unless_the_next_run_is_given() {
        ScheduledJob job = hourly("job").add();
        IntervalTrigger over =
                new IntervalTrigger(Duration.ofHours(1), Optional.of(at("05:00")), Optional.of(at("08:00")));

        assertThatThrownBy(() -> hourly("late").trigger(over).add())
                .isInstanceOf(TriggerFinishedException.class)
                .hasMessageContaining("later end");
        assertThatThrownBy(() -> job.reschedule(over)).isInstanceOf(TriggerFinishedException.class);
        assertThatThrownBy(() -> job.modify().trigger(over).paused().apply())
                .isInstanceOf(TriggerFinishedException.class);
        assertThat(node.scheduler.job("job").nextFireTime()).contains(at("10:00"));

        assertThat(job.modify().trigger(over).nextFireTime(at("09:10")).apply().nextFireTime())
                .contains(at("09:10"));
    }

    @Test
    void changes_that_were_begun_before_others_were_stored_keep_those() {
        ScheduledJob mail = node.scheduler
                .define(Mailer::send, "a@b.c", 3)
                .id("mail")
                .trigger(HOURLY)
                .add();
        JobChanges first = mail.modify().tag("first").paused();
        JobChanges second = mail.modify().argument("copies", 5);

        first.apply();
        ScheduledJob both = second.apply();

        assertThat(both.tags()).containsExactly("first");
        assertThat(both.arguments()).isEqualTo("[\"a@b.c\",5]");
        assertThat(both.state()).isEqualTo(JobState.PAUSED);
        mail.remove();
        assertThatThrownBy(second::apply).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void edits_of_many_threads_at_once_all_take_place() throws Exception {
        ScheduledJob job = hourly("job").add();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<ScheduledJob>> edits = IntStream.range(0, 64)
                .mapToObj(i -> threads.submit(() -> job.modify().tag("tag-" + i).apply()))
                .toList();
        for (Future<ScheduledJob> edit : edits) {
            edit.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(node.scheduler.job("job").tags()).hasSize(64);
    }

    @Test
    void all_tags_are_replaced_at_once() {
        hourly("job").tag("a").tag("b").add();

        assertThat(node.scheduler.modify("job").tags(Set.of("c")).apply().tags())
                .containsExactly("c");
        assertThatThrownBy(() -> node.scheduler.modify("job").tags(Set.of(" ")).apply())
                .isInstanceOf(JobDefinitionException.class);
    }

    // resume

    @Test
    void a_job_resumed_from_now_forgets_what_it_missed_and_one_that_catches_up_runs_it_as_one() {
        hourly("forgets").paused().add();
        hourly("catches-up").paused().add();
        node.runAfter(Duration.ofHours(3).plusMinutes(5));

        ScheduledJob forgets = node.scheduler.job("forgets").resume();
        ScheduledJob catchesUp = node.scheduler.job("catches-up").resume(ResumePolicy.CATCH_UP);
        node.scheduler.runDue();

        assertThat(forgets.nextFireTime()).contains(at("13:00"));
        assertThat(catchesUp.nextFireTime()).contains(at("10:00"));
        assertThat(node.calls()).containsExactly("2026-03-02T12:00:00Z");
        assertThat(node.scheduler.job("catches-up").runCount()).isEqualTo(1);
    }

    // replacing what is over

    @Test
    void a_one_shot_that_has_failed_runs_again_when_it_is_added_again() {
        node.mailer.failure = new IllegalStateException("no route");
        node.scheduler.define(Mailer::send, "a@b.c", 1).id("mail").add();
        node.scheduler.runDue();
        assertThat(node.scheduler.job("mail").state()).isEqualTo(JobState.FAILED);
        node.mailer.failure = null;

        node.clock.advance(Duration.ofMinutes(1));
        node.scheduler
                .define(Mailer::send, "a@b.c", 1)
                .id("mail")
                .onConflict(OnConflict.REPLACE)
                .add();
        node.scheduler.runDue();

        assertThat(node.calls()).hasSize(2);
        assertThat(node.scheduler.findJob("mail")).isEmpty();
    }

    @Test
    void a_job_with_the_same_date_that_has_failed_runs_again_when_it_is_replaced() {
        node.mailer.failure = new IllegalStateException("no route");
        JobBuilder once = node.scheduler
                .define(Mailer::tick)
                .id("once")
                .trigger(dev.carillon.trigger.Triggers.date(TestNode.START))
                .onConflict(OnConflict.REPLACE);
        once.add();
        node.scheduler.runDue();
        node.mailer.failure = null;

        once.add();
        node.scheduler.runDue();

        assertThat(node.calls()).hasSize(2);
        assertThat(node.scheduler.findJob("once")).isEmpty();
    }

    @Test
    void a_job_that_is_set_aside_cannot_be_run_and_the_error_says_what_to_do() {
        hourly("job").add();
        node.store.replace(List.of(dev.carillon.spi.Change.of(
                node.store.find("job").orElseThrow(),
                node.store.find("job").orElseThrow().setAside("Nobody declares it any more.", TestNode.START))));

        assertThatThrownBy(() -> node.scheduler.runNow("job"))
                .isInstanceOf(JobSetAsideException.class)
                .hasMessage(
                        "Job 'job' is set aside and does not run: Nobody declares it any more. Mend the cause, then resume the job.");
    }

    // retention

    @Test
    @Proves({"8.14/14", "8.14/18"})
    void a_job_that_has_failed_for_good_stays_for_its_retention_and_is_then_removed() {
        node.mailer.failure = new IllegalStateException("no route");
        node.scheduler.define(Mailer::send, "a@b.c", 1).id("default").add();
        node.scheduler
                .define(Mailer::send, "a@b.c", 1)
                .id("week")
                .retention(Retention.DEFAULT.withFailedJob(Optional.of(Duration.ofDays(7))))
                .add();
        node.scheduler
                .define(Mailer::send, "a@b.c", 1)
                .id("for-ever")
                .retention(Retention.DEFAULT.withFailedJob(Optional.empty()))
                .add();
        node.scheduler.runDue();
        assertThat(node.scheduler.job("week").failedAt()).contains(TestNode.START);

        node.runAfter(Duration.ofDays(7).minusMillis(1));
        assertThat(node.scheduler.jobs()).hasSize(3);
        node.runAfter(Duration.ofMillis(1));
        assertThat(node.scheduler.findJob("week")).isEmpty();
        assertThat(node.events(JobRemoved.class)).extracting(JobRemoved::jobId).containsExactly("week");
        node.runAfter(Duration.ofDays(23));
        assertThat(node.scheduler.jobs()).extracting(ScheduledJob::id).containsExactly("for-ever");
        node.runAfter(Duration.ofDays(10_000));
        assertThat(node.scheduler.job("for-ever").state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void a_failed_job_that_is_put_back_paused_or_rescheduled_is_not_removed() {
        node.mailer.failure = new IllegalStateException("no route");
        for (String id : List.of("retried", "paused", "rescheduled")) {
            node.scheduler.define(Mailer::tick).id(id).add();
        }
        node.scheduler.runDue();
        node.executor.keep();

        node.scheduler.retry("retried");
        node.scheduler.pause("paused");
        node.scheduler.reschedule("rescheduled", HOURLY);
        node.runAfter(Duration.ofDays(31));

        assertThat(node.scheduler.jobs()).hasSize(3);
    }

    // clocks

    @Test
    @Proves("8.10/42")
    void a_step_of_the_clock_is_told_once_and_fires_nothing_twice() {
        hourly("job").misfireGraceTime(Duration.ofMinutes(1)).add();
        node.runAfter(Duration.ofHours(1));
        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");

        node.clock.set(at("09:30"));
        node.scheduler.runDue();
        node.runAfter(Duration.ofMinutes(45));

        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");
        assertThat(node.events(ClockStepped.class))
                .extracting(ClockStepped::step)
                .containsExactly(Duration.ofMinutes(-30));

        node.clock.set(at("13:00"));
        node.scheduler.runDue();
        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z", "2026-03-02T13:00:00Z");
        assertThat(node.events(ClockStepped.class)).hasSize(2);
    }

    @Test
    void a_clock_that_is_corrected_little_by_little_has_not_stepped() {
        for (int minute = 0; minute < 100; minute++) {
            node.clock.set(node.clock.instant().plusMillis(900));
            node.runAfter(Duration.ofMinutes(1));
        }

        assertThat(node.events(ClockStepped.class)).isEmpty();
    }

    // many

    @Test
    void many_jobs_are_added_in_one_step_and_told_of_one_by_one() {
        List<JobBuilder> jobs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            jobs.add(node.scheduler
                    .define(Mailer::send, "a@b.c", i)
                    .id("mail-" + i)
                    .trigger(HOURLY));
        }

        List<ScheduledJob> added = node.scheduler.addAll(jobs, OnConflict.FAIL);
        node.scheduler.runDue();

        assertThat(added)
                .extracting(ScheduledJob::id)
                .startsWith("mail-0", "mail-1")
                .hasSize(1000);
        assertThat(node.events(JobAdded.class)).hasSize(1000);
    }

    @Test
    void of_many_jobs_none_is_added_if_one_is_wrong_or_taken() {
        hourly("taken").add();
        List<JobBuilder> oneTaken = List.of(hourly("free"), hourly("taken"));
        List<JobBuilder> oneTwice = List.of(hourly("free"), hourly("free"));
        List<JobBuilder> oneWrong = List.of(hourly("free"), hourly("wrong").executor("nowhere"));

        assertThatThrownBy(() -> node.scheduler.addAll(oneTaken, OnConflict.FAIL))
                .isInstanceOf(DuplicateJobException.class);
        assertThatThrownBy(() -> node.scheduler.addAll(oneTwice, OnConflict.REPLACE))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'free' is given to two");
        assertThatThrownBy(() -> node.scheduler.addAll(oneWrong, OnConflict.FAIL))
                .hasMessageContaining("nowhere");

        assertThat(node.scheduler.findJob("free")).isEmpty();
    }

    @Test
    void jobs_of_several_stores_are_walked_page_by_page_each_once_whatever_runs_meanwhile() {
        node.scheduler.addJobStore("second", MemoryJobStore.of(node.clock));
        List<JobBuilder> jobs = new ArrayList<>();
        IntStream.range(0, 25).forEach(i -> jobs.add(hourly("job-" + i).store(i % 3 == 0 ? "second" : "default")));
        node.scheduler.addAll(jobs, OnConflict.FAIL);

        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.of("");
        int pages = 0;
        while (next.isPresent()) {
            JobPage page = node.scheduler.page(JobFilter.ALL, next.get(), 4);
            page.jobs().forEach(job -> seen.add(job.store() + "/" + job.id()));
            next = page.next();
            pages++;
            node.runAfter(Duration.ofHours(1));
        }

        assertThat(pages).isEqualTo(7);
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().isSorted();
        assertThat(node.scheduler.stream(JobFilter.ALL)).hasSize(25);
        assertThat(node.scheduler.page(JobFilter.ALL, "", 25).next()).isEmpty();
        assertThat(node.scheduler.page(JobFilter.ALL, "", 17).next()).isPresent();
    }

    @Test
    void a_page_is_asked_for_only_with_what_a_page_has_given() {
        assertThatThrownBy(() -> node.scheduler.page(JobFilter.ALL, "nonsense", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JobPage.next()");
        assertThatThrownBy(() -> node.scheduler.page(JobFilter.ALL, "", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Proves("8.10/19")
    void jobs_are_listed_by_their_store() {
        node.scheduler.addJobStore("second", MemoryJobStore.of(node.clock));
        hourly("one").add();
        hourly("two").store("second").add();

        assertThat(node.scheduler.jobs(JobFilter.ALL.withStore("second"), 10))
                .extracting(ScheduledJob::id)
                .containsExactly("two");
        assertThat(node.scheduler.store("default").jobs(JobFilter.ALL.withStore("second"), 10))
                .isEmpty();
        assertThatThrownBy(() -> node.scheduler.jobs(JobFilter.ALL.withStore("third"), 10))
                .isInstanceOf(UnknownStoreException.class);
    }

    @Test
    void a_limit_holds_over_all_stores_together() {
        node.scheduler.addJobStore("second", MemoryJobStore.of(node.clock));
        hourly("one").add();
        hourly("two").store("second").add();

        assertThat(node.scheduler.jobs(JobFilter.ALL, 1)).hasSize(1);
    }

    // snapshots

    @Test
    @Proves("8.7/2")
    void a_snapshot_stays_as_it_was_read_and_can_be_read_again() {
        ScheduledJob read = hourly("job").add();
        read.pause();

        assertThat(read.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(read.refresh().orElseThrow().state()).isEqualTo(JobState.PAUSED);
        read.remove();
        assertThat(read.refresh()).isEmpty();
    }

    @Test
    @Proves("8.7/2")
    void a_snapshot_shows_the_runs_that_wait() {
        ScheduledJob job = hourly("job").add();
        var run = job.runNow();

        assertThat(job.refresh().orElseThrow().waiting()).containsExactly(run);
        assertThat(job.cancelRun(run)).isTrue();
        assertThat(job.refresh().orElseThrow().waiting()).isEmpty();
        assertThat(job.nextFireTimes(2)).hasSize(2);
    }

    // parts

    @Test
    @Proves("8.10/8")
    void executors_and_stores_are_added_by_description_while_the_scheduler_runs() {
        node.scheduler.addExecutor("io", Map.of("type", "threadpool", "max-workers", "2"));
        node.scheduler.addJobStore("second", Map.of("type", "memory"));

        hourly("job").store("second").executor("io").add();

        assertThat(node.scheduler.executors()).contains("io");
        assertThat(node.scheduler.stores()).containsExactly("default", "second");
        assertThat(node.scheduler.store("second").job("job").executor()).isEqualTo("io");
    }

    @Test
    @Proves("8.10/9")
    void a_wrong_description_is_refused_with_all_its_faults_and_adds_nothing() {
        assertThatThrownBy(() -> node.scheduler.addExecutor(
                        "io", Map.of("type", "threadpool", "max-workers", "none of your business", "colour", "red")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("max-workers")
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> node.scheduler.addExecutor("io", Map.of("max-workers", "2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("carillon.executors.io.type");
        assertThatThrownBy(() -> node.scheduler.addJobStore("default", Map.of("type", "memory")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("taken");

        assertThat(node.scheduler.executors()).containsExactly("default");
    }

    @Test
    @Proves({"8.7/1", "8.7/8"})
    void a_job_without_an_id_gets_one_that_no_other_has() {
        ScheduledJob one = node.scheduler.define(Mailer::tick).trigger(HOURLY).add();
        ScheduledJob other = node.scheduler.define(Mailer::tick).trigger(HOURLY).add();

        assertThat(one.id()).isNotEmpty().isNotEqualTo(other.id());
        assertThat(one.name()).isEqualTo(one.id());
        assertThat(hourly("given").name("Grüße").add().name()).isEqualTo("Grüße");
    }

    @Test
    @Proves({"8.7/10", "8.7/11"})
    void snapshots_are_equal_by_store_and_id_and_say_where_the_job_stands() {
        node.scheduler.addJobStore("second", MemoryJobStore.of(node.clock));
        ScheduledJob job = hourly("jöb").add();
        ScheduledJob paused = job.pause();

        assertThat(paused).isEqualTo(job).hasSameHashCodeAs(job);
        assertThat(hourly("jöb").store("second").add()).isNotEqualTo(job);
        assertThat(hourly("other").add()).isNotEqualTo(job);
        assertThat(job).hasToString("job jöb in store default, SCHEDULED, next at 2026-03-02T10:00:00Z");
        assertThat(paused).hasToString("job jöb in store default, PAUSED, next at 2026-03-02T10:00:00Z");
    }

    @Test
    @Proves({"8.8/3", "8.10/38"})
    void an_executor_that_fails_fails_the_run_and_nothing_else() {
        node.scheduler.addExecutor("broken", new BrokenExecutor());
        hourly("lost").executor("broken").add();
        hourly("well").add();

        node.runAfter(Duration.ofHours(1));
        node.runAfter(Duration.ofHours(1));

        assertThat(node.calls()).hasSize(2);
        assertThat(node.events(JobFailed.class))
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.jobId()).isEqualTo("lost"))
                .allSatisfy(failure -> assertThat(failure.exception()).hasMessage("no thread left"));
        assertThat(node.scheduler.job("lost").running()).isEmpty();
    }

    /** Has room, and takes nothing. */
    private static final class BrokenExecutor implements JobExecutor {

        @Override
        public int room() {
            return 1;
        }

        @Override
        public int running() {
            return 0;
        }

        @Override
        public CompletionStage<Outcome> submit(RunTask task) {
            throw new IllegalStateException("no thread left");
        }

        @Override
        public void cancel(UUID runId) {}

        @Override
        public boolean shutdown(Duration limit) {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    @Proves("8.8/8")
    void jobs_of_one_id_in_two_stores_have_slots_of_their_own() {
        node.scheduler.addJobStore("second", MemoryJobStore.of(node.clock));
        hourly("job").add();
        hourly("job").store("second").add();
        node.executor.keep();

        node.runAfter(Duration.ofHours(1));

        assertThat(node.executor.running()).isEqualTo(2);
        assertThat(node.events(JobSkipped.class)).isEmpty();
    }

    @Test
    @Proves("8.9/15")
    void a_memory_store_of_its_own_is_empty_after_the_end_of_its_scheduler() {
        hourly("job").add();

        node.scheduler.shutdownNow();

        assertThat(node.store.find("job")).isEmpty();
    }

    @Test
    @Proves({"8.10/29", "8.12"})
    void a_listener_that_throws_hides_nothing_from_the_others() {
        List<SchedulerEvent> heard = new ArrayList<>();
        node.scheduler.addListener(
                event -> {
                    throw new IllegalStateException("cannot listen");
                },
                JobAdded.class);
        node.scheduler.addListener(heard::add, JobAdded.class);

        hourly("job").add();
        node.runAfter(Duration.ofHours(1));

        assertThat(heard).hasSize(1);
        assertThat(node.calls()).hasSize(1);
    }

    // names of targets without CDI

    static class Renamed {

        @Job(id = "send-mail", formerly = "com.acme.Mailer#send")
        void send(String to) {}
    }

    @Test
    void a_registered_method_is_known_by_its_job_id_and_by_former_names() {
        RegisteredTargets targets = new RegisteredTargets()
                .add(new Renamed())
                .renamed(Map.of("mail", "com.acme.Mailer#send", "a", "b", "b", "a"));

        assertThat(targets.find("send-mail")).isPresent();
        assertThat(targets.find("com.acme.Mailer#send").orElseThrow().name()).isEqualTo("send-mail");
        assertThat(targets.find("mail").orElseThrow().name()).isEqualTo("send-mail");
        assertThat(targets.find("a")).isEmpty();
    }

    static class Rival {

        @Job(id = "send-mail")
        void send(String to) {}
    }

    static class Heir {

        @Job(id = "deliver", formerly = "send-mail")
        void send(String to) {}
    }

    @Test
    void a_name_of_a_target_belongs_to_one_method() {
        RegisteredTargets targets = new RegisteredTargets().add(new Renamed());

        assertThatThrownBy(() -> targets.add(new Rival()))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'send-mail'")
                .hasMessageContaining("Rival");
        assertThatThrownBy(() -> targets.add(new Heir()))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'send-mail'");
    }

    @Test
    void a_stored_name_that_fits_several_methods_by_now_is_not_guessed() {
        RegisteredTargets targets = new RegisteredTargets().add(new Mailer());

        assertThat(targets.find(Mailer.class.getName() + "#over")).isEmpty();
        assertThat(targets.find(Mailer.class.getName() + "#over(int)")).isPresent();
    }

    @Test
    void a_scheduler_without_cdi_reads_former_names_of_targets_from_its_properties() {
        Mailer mailer = new Mailer();
        try (Scheduler scheduler = Scheduler.builder()
                .register(mailer)
                .properties(Map.of("carillon.targets.old", Mailer.class.getName() + "#send"))
                .build()) {
            assertThat(scheduler
                            .define("old")
                            .argument("to", "a@b.c")
                            .argument("copies", 1)
                            .add()
                            .target())
                    .isEqualTo(Mailer.class.getName() + "#send");
        }
    }
}
