package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.job;
import static dev.carillon.core.config.TestTypes.messages;
import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.tck.checklist.Proves;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {

    @ParameterizedTest
    @CsvSource({
        "carillon.timezon, carillon.timezone",
        "carillon.time-zone, carillon.timezone",
        "carillon.job-default.coalesce, carillon.job-defaults.coalesce",
        "carillon.job-defaults.max-instance, carillon.job-defaults.max-instances",
        "carillon.jobs.beat.crom, carillon.jobs.beat.cron",
        "carillon.jobs.baet.cron, carillon.jobs.beat.cron",
        "carillon.job.beat.cron, carillon.jobs.beat.cron",
        "carillon.jobs.beat.maxInstances, carillon.jobs.beat.max-instances",
        "carillon.executors.default.max-worker, carillon.executors.default.max-workers",
        "carillon.executor.default.type, carillon.executors.default.type",
        "carillon.shutdown-timeout, carillon.shutdown-limit",
    })
    @Proves("8.10/42")
    void a_misspelt_key_is_reported_with_the_one_that_was_meant(String key, String meant) {
        ConfigReader reader = reader(Map.of(key, "x"));
        reader.job(job("beat", Map.of("every", "2s")));

        assertThat(reader.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("CARL-1001");
            assertThat(fault.place()).isEqualTo("configuration");
            assertThat(fault.attribute()).isEqualTo(key);
            assertThat(fault.rule()).endsWith("Did you mean " + meant + "?");
        });
    }

    @Test
    void a_key_like_no_other_is_reported_without_a_guess() {
        assertThat(messages(reader(Map.of("carillon.colour-of-the-console", "red"))))
                .containsExactly("CARL-1001 configuration: carillon.colour-of-the-console: There is no such key."
                        + " Remove it; all keys are in the table of ConfigReader.");
    }

    @Test
    void an_option_that_the_type_does_not_know_is_reported_with_those_it_knows() {
        assertThat(messages(reader(Map.of("carillon.jobstores.default.datasource", "jdbc/x"))))
                .containsExactly("CARL-1001 configuration: carillon.jobstores.default.datasource: The type 'memory' of"
                        + " store 'default' has no option 'datasource'; it has: history-size. Remove it; all keys are in the"
                        + " table of ConfigReader.");
        assertThat(messages(reader(Map.of("carillon.executors.default.max-worker", "5"))))
                .containsExactly("CARL-1001 configuration: carillon.executors.default.max-worker: The type 'threadpool'"
                        + " of executor 'default' has no option 'max-worker'; it has: max-workers. Did you mean"
                        + " carillon.executors.default.max-workers?");
    }

    @Test
    @Proves("8.3/33")
    void keys_of_jobs_say_whether_the_job_or_the_attribute_is_unknown() {
        ConfigReader reader =
                reader(Map.of("carillon.jobs.beat.colour", "red", "carillon.jobs.nightly.cron", "0 4 * * *"));
        reader.job(job("beat", Map.of("every", "2s")));

        assertThat(messages(reader))
                .satisfiesExactly(
                        attribute -> assertThat(attribute)
                                .startsWith("CARL-1001 configuration: carillon.jobs.beat.colour = \"red\": A job has no"
                                        + " attribute 'colour'; it has: enabled, name, cron,"),
                        job -> assertThat(job)
                                .startsWith(
                                        "CARL-1001 configuration: carillon.jobs.nightly.cron = \"0 4 * * *\": No job"
                                                + " is declared with the id 'nightly'."));
    }

    @Test
    void a_key_that_an_annotation_names_is_known() {
        ConfigReader reader = reader(Map.of("carillon.rhythm", "2s", "other.key", "x"));

        reader.job(job("beat", Map.of("every", "${carillon.rhythm}")));

        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void keys_of_a_job_that_is_switched_off_are_known() {
        ConfigReader reader =
                reader(Map.of("carillon.jobs.beat.enabled", "false", "carillon.jobs.beat.cron", "0 4 * * *"));

        reader.job(job("beat", Map.of()));

        assertThat(reader.faults()).isEmpty();
    }
}
