package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.job;
import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.config.JobDeclaration.TriggerDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    private static final Map<String, String> PARTS =
            Map.of("carillon.executors.io.type", "threadpool", "carillon.jobstores.main.type", "memory");

    private static String fingerprint(Map<String, String> values, JobDeclaration declaration) {
        return reader(ConfigSource.of(values).over(ConfigSource.of(PARTS)))
                .job(declaration)
                .orElseThrow()
                .definition()
                .declaration()
                .orElseThrow()
                .fingerprint();
    }

    @Test
    void a_declaration_has_this_fingerprint_in_every_release() {
        JobDeclaration declaration = new JobDeclaration(
                "com.acme.Reports#beat(JobRun)",
                "beat",
                "beat",
                Map.of("every", "2s", "name", "Beat", "executor", "io", "max-instances", "3"),
                Set.of("b", "a"),
                List.of());

        // stored in databases: another value makes every deployment rewrite its declared jobs
        assertThat(fingerprint(Map.of(), declaration)).isEqualTo("c273fa34aa5bd00bdafcae55cd585363");
    }

    @Test
    void where_a_value_comes_from_does_not_count() {
        String inAnnotation = fingerprint(Map.of(), job("beat", Map.of("every", "2s", "max-instances", "3")));

        assertThat(fingerprint(Map.of("carillon.jobs.beat.max-instances", "3"), job("beat", Map.of("every", "2s"))))
                .isEqualTo(inAnnotation);
        assertThat(fingerprint(
                        Map.of("carillon.job-defaults.max-instances", "3"), job("beat", Map.of("every", "${x:2s}"))))
                .isEqualTo(inAnnotation);
    }

    @Test
    void the_version_of_the_application_and_the_place_do_not_count() {
        JobDeclaration moved = new JobDeclaration(
                "org.other.Place#beat()", "beat", "beat", Map.of("every", "2s"), Set.of(), List.of());

        assertThat(fingerprint(Map.of("carillon.application-version", "2"), moved))
                .isEqualTo(fingerprint(Map.of(), job("beat", Map.of("every", "2s"))));
    }

    @ParameterizedTest
    @CsvSource({
        "every, 3s",
        "at, 2027-01-31T09:00",
        "cron, 0 3 * * *",
        "name, Other",
        "store, main",
        "executor, io",
        "tags, x",
        "misfire-grace-time, 1h",
        "coalesce, all",
        "max-instances, 2",
        "when-full, queue",
        "jitter, 1s",
        "delivery, at-most-once",
        "time-limit, 1m",
        "failed-retention, 1d",
        "history-count, 7",
        "history-age, 7d",
        "retries, 3",
        "retry-delay, 1s",
        "retry-factor, 3",
        "retry-max-delay, 1m",
        "retry-jitter, 1s",
        "retry-on, java.io.IOException",
        "retry-not, java.io.IOException",
    })
    void every_attribute_counts(String attribute, String value) {
        JobDeclaration declaration = job("beat", Map.of("every", "2s"));

        assertThat(fingerprint(Map.of("carillon.jobs.beat." + attribute, value), declaration))
                .isNotEqualTo(fingerprint(Map.of(), declaration));
    }

    @Test
    void the_zone_counts_where_a_trigger_is_read_in_it() {
        JobDeclaration once = job("once", Map.of("at", "2027-01-31T09:00"));
        JobDeclaration often = job("often", Map.of("every", "2s"));

        assertThat(fingerprint(Map.of("carillon.timezone", "UTC"), once))
                .isNotEqualTo(fingerprint(Map.of("carillon.timezone", "Asia/Tokyo"), once));
        JobDeclaration nightly = new JobDeclaration(
                "place",
                "nightly",
                "nightly",
                Map.of(),
                Set.of(),
                List.of(new TriggerDeclaration("Cron", Map.of("hour", "3"))));
        assertThat(fingerprint(Map.of("carillon.timezone", "UTC"), nightly))
                .isNotEqualTo(fingerprint(Map.of("carillon.timezone", "Asia/Tokyo"), nightly))
                .isEqualTo(fingerprint(Map.of("carillon.jobs.nightly.timezone", "UTC"), nightly));
        assertThat(fingerprint(Map.of("carillon.timezone", "UTC"), often))
                .isEqualTo(fingerprint(Map.of("carillon.timezone", "Asia/Tokyo"), often));
    }

    @Test
    void values_that_run_into_each_other_are_kept_apart() {
        assertThat(new Fingerprint().with("a", "b").with("c", "d").digest())
                .isNotEqualTo(new Fingerprint().with("a", "b1:c1:d").digest());
    }
}
