package dev.carillon.samples.fromapscheduler;

import static dev.carillon.trigger.Triggers.date;
import static dev.carillon.trigger.Triggers.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Scheduler;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.AllJobsRemoved;
import dev.carillon.event.ExecutorAdded;
import dev.carillon.event.ExecutorRemoved;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobEvent;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRemoved;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobStarted;
import dev.carillon.event.JobStoreAdded;
import dev.carillon.event.JobStoreRemoved;
import dev.carillon.event.JobSubmitted;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.event.SchedulerPaused;
import dev.carillon.event.SchedulerResumed;
import dev.carillon.event.SchedulerShutdown;
import dev.carillon.event.SchedulerStarted;
import dev.carillon.event.SkipReason;
import dev.carillon.tck.checklist.Proves;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All events of APScheduler, and its listeners: a mask is a list of types. */
class EventsTest {

    private final Reports reports = new Reports();
    private final Happenings happenings = new Happenings();
    private final Scheduler scheduler = Scheduler.builder().register(reports).build();

    @AfterEach
    void end() {
        reports.paper.countDown();
        scheduler.shutdownNow();
    }

    @Test
    @Proves({"8.10/4", "8.10/6", "8.10/41"})
    void the_scheduler_tells_of_its_life() throws Exception {
        scheduler.addListener(happenings);
        scheduler.start();
        happenings.next(SchedulerStarted.class);
        scheduler.pause();
        happenings.next(SchedulerPaused.class);
        scheduler.resume();
        happenings.next(SchedulerResumed.class);
        scheduler.shutdown(Duration.ofSeconds(30));
        assertThat(happenings.next(SchedulerShutdown.class).node()).isEqualTo(scheduler.node());
    }

    @Test
    void parts_tell_that_they_come_and_go() throws Exception {
        scheduler.start();
        scheduler.addListener(happenings);
        scheduler.addExecutor("spare", new ThreadPerRun());
        assertThat(happenings.next(ExecutorAdded.class).executor()).isEqualTo("spare");
        scheduler.removeExecutor("spare");
        assertThat(happenings.next(ExecutorRemoved.class).executor()).isEqualTo("spare");
        scheduler.addJobStore("spare", MemoryJobStore.of(Clock.systemUTC()));
        assertThat(happenings.next(JobStoreAdded.class).store()).isEqualTo("spare");
        scheduler.removeJobStore("spare");
        assertThat(happenings.next(JobStoreRemoved.class).store()).isEqualTo("spare");
    }

    @Test
    @Proves("8.14/4")
    void jobs_tell_that_they_are_added_modified_and_removed() throws Exception {
        scheduler.addListener(happenings);
        scheduler
                .define(Reports::build, "sales")
                .id("daily")
                .trigger(every("1d"))
                .add();
        assertThat(happenings.next(JobAdded.class)).isEqualTo(new JobAdded("daily", "default"));
        scheduler.modify("daily").name("Sales").apply();
        assertThat(happenings.next(JobModified.class).jobId()).isEqualTo("daily");
        scheduler.remove("daily");
        assertThat(happenings.next(JobRemoved.class).jobId()).isEqualTo("daily");
        scheduler.removeAllJobs();
        assertThat(happenings.next(AllJobsRemoved.class).stores()).containsExactly("default");
    }

    @Test
    @Proves("8.10/33")
    void a_run_tells_that_it_is_submitted_started_and_executed_in_that_order() throws Exception {
        scheduler.start();
        scheduler.addListener(happenings);
        scheduler.define(Reports::build, "sales").id("once").add();

        Instant due = happenings.next(JobSubmitted.class).scheduledTimes().get(0);
        assertThat(happenings.next(JobStarted.class).scheduledTime()).isEqualTo(due);
        assertThat(happenings.next(JobExecuted.class).returnValue()).isEqualTo("report on sales");
        assertThat(happenings.next(JobRemoved.class).jobId()).isEqualTo("once");
    }

    @Test
    @Proves("8.8/2")
    void a_run_tells_that_it_failed_was_missed_or_was_one_too_many() throws Exception {
        scheduler.start();
        scheduler.addListener(happenings);

        scheduler.define(Reports::fail).add();
        assertThat(happenings.next(JobFailed.class).exception()).hasMessage("no ink");

        Instant past = Instant.now().minusSeconds(3_600);
        scheduler
                .define(Reports::build, "sales")
                .trigger(date(past))
                .misfireGraceTime(Duration.ofMinutes(1))
                .add();
        assertThat(happenings.next(JobMissed.class).late()).isGreaterThan(Duration.ofMinutes(1));

        scheduler.define(Reports::print).trigger(every("20ms")).add();
        happenings.next(JobSkipped.class, event -> event.reason() == SkipReason.MAX_INSTANCES);
    }

    @Test
    @Proves("8.10/10")
    void a_listener_hears_only_of_the_kinds_it_asked_for() throws Exception {
        BlockingQueue<SchedulerEvent> heard = new LinkedBlockingQueue<>();
        scheduler.start();
        scheduler.addListener(heard::add, JobExecuted.class, JobFailed.class);

        scheduler.define(Reports::build, "sales").id("good").add();
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isInstanceOf(JobExecuted.class);
        scheduler.define(Reports::fail).id("bad").add();
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isInstanceOf(JobFailed.class);
    }

    @Test
    void a_super_type_stands_for_all_below_it() throws Exception {
        scheduler.addListener(happenings, JobEvent.class);
        scheduler.start();

        scheduler.define(Reports::build, "sales").add();

        assertThat(happenings.next(SchedulerEvent.class)).isInstanceOf(JobAdded.class);
    }

    @Test
    @Proves("8.10/10")
    void a_listener_that_is_closed_hears_nothing_more() throws Exception {
        Happenings closed = new Happenings();
        Scheduler.Listening listening = scheduler.addListener(closed, JobAdded.class);
        scheduler.addListener(happenings, JobAdded.class);
        scheduler
                .define(Reports::build, "sales")
                .id("first")
                .trigger(every("1d"))
                .add();
        closed.next(JobAdded.class);

        listening.close();
        scheduler
                .define(Reports::build, "sales")
                .id("second")
                .trigger(every("1d"))
                .add();

        happenings.next(JobAdded.class, event -> event.jobId().equals("second"));
        assertThat(closed.isEmpty()).isTrue();
    }
}
