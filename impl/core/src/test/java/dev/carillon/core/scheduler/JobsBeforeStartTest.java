package dev.carillon.core.scheduler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Coalesce;
import dev.carillon.DuplicateJobException;
import dev.carillon.JobNotFoundException;
import dev.carillon.OnConflict;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.UnknownExecutorException;
import dev.carillon.UnknownStoreException;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobEvent;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRemoved;
import dev.carillon.trigger.Triggers;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What APScheduler calls a pending job is none here: a job that is added before the start is checked and stored at once,
 * and seen by everybody; only its runs wait for the start.
 */
class JobsBeforeStartTest {

    static class Printer {

        final BlockingQueue<String> printed = new LinkedBlockingQueue<>();

        void print(String text) {
            printed.add(text);
        }
    }

    private final Printer printer = new Printer();
    private final BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();
    private final Scheduler scheduler = Scheduler.builder()
            .register(printer)
            .jobStore("archive", Map.of("type", "memory"))
            .jobDefaults(Map.of("coalesce", "all", "max-instances", "3"))
            .build();

    JobsBeforeStartTest() {
        scheduler.addListener(event -> events.add((JobEvent) event), JobEvent.class);
    }

    @AfterEach
    void close() {
        scheduler.shutdownNow();
    }

    private ScheduledJob addDistant(String id) {
        return scheduler
                .define(Printer::print, id)
                .id(id)
                .trigger(Triggers.date(Instant.parse("2099-01-01T00:00:00Z")))
                .add();
    }

    @Test
    void the_job_defaults_hold_and_the_next_fire_time_is_known() {
        ScheduledJob job = addDistant("early");

        assertThat(job.coalesce()).isEqualTo(Coalesce.ALL);
        assertThat(job.maxInstances()).isEqualTo(3);
        assertThat(job.nextFireTime()).contains(Instant.parse("2099-01-01T00:00:00Z"));
    }

    @Test
    void all_verbs_work_and_their_events_are_told_at_once() throws Exception {
        addDistant("early");
        scheduler.modify("early").name("Early").maxInstances(5).apply();
        assertThat(scheduler.job("early").name()).isEqualTo("Early");
        scheduler.remove("early");

        assertThat(scheduler.findJob("early")).isEmpty();
        assertThatThrownBy(() -> scheduler.pause("early")).isInstanceOf(JobNotFoundException.class);
        assertThat(events.poll(10, SECONDS)).isInstanceOf(JobAdded.class);
        assertThat(events.poll(10, SECONDS)).isInstanceOf(JobModified.class);
        assertThat(events.poll(10, SECONDS)).isInstanceOf(JobRemoved.class);
    }

    @Test
    void a_taken_id_and_an_unknown_store_or_executor_are_refused_when_they_are_given() {
        addDistant("early");

        assertThatThrownBy(() -> addDistant("early")).isInstanceOf(DuplicateJobException.class);
        assertThat(scheduler
                        .define(Printer::print, "other")
                        .id("early")
                        .onConflict(OnConflict.KEEP)
                        .add()
                        .arguments())
                .isEqualTo("[\"early\"]");
        assertThatThrownBy(() ->
                        scheduler.define(Printer::print, "x").store("redis").add())
                .isInstanceOf(UnknownStoreException.class);
        assertThatThrownBy(() ->
                        scheduler.define(Printer::print, "x").executor("io").add())
                .isInstanceOf(UnknownExecutorException.class);
    }

    @Test
    void jobs_of_all_stores_and_runs_that_were_asked_for_begin_with_the_start() throws Exception {
        scheduler.define(Printer::print, "once").store("archive").add();
        addDistant("early").runNow();
        assertThat(printer.printed).isEmpty();

        scheduler.start();

        assertThat(printer.printed.poll(30, SECONDS)).isIn("once", "early");
        assertThat(printer.printed.poll(30, SECONDS)).isIn("once", "early");
    }
}
