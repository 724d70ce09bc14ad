package dev.carillon.samples.fromapscheduler;

import static dev.carillon.trigger.Triggers.date;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Scheduler;
import dev.carillon.UnknownExecutorException;
import dev.carillon.UnknownStoreException;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.tck.checklist.Proves;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where jobs are kept and what runs them. */
class StoresAndExecutorsTest extends RunningScheduler {

    private final Instant soon = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Test
    @Proves("8.9/1")
    void a_job_in_a_database_is_there_after_a_restart() {
        Map<String, String> h2 =
                Map.of("type", "jpa", "url", "jdbc:h2:mem:tutorial;DB_CLOSE_DELAY=-1", "username", "sa");
        try (Scheduler before =
                Scheduler.builder().register(reports).jobStore("default", h2).build()) {
            before.start();
            before.define(Reports::build, "sales")
                    .id("daily")
                    .trigger(date(soon))
                    .add();
        }

        try (Scheduler after =
                Scheduler.builder().register(reports).jobStore("default", h2).build()) {
            after.start();
            assertThat(after.job("daily").nextFireTime()).contains(soon);
            assertThat(after.job("daily").arguments()).isEqualTo("[\"sales\"]");
        }
    }

    @Test
    @Proves("8.14/2")
    void a_job_chooses_its_store_and_its_executor() throws Exception {
        try (Scheduler several = Scheduler.builder()
                .register(reports)
                .jobStore("default", Map.of("type", "memory"))
                .jobStore("archive", Map.of("type", "memory"))
                .executor("single", Map.of("type", "threadpool", "max-workers", "1"))
                .build()) {
            several.start();

            several.define(Reports::build, "sales")
                    .store("archive")
                    .executor("single")
                    .trigger(date(soon))
                    .id("daily")
                    .add();

            assertThat(several.store("archive").job("daily").executor()).isEqualTo("single");
            assertThat(several.store("default").findJob("daily")).isEmpty();
            several.runNow("daily");
            assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
        }
    }

    @Test
    void an_executor_comes_and_goes_while_the_scheduler_runs() throws Exception {
        scheduler.addExecutor("spare", new ThreadPerRun());
        scheduler.define(Reports::build, "sales").executor("spare").add();
        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");

        scheduler.removeExecutor("spare");

        assertThat(scheduler.executors()).containsExactly("default");
        assertThatThrownBy(() -> scheduler
                        .define(Reports::build, "sales")
                        .executor("spare")
                        .add())
                .isInstanceOf(UnknownExecutorException.class);
    }

    @Test
    void an_executor_is_described_while_the_scheduler_runs() throws Exception {
        scheduler.addExecutor("pool", Map.of("type", "threadpool", "max-workers", "2"));
        scheduler.define(Reports::build, "sales").executor("pool").add();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
    }

    @Test
    void a_store_is_described_while_the_scheduler_runs() throws Exception {
        scheduler.addJobStore("archive", Map.of("type", "memory"));
        scheduler.define(Reports::build, "sales").store("archive").add();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
        assertThat(scheduler.stores()).containsExactly("archive", "default");
    }

    @Test
    void a_store_comes_and_goes_while_the_scheduler_runs() throws Exception {
        scheduler.addJobStore("spare", MemoryJobStore.create());
        scheduler.define(Reports::build, "sales").store("spare").add();
        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");

        scheduler.removeJobStore("spare");

        assertThat(scheduler.stores()).containsExactly("default");
        assertThatThrownBy(() -> scheduler.store("spare")).isInstanceOf(UnknownStoreException.class);
    }
}
