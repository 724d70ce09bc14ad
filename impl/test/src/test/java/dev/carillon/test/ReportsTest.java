package dev.carillon.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.Scheduler;
import dev.carillon.cdi.CarillonExtension;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

/** How a user tests the jobs of CDI beans, with weld-junit5. */
@EnableAutoWeld
@AddBeanClasses({ReportsTest.Reports.class, ReportsTest.Archive.class})
@AddExtensions({CarillonExtension.class, TestSchedulerExtension.class})
class ReportsTest {

    @ApplicationScoped
    static class Archive {

        private final List<Instant> reports = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();

        void file(Instant report) {
            reports.add(report);
        }

        List<Instant> reports() {
            return reports;
        }

        List<String> failures() {
            return failures;
        }

        void onFailure(@Observes JobFailed failure) {
            failures.add(failure.exception().getMessage());
        }
    }

    @ApplicationScoped
    static class Reports {

        @Job(id = "nightly", cron = "0 3 * * mon-fri", timezone = "UTC")
        void nightly(JobRun run, Archive archive) {
            archive.file(run.scheduledTime());
        }

        @Job(id = "audit")
        void audit(String account) {
            throw new IllegalStateException("no account " + account);
        }
    }

    @Inject
    TestScheduler test;

    @Inject
    Scheduler scheduler;

    @Inject
    Archive archive;

    @Test
    void a_report_is_made_on_every_working_day() {
        test.advance(Duration.ofDays(7));

        assertThat(archive.reports())
                .hasSize(5)
                .startsWith(Instant.parse("2026-01-01T03:00:00Z"), Instant.parse("2026-01-02T03:00:00Z"))
                .doesNotContain(Instant.parse("2026-01-03T03:00:00Z"));
        test.assertExecuted("nightly");
        test.assertNothingFailed();
    }

    @Test
    void observers_see_what_happens_before_the_clock_moves_on() {
        scheduler.define("audit").argument("account", "17").id("audit-17").add();

        test.runDue();

        assertThat(archive.failures()).containsExactly("no account 17");
        assertThat(test.assertFailed("audit-17").exception()).hasMessage("no account 17");
    }

    @Test
    void nothing_runs_by_itself() {
        assertThat(test.now()).isEqualTo(TestSchedulerExtension.START);
        assertThat(test.events(JobExecuted.class)).isEmpty();
        assertThat(scheduler.job("nightly").nextFireTime()).contains(Instant.parse("2026-01-01T03:00:00Z"));
    }
}
