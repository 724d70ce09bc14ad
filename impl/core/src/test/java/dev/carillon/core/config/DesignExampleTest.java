package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Coalesce;
import dev.carillon.core.config.JobDeclaration.TriggerDeclaration;
import dev.carillon.core.config.Settings.PartSettings;
import dev.carillon.spi.JobPolicy;
import dev.carillon.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the design, letter by letter. */
class DesignExampleTest {

    private static final String EXAMPLE =
            """
            carillon.timezone=Europe/Berlin
            carillon.job-defaults.coalesce=latest
            carillon.job-defaults.max-instances=3
            carillon.job-defaults.misfire-grace-time=PT1M
            carillon.jobstores.default.type=jpa
            carillon.jobstores.default.datasource=java:comp/DefaultDataSource
            # or, in Java SE: .url, .username, .password, .max-pool-size; always: .table-prefix, .schema
            carillon.jobstores.redis.type=redis
            carillon.jobstores.redis.uri=redis://127.0.0.1:6379/0
            carillon.executors.default.type=threadpool
            carillon.executors.default.max-workers=20
            carillon.executors.processpool.type=processpool
            carillon.executors.processpool.max-workers=5
            # any attribute of a declared job, without recompiling; .enabled=false switches it off
            carillon.jobs.nightly-report.cron=0 4 * * *
            """;

    /** {@code @Job(id = "nightly-report", misfireGraceTime = "1h", maxInstances = "1") @Cron(...)}. */
    private static final JobDeclaration NIGHTLY = new JobDeclaration(
            "com.acme.Reports#nightly(JobRun,ReportService)",
            "nightly-report",
            "nightly-report",
            Map.of("misfire-grace-time", "1h", "max-instances", "1"),
            Set.of(),
            List.of(new TriggerDeclaration(
                    "Cron", Map.of("dayOfWeek", "mon-fri", "hour", "3", "timezone", "Europe/Berlin"))));

    /** {@code @Job(id = "heartbeat", every = "2s")}. */
    private static final JobDeclaration HEARTBEAT = new JobDeclaration(
            "com.acme.Reports#heartbeat(JobRun,Monitor)",
            "heartbeat",
            "heartbeat",
            Map.of("every", "2s"),
            Set.of(),
            List.of());

    @Test
    void it_reads_as_it_is_meant(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("microprofile-config.properties"), EXAMPLE);
        ConfigReader reader = reader(ConfigSource.of(file));

        Settings settings = reader.settings();
        DeclaredJob nightly = reader.job(NIGHTLY).orElseThrow();
        DeclaredJob heartbeat = reader.job(HEARTBEAT).orElseThrow();

        assertThat(reader.faults()).isEmpty();
        JobPolicy defaults = JobPolicy.DEFAULT
                .withCoalesce(Coalesce.LATEST)
                .withMaxInstances(3)
                .withMisfireGraceTime(Optional.of(Duration.ofMinutes(1)));
        assertThat(settings.timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(settings.jobDefaults()).isEqualTo(defaults);
        assertThat(settings.stores())
                .isEqualTo(Map.of(
                        "default", new PartSettings("jpa", Map.of("datasource", "java:comp/DefaultDataSource")),
                        "redis", new PartSettings("redis", Map.of("uri", "redis://127.0.0.1:6379/0"))));
        assertThat(settings.executors())
                .isEqualTo(Map.of(
                        "default", new PartSettings("threadpool", Map.of("max-workers", "20")),
                        "processpool", new PartSettings("processpool", Map.of("max-workers", "5"))));
        assertThat(nightly.store()).isEqualTo("default");
        assertThat(nightly.definition().trigger()).contains(Triggers.cron("0 4 * * *", ZoneId.of("Europe/Berlin")));
        assertThat(nightly.definition().policy())
                .isEqualTo(defaults.withMaxInstances(1).withMisfireGraceTime(Optional.of(Duration.ofHours(1))));
        assertThat(heartbeat.definition().trigger()).contains(Triggers.every("2s"));
        assertThat(heartbeat.definition().policy()).isEqualTo(defaults);
    }
}
