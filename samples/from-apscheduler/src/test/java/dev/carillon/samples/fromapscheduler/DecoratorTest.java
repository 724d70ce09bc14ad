package dev.carillon.samples.fromapscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Cron;
import dev.carillon.Job;
import dev.carillon.JobId;
import dev.carillon.JobRun;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.event.JobExecuted;
import dev.carillon.tck.checklist.Proves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code @scheduler.scheduled_job(...)}: an annotation on a method of a CDI bean. */
class DecoratorTest {

    @ApplicationScoped
    static class Office {

        private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

        @Job(id = "heartbeat", every = "20ms")
        String beat(JobRun run) {
            return "beat of " + run.jobId();
        }

        @Job(id = "nightly", misfireGraceTime = "1h", maxInstances = "2")
        @Cron(dayOfWeek = "mon-fri", hour = "3", timezone = "Europe/Berlin")
        void nightly() {}

        @Job(id = "reminder")
        void remind(String customer, int days) {
            done.add(customer + " in " + days + " days");
        }

        void executed(@Observes @JobId("heartbeat") JobExecuted event) {
            done.add("heard: " + event.returnValue());
        }

        String next() throws InterruptedException {
            return String.valueOf(done.poll(30, TimeUnit.SECONDS));
        }
    }

    private final SeContainer container = SeContainerInitializer.newInstance().initialize();

    private final Scheduler scheduler = container.select(Scheduler.class).get();
    private final Office office = container.select(Office.class).get();

    @AfterEach
    void end() {
        container.close();
    }

    @Test
    void a_declared_job_fires_and_its_events_are_observed() throws Exception {
        assertThat(office.next()).isEqualTo("heard: beat of heartbeat");
    }

    @Test
    void a_declared_job_is_a_job_like_any_other() {
        ScheduledJob nightly = scheduler.job("nightly");

        assertThat(nightly.isDeclared()).isTrue();
        assertThat(nightly.maxInstances()).isEqualTo(2);
        assertThat(nightly.pause().id()).isEqualTo("nightly");
    }

    @Test
    @Proves({"8.13/1", "8.14/3"})
    void a_method_without_a_trigger_is_a_target_for_jobs_added_later() throws Exception {
        scheduler.remove("heartbeat");
        scheduler
                .define("reminder")
                .argument("customer", "Ada")
                .argument("days", 3)
                .add();

        String line = office.next();
        while (line.startsWith("heard")) {
            line = office.next();
        }
        assertThat(line).isEqualTo("Ada in 3 days");
    }
}
