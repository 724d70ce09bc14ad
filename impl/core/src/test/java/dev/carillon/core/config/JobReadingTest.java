package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.job;
import static dev.carillon.core.config.TestTypes.messages;
import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobReadingTest {

    private static final IntervalTrigger TWO_SECONDS =
            new IntervalTrigger(Duration.ofSeconds(2), Optional.empty(), Optional.empty());

    private static JobDefinition definition(ConfigReader reader, JobDeclaration declaration) {
        Optional<DeclaredJob> job = reader.job(declaration);
        assertThat(reader.faults()).isEmpty();
        return job.orElseThrow().definition();
    }

    @Test
    void a_job_that_says_nothing_has_the_defaults() {
        ConfigReader reader = reader(Map.of("carillon.application-version", "1.4"));

        DeclaredJob job = reader.job(job("beat", Map.of("every", "2s"))).orElseThrow();

        assertThat(job.id()).isEqualTo("beat");
        assertThat(job.store()).isEqualTo("default");
        JobDefinition definition = job.definition();
        assertThat(definition.name()).isEqualTo("beat");
        assertThat(definition.target()).isEqualTo("beat");
        assertThat(definition.arguments()).isEqualTo("[]");
        assertThat(definition.executor()).isEqualTo("default");
        assertThat(definition.policy()).isEqualTo(JobPolicy.DEFAULT);
        assertThat(definition.trigger()).contains(TWO_SECONDS);
        assertThat(definition.tags()).isEmpty();
        assertThat(definition.revision()).isEqualTo(1);
        assertThat(definition.callRevision()).isEqualTo(1);
        assertThat(definition.declaration().orElseThrow().applicationVersion()).isEqualTo("1.4");
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void a_job_without_a_trigger_is_a_named_target() {
        assertThat(definition(reader(Map.of()), job("send-mail", Map.of())).trigger())
                .isEmpty();
    }

    @Test
    @Proves({"8.6/1", "8.10/14"})
    void every_attribute_of_the_annotation_is_read() {
        ConfigReader reader =
                reader(Map.of("carillon.jobstores.main.type", "memory", "carillon.executors.io.type", "threadpool"));

        DeclaredJob job = reader.job(new JobDeclaration(
                        "com.acme.Reports#beat(JobRun)",
                        "beat",
                        "com.acme.Reports#beat",
                        Map.ofEntries(
                                Map.entry("name", "Heart beat"),
                                Map.entry("every", "2s"),
                                Map.entry("store", "main"),
                                Map.entry("executor", "io"),
                                Map.entry("misfire-grace-time", "1h"),
                                Map.entry("coalesce", "earliest"),
                                Map.entry("coalesce-cap", "7"),
                                Map.entry("max-instances", "4"),
                                Map.entry("when-full", "queue"),
                                Map.entry("jitter", "1s"),
                                Map.entry("delivery", "at-most-once")),
                        Set.of("health", "x"),
                        List.of()))
                .orElseThrow();

        assertThat(job.store()).isEqualTo("main");
        assertThat(job.definition().name()).isEqualTo("Heart beat");
        assertThat(job.definition().target()).isEqualTo("com.acme.Reports#beat");
        assertThat(job.definition().executor()).isEqualTo("io");
        assertThat(job.definition().tags()).containsExactlyInAnyOrder("health", "x");
        assertThat(job.definition().policy())
                .isEqualTo(new JobPolicy(
                        Optional.of(Duration.ofHours(1)),
                        Coalesce.EARLIEST,
                        7,
                        4,
                        LimitPolicy.QUEUE,
                        Duration.ofSeconds(1),
                        DeliveryMode.AT_MOST_ONCE,
                        Optional.empty(),
                        RetryPolicy.NONE,
                        Retention.DEFAULT));
    }

    @Test
    @Proves({"8.14/3", "8.14/12"})
    void configuration_wins_over_the_annotation_over_the_defaults_over_ours() {
        Map<String, String> values = new HashMap<>();
        JobDeclaration silent = job("beat", Map.of("every", "2s"));
        JobDeclaration declared = job("beat", Map.of("every", "2s", "max-instances", "3"));

        assertThat(definition(reader(values), silent).policy().maxInstances()).isEqualTo(1);
        values.put("carillon.job-defaults.max-instances", "2");
        assertThat(definition(reader(values), silent).policy().maxInstances()).isEqualTo(2);
        assertThat(definition(reader(values), declared).policy().maxInstances()).isEqualTo(3);
        values.put("carillon.jobs.beat.max-instances", "4");
        assertThat(definition(reader(values), declared).policy().maxInstances()).isEqualTo(4);
    }

    @Test
    void none_takes_back_a_default() {
        ConfigReader reader =
                reader(Map.of("carillon.job-defaults.misfire-grace-time", "1m", "carillon.job-defaults.jitter", "1m"));

        JobPolicy policy = definition(
                        reader, job("beat", Map.of("every", "2s", "misfire-grace-time", "none", "jitter", "none")))
                .policy();

        assertThat(policy.misfireGraceTime()).isEmpty();
        assertThat(policy.jitter()).isZero();
    }

    @Test
    void a_blank_text_is_not_given() {
        ConfigReader reader =
                reader(Map.of("carillon.job-defaults.max-instances", "2", "carillon.jobs.beat.max-instances", " "));

        assertThat(definition(reader, job("beat", Map.of("every", "2s", "max-instances", "")))
                        .policy()
                        .maxInstances())
                .isEqualTo(2);
    }

    @Test
    void an_id_in_a_key_may_hold_dots_and_a_hash() {
        ConfigReader reader = reader(Map.of(
                "carillon.jobs.com.acme.Reports#beat.every",
                "2s",
                "carillon.jobs.com.acme.Reports#beat.name.name",
                "no"));

        assertThat(reader.job(job("com.acme.Reports#beat", Map.of("every", "1h")))
                        .orElseThrow()
                        .definition()
                        .trigger())
                .contains(TWO_SECONDS);
        assertThat(reader.faults())
                .extracting(Fault::attribute)
                .containsExactly("carillon.jobs.com.acme.Reports#beat.name.name");
    }

    @Test
    void a_trigger_in_the_configuration_replaces_all_declared_ones() {
        ConfigReader reader = reader(Map.of("carillon.jobs.beat.every", "2s"));

        assertThat(definition(reader, job("beat", Map.of("at", "no date at all")))
                        .trigger())
                .contains(TWO_SECONDS);
    }

    @Test
    void tags_in_the_configuration_replace_the_declared_ones() {
        ConfigReader reader = reader(Map.of("carillon.jobs.beat.tags", "a, b,,a"));

        assertThat(definition(
                                reader,
                                new JobDeclaration("place", "beat", "beat", Map.of(), Set.of("declared"), List.of()))
                        .tags())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void a_job_can_be_switched_off_whatever_is_wrong_with_it() {
        ConfigReader reader = reader(Map.of("carillon.jobs.beat.enabled", "false"));

        assertThat(reader.job(job("beat", Map.of("every", "wrong", "store", "nowhere"))))
                .isEmpty();
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    @Proves("8.6/2")
    void a_job_that_is_enabled_is_read_as_usual() {
        assertThat(reader(Map.of("carillon.jobs.beat.enabled", "TRUE")).job(job("beat", Map.of("every", "2s"))))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every|2 parsecs|CARL-1002|@Job(every)",
                "every|0s|CARL-1002|@Job(every)",
                "every|-1s|CARL-1002|@Job(every)",
                "at|tomorrow|CARL-1003|@Job(at)",
                "timezone|Mars/Base|CARL-1006|@Job(timezone)",
                "store|redsi|CARL-1013|@Job(store)",
                "executor|virtaul|CARL-1014|@Job(executor)",
                "misfire-grace-time|1 hour|CARL-1002|@Job(misfireGraceTime)",
                "coalesce|newest|CARL-1005|@Job(coalesce)",
                "max-instances|0|CARL-1004|@Job(maxInstances)",
                "when-full|wait|CARL-1005|@Job(whenFull)",
                "jitter|-1s|CARL-1002|@Job(jitter)",
                "delivery|exactly-once|CARL-1005|@Job(delivery)",
            })
    @Proves({"8.6/2", "8.7/7"})
    void a_wrong_attribute_is_one_fault_at_its_method(String attribute, String value, String code, String shown) {
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job("beat", Map.of(attribute, value)))).isEmpty();

        assertThat(reader.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.place()).isEqualTo("com.acme.Reports#beat(JobRun)");
            assertThat(fault.attribute()).isEqualTo(shown);
            assertThat(fault.value()).isEqualTo(value);
            assertThat(fault.rule()).isNotBlank();
        });
    }

    @Test
    void a_wrong_override_is_told_at_its_key() {
        ConfigReader reader =
                reader(Map.of("carillon.jobs.beat.executor", "io", "carillon.jobs.beat.enabled", "maybe"));

        assertThat(reader.job(job("beat", Map.of("every", "2s")))).isEmpty();

        assertThat(messages(reader))
                .containsExactly(
                        "CARL-1005 configuration: carillon.jobs.beat.enabled = \"maybe\": It must be true or false.",
                        "CARL-1014 configuration: carillon.jobs.beat.executor = \"io\": There is no executor named 'io';"
                                + " there are: default. Name one of these, or configure it with"
                                + " carillon.executors.io.type.");
    }

    @Test
    void all_faults_of_a_job_are_told_at_once() {
        ConfigReader reader = reader(Map.of());

        reader.job(job("beat", Map.of("every", "x", "store", "x", "executor", "x", "coalesce", "x", "jitter", "x")));

        assertThat(reader.faults()).hasSize(5);
    }

    @Test
    void a_store_with_a_fault_of_its_own_is_no_unknown_store() {
        ConfigReader reader = reader(Map.of("carillon.jobstores.main.type", "mongo"));

        reader.job(job("beat", Map.of("every", "2s", "store", "main")));

        assertThat(reader.faults()).extracting(Fault::code).containsExactly("CARL-1010");
    }

    @ParameterizedTest
    @CsvSource({"a.A#x(), b.B#y()", "b.B#y(), a.A#x()"})
    void one_id_declared_twice_is_a_fault_that_names_both_places(String first, String second) {
        ConfigReader reader = reader(Map.of());

        reader.job(new JobDeclaration(first, "beat", "beat", Map.of("every", "2s"), Set.of(), List.of()));
        assertThat(reader.job(new JobDeclaration(second, "beat", "beat", Map.of("every", "3s"), Set.of(), List.of())))
                .isEmpty();

        assertThat(messages(reader))
                .containsExactly("CARL-1015 b.B#y(): @Job(id) = \"beat\": It is the id of the job at a.A#x() as well."
                        + " Give one of them another id.");
    }

    @Test
    void an_id_that_is_none_is_a_fault() {
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job("x".repeat(121), Map.of("every", "2s")))).isEmpty();

        assertThat(reader.faults()).singleElement().extracting(Fault::code).isEqualTo("CARL-1007");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-31T09:00, 2027-01-31T08:00:00Z",
        "2027-01-31T09:00:30.5, 2027-01-31T08:00:30.500Z",
        "2027-01-31T09:00Z, 2027-01-31T09:00:00Z",
        "2027-01-31T09:00+05:30, 2027-01-31T03:30:00Z",
        "2027-01-31, 2027-01-30T23:00:00Z",
    })
    @Proves({"8.1/5", "8.6/4"})
    void a_date_is_read_in_the_zone_of_the_scheduler_unless_it_has_an_offset(String text, Instant instant) {
        ConfigReader reader = reader(Map.of("carillon.timezone", "Europe/Berlin"));

        assertThat(definition(reader, job("once", Map.of("at", text))).trigger())
                .contains(new DateTrigger(instant));
    }

    @Test
    void the_zone_of_the_job_wins_over_that_of_the_scheduler() {
        Map<String, String> values = new HashMap<>(Map.of("carillon.timezone", "Europe/Berlin"));
        JobDeclaration declaration = job("once", Map.of("at", "2027-01-31T09:00", "timezone", "Asia/Tokyo"));

        assertThat(definition(reader(values), declaration).trigger())
                .contains(new DateTrigger(Instant.parse("2027-01-31T00:00:00Z")));
        values.put("carillon.jobs.once.timezone", "America/New_York");
        assertThat(definition(reader(values), declaration).trigger())
                .contains(new DateTrigger(Instant.parse("2027-01-31T14:00:00Z")));
    }

    /** Asked for one key; names what it is told to. */
    private record Whispering(String key, String text, boolean namesAll, List<String> keys) implements ConfigSource {

        @Override
        public Optional<String> value(String asked) {
            return asked.equals(key) ? Optional.of(text) : Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, ",
        "true, carillon.jobs.nightly-report.cron",
        "true, CARILLON_JOBS_NIGHTLY_REPORT_CRON",
        "true, %dev.carillon.jobs.nightly-report.cron"
    })
    void a_key_of_a_job_is_found_in_whatever_form_its_source_names_it_if_at_all(boolean namesAll, String named) {
        ConfigReader reader = reader(new Whispering(
                "carillon.jobs.nightly-report.cron",
                "0 4 * * *",
                namesAll,
                Optional.ofNullable(named).stream().toList()));

        assertThat(definition(reader, job("nightly-report", Map.of("cron", "0 3 * * *")))
                        .trigger()
                        .orElseThrow())
                .isEqualTo(Triggers.cron("0 4 * * *", ZoneId.systemDefault()));
    }
}
