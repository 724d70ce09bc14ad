package dev.carillon.cdi;

import static dev.carillon.Coalesce.LATEST;
import static dev.carillon.OnConflict.REPLACE;
import static dev.carillon.trigger.Triggers.cron;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Cron;
import dev.carillon.Job;
import dev.carillon.JobId;
import dev.carillon.JobRun;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The examples of the design, taken by the word. */
class DesignExampleTest {

    record Summary(Instant of) {}

    @ApplicationScoped
    static class ReportService {

        Summary build(Instant time) {
            return new Summary(time);
        }
    }

    @ApplicationScoped
    static class Monitor {

        @Inject
        Journal journal;

        void note(Object event) {
            journal.add(event);
        }
    }

    @ApplicationScoped
    public static class Reports {

        @Inject
        Monitor monitor;

        @Job(id = "nightly-report", misfireGraceTime = "1h", maxInstances = "1")
        @Cron(dayOfWeek = "mon-fri", hour = "3", timezone = "Europe/Berlin")
        public Summary nightly(JobRun run, ReportService reports) {
            return reports.build(run.scheduledTime());
        }

        void heartbeat(@Observes @Job(id = "heartbeat", every = "2s") JobRun run, Monitor monitor) {
            monitor.note("beat");
        }

        void onFailure(@Observes JobFailed failure) {
            monitor.note(failure);
        }

        void onNightly(@ObservesAsync @JobId("nightly-report") JobExecuted event) {
            monitor.note(event);
        }
    }

    @ApplicationScoped
    static class Mailer {

        @Inject
        Journal journal;

        void send(String to, int times) {
            journal.add(to + " " + times);
        }
    }

    private static Application.Builder application() {
        return Application.of(Reports.class, ReportService.class, Monitor.class, Mailer.class, Journal.class);
    }

    @Test
    void declared_jobs_and_their_observers_work_as_written() {
        try (Application application = application().start()) {
            Scheduler scheduler = application.get(Scheduler.class);
            Journal journal = application.get(Journal.class);
            assertThat(journal.next()).isEqualTo("beat");

            ScheduledJob nightly = scheduler.job("nightly-report");
            ZonedDateTime next = nightly.nextFireTime().orElseThrow().atZone(ZoneId.of("Europe/Berlin"));
            assertThat(next.getHour()).isEqualTo(3);
            scheduler.remove("heartbeat");

            scheduler.runNow("nightly-report");
            Object event = journal.next();
            while (event.equals("beat")) {
                event = journal.next();
            }
            assertThat(event).isInstanceOfSatisfying(JobExecuted.class, executed -> assertThat(executed.returnValue())
                    .isEqualTo(new Summary(executed.scheduledTime())));
        }
    }

    @Test
    void dynamic_jobs_work_as_written() {
        try (Application application = application().start()) {
            Scheduler scheduler = application.get(Scheduler.class);
            Instant instant = Instant.parse("2100-01-01T00:00:00Z");
            ScheduledJob job = scheduler
                    .define(Mailer::send, "a@b.c", 3)
                    .id("mail-42")
                    .name("Reminder")
                    .store("default")
                    .executor("default")
                    .tag("customer:7")
                    .trigger(cron("0 9 * * mon"))
                    .coalesce(LATEST)
                    .maxInstances(3)
                    .misfireGraceTime(ofMinutes(5))
                    .jitter(ofSeconds(30))
                    .firstRun(instant)
                    .onConflict(REPLACE)
                    .add();
            assertThat(job.nextFireTime()).contains(instant);

            job.modify().arguments("x@y.z", 1).maxInstances(6).name("Alternate").apply();
            job.reschedule(cron("*/5 * * * *"));
            job.pause();
            job.resume();
            job.runNow();
            Journal journal = application.get(Journal.class);
            Object entry = journal.next();
            while (entry.equals("beat")) {
                entry = journal.next();
            }
            assertThat(entry).isEqualTo("x@y.z 1");
            job.remove();
            assertThat(scheduler.findJob("mail-42")).isEmpty();
        }
    }

    @Test
    void the_configuration_works_as_written() {
        Application.Builder configured = application();
        Properties written = new Properties();
        written.putAll(Map.of(
                "carillon.timezone", "Europe/Berlin",
                "carillon.job-defaults.coalesce", "latest",
                "carillon.job-defaults.max-instances", "3",
                "carillon.job-defaults.misfire-grace-time", "PT1M",
                "carillon.executors.default.type", "threadpool",
                "carillon.executors.default.max-workers", "20",
                "carillon.jobs.nightly-report.cron", "0 4 * * *",
                "carillon.jobs.heartbeat.enabled", "false"));
        written.forEach((key, value) -> configured.config((String) key, (String) value));
        try (Application application = configured.start()) {
            Scheduler scheduler = application.get(Scheduler.class);
            ScheduledJob nightly = scheduler.job("nightly-report");
            ZonedDateTime next = nightly.nextFireTime().orElseThrow().atZone(ZoneId.of("Europe/Berlin"));
            assertThat(next.getHour()).isEqualTo(4);
            assertThat(scheduler.findJob("heartbeat")).isEmpty();
        }
    }
}
