package dev.carillon.samples.fromapscheduler;

import static dev.carillon.trigger.Triggers.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.cdi.CarillonExtension;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobSkipped;
import dev.carillon.test.TestScheduler;
import dev.carillon.test.TestSchedulerExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests of jobs, where an APScheduler user freezes the time, or waits. */
class OnATestClockTest {

    /** An object and plain JUnit. */
    @Nested
    class WithoutCdi {

        private final Reports reports = new Reports();

        @AutoClose
        private final TestScheduler test =
                TestScheduler.at("2026-03-02T08:00:00Z").register(reports).start();

        @Test
        void a_job_is_seen_to_run_every_monday_of_a_year() {
            test.scheduler()
                    .define(Reports::build, "sales")
                    .id("weekly")
                    .trigger(cron("0 9 * * mon", ZoneId.of("Europe/Berlin")))
                    .add();

            test.advance(Duration.ofDays(364));

            assertThat(test.events(JobExecuted.class, "weekly")).hasSize(52);
        }

        @Test
        void what_was_missed_while_the_machine_was_off_is_one_run() {
            test.scheduler()
                    .define(Reports::build, "sales")
                    .id("hourly")
                    .trigger(cron("0 * * * *", ZoneId.of("UTC")))
                    .add();

            test.sleep(Duration.ofHours(10));

            assertThat(reports.built).hasSize(1);
            assertThat(test.events(JobSkipped.class, "hourly").get(0).count()).isEqualTo(9);
        }
    }

    @ApplicationScoped
    static class Payroll {

        @Job(id = "payday", cron = "0 6 last * *", timezone = "UTC")
        void pay() {}
    }

    /** A declared job of a bean, and weld-junit5. */
    @Nested
    @EnableAutoWeld
    @AddBeanClasses(Payroll.class)
    @AddExtensions({CarillonExtension.class, TestSchedulerExtension.class})
    class WithCdi {

        @Inject
        TestScheduler test;

        @Test
        void a_declared_job_runs_on_the_last_day_of_the_month() {
            test.advance(Duration.ofDays(31));

            assertThat(test.assertExecuted("payday").scheduledTime()).isEqualTo(Instant.parse("2026-01-31T06:00:00Z"));
        }
    }
}
