package dev.carillon.samples.fromapscheduler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Coalesce;
import dev.carillon.ConfigurationException;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.core.executor.ThreadPoolJobExecutor;
import dev.carillon.core.store.MemoryJobStore;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code BackgroundScheduler(...)} in its three styles, and {@code configure()}. */
class ConfigurationTest {

    private final Reports reports = new Reports();

    @Test
    void stores_and_executors_are_given_as_objects() throws Exception {
        try (Scheduler scheduler = Scheduler.builder()
                .register(reports)
                .jobStore("default", MemoryJobStore.create())
                .executor("default", ThreadPoolJobExecutor.of("pool", 20))
                .executor("own", new ThreadPerRun())
                .build()) {
            scheduler.start();

            scheduler.define(Reports::build, "sales").add();
            assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");

            scheduler.define(Reports::build, "costs").executor("own").add();
            assertThat(reports.built.poll(30, SECONDS)).isEqualTo("costs");
        }
    }

    @Test
    void stores_and_executors_are_described() throws Exception {
        try (Scheduler scheduler = Scheduler.builder()
                .register(Reports.class, () -> reports)
                .jobStore("default", Map.of("type", "memory"))
                .executor("default", Map.of("type", "threadpool", "max-workers", "20"))
                .jobDefaults(Map.of("coalesce", "all", "max-instances", "3", "misfire-grace-time", "1m"))
                .timezone(ZoneId.of("Europe/Berlin"))
                .build()) {
            scheduler.start();

            ScheduledJob job = scheduler.define(Reports::build, "sales").add();

            assertThat(job.coalesce()).isEqualTo(Coalesce.ALL);
            assertThat(job.maxInstances()).isEqualTo(3);
            assertThat(job.misfireGraceTime()).contains(Duration.ofMinutes(1));
            assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
        }
    }

    @Test
    void everything_is_given_as_flat_keys() throws Exception {
        try (Scheduler scheduler = Scheduler.builder()
                .register(reports)
                .properties(Map.of(
                        "carillon.jobstores.default.type", "memory",
                        "carillon.executors.default.type", "threadpool",
                        "carillon.executors.default.max-workers", "20",
                        "carillon.job-defaults.max-instances", "3",
                        "carillon.timezone", "Europe/Berlin"))
                .build()) {
            scheduler.start();

            assertThat(scheduler.define(Reports::build, "sales").add().maxInstances())
                    .isEqualTo(3);
            assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
        }
    }

    @Test
    void a_misspelt_key_is_refused_where_apscheduler_passes_it_over() {
        assertThatThrownBy(() -> Scheduler.builder()
                        .properties(Map.of("carillon.job-defaults.max-instance", "3"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("max-instance");
    }
}
