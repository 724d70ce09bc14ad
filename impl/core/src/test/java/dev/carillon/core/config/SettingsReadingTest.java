package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.messages;
import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.core.config.Settings.Obsolete;
import dev.carillon.core.config.Settings.PartSettings;
import dev.carillon.spi.JobPolicy;
import dev.carillon.tck.checklist.Proves;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReadingTest {

    @Test
    @Proves("8.10/27")
    void an_empty_configuration_gives_the_defaults() {
        ConfigReader reader = reader(Map.of());

        Settings settings = reader.settings();

        assertThat(settings.namespace()).isEqualTo("default");
        assertThat(settings.timezone()).isEqualTo(ZoneId.systemDefault());
        assertThat(settings.jobDefaults()).isEqualTo(JobPolicy.DEFAULT);
        assertThat(settings.stores()).isEqualTo(Map.of("default", new PartSettings("memory", Map.of())));
        assertThat(settings.executors()).isEqualTo(Map.of("default", new PartSettings("threadpool", Map.of())));
        assertThat(settings.shutdownLimit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.targetNames()).isEmpty();
        assertThat(settings.applicationVersion()).isEmpty();
        assertThat(settings.obsolete()).isEqualTo(Obsolete.SET_ASIDE);
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        ConfigReader reader = reader(Map.ofEntries(
                Map.entry("carillon.node", "node-7"),
                Map.entry("carillon.namespace", "shop"),
                Map.entry("carillon.timezone", "Europe/Berlin"),
                Map.entry("carillon.application-version", "1.4"),
                Map.entry("carillon.shutdown-limit", "1m30s"),
                Map.entry("carillon.declared.obsolete", "Keep"),
                Map.entry("carillon.targets.com.acme.Old#send", "com.acme.New#send"),
                Map.entry("carillon.job-defaults.misfire-grace-time", "PT1M"),
                Map.entry("carillon.job-defaults.coalesce", "all"),
                Map.entry("carillon.job-defaults.coalesce-cap", "5"),
                Map.entry("carillon.job-defaults.max-instances", " 3 "),
                Map.entry("carillon.job-defaults.when-full", "queue"),
                Map.entry("carillon.job-defaults.jitter", "500ms"),
                Map.entry("carillon.job-defaults.delivery", "at-most-once")));

        Settings settings = reader.settings();

        assertThat(settings.node()).isEqualTo("node-7");
        assertThat(settings.namespace()).isEqualTo("shop");
        assertThat(settings.timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(settings.applicationVersion()).isEqualTo("1.4");
        assertThat(settings.shutdownLimit()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.obsolete()).isEqualTo(Obsolete.KEEP);
        assertThat(settings.targetNames()).isEqualTo(Map.of("com.acme.Old#send", "com.acme.New#send"));
        assertThat(settings.jobDefaults())
                .isEqualTo(new JobPolicy(
                        Optional.of(Duration.ofMinutes(1)),
                        Coalesce.ALL,
                        5,
                        3,
                        LimitPolicy.QUEUE,
                        Duration.ofMillis(500),
                        DeliveryMode.AT_MOST_ONCE,
                        Optional.empty(),
                        RetryPolicy.NONE,
                        Retention.DEFAULT));
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void settings_are_read_once() {
        ConfigReader reader = reader(Map.of("carillon.timezone", "Mars/Base"));

        assertThat(reader.settings()).isSameAs(reader.settings());
        assertThat(reader.faults()).hasSize(1);
        assertThat(reader.faults()).hasSize(1);
    }

    @Test
    void two_nodes_without_a_name_have_different_ones() {
        assertThat(reader(Map.of()).settings().node())
                .isNotBlank()
                .isNotEqualTo(reader(Map.of()).settings().node());
    }

    @ParameterizedTest
    @CsvSource({"Web Shop, Web-Shop", "shop##2, shop--2", "'  ', default"})
    void the_name_of_the_application_is_the_default_namespace(String name, String namespace) {
        ConfigReader reader =
                new ConfigReader(ConfigSource.of(Map.of()), TestTypes.stores(), TestTypes.executors(), name);

        assertThat(reader.settings().namespace()).isEqualTo(namespace);
    }

    @Test
    void a_long_name_of_the_application_is_cut() {
        ConfigReader reader =
                new ConfigReader(ConfigSource.of(Map.of()), TestTypes.stores(), TestTypes.executors(), "a".repeat(200));

        assertThat(reader.settings().namespace()).isEqualTo("a".repeat(60));
    }

    @Test
    void a_given_namespace_wins_over_the_name_of_the_application() {
        ConfigReader reader = new ConfigReader(
                ConfigSource.of(Map.of("carillon.namespace", "shop")),
                TestTypes.stores(),
                TestTypes.executors(),
                "web-shop");

        assertThat(reader.settings().namespace()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "carillon.node|a\u0007b|CARL-1007",
                "carillon.namespace|a b|CARL-1007",
                "carillon.timezone|Mars/Base|CARL-1006",
                "carillon.shutdown-limit|-1s|CARL-1002",
                "carillon.shutdown-limit|25h|CARL-1002",
                "carillon.shutdown-limit|soon|CARL-1002",
                "carillon.shutdown-limit|none|CARL-1002",
                "carillon.declared.obsolete|drop|CARL-1005",
                "carillon.job-defaults.misfire-grace-time|-PT1S|CARL-1002",
                "carillon.job-defaults.coalesce|newest|CARL-1005",
                "carillon.job-defaults.max-instances|0|CARL-1004",
                "carillon.job-defaults.max-instances|101|CARL-1004",
                "carillon.job-defaults.max-instances|many|CARL-1004",
                "carillon.job-defaults.max-instances|99999999999|CARL-1004",
                "carillon.job-defaults.when-full|wait|CARL-1005",
                "carillon.job-defaults.jitter|10|CARL-1002",
                "carillon.job-defaults.delivery|effectively-once|CARL-1005",
                "carillon.targets.a|a|CARL-1016",
            })
    @Proves({"8.6/1", "8.6/3"})
    void a_wrong_value_is_one_fault_and_the_default_holds(String key, String value, String code) {
        ConfigReader reader = reader(Map.of(key, value));

        Settings settings = reader.settings();

        assertThat(reader.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.place()).isEqualTo("configuration");
            assertThat(fault.attribute()).isEqualTo(key);
            assertThat(fault.value()).isEqualTo(value);
            assertThat(fault.rule()).endsWith(".");
        });
        assertThat(settings.jobDefaults()).isEqualTo(JobPolicy.DEFAULT);
        assertThat(settings.shutdownLimit()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_fault_says_what_is_allowed() {
        assertThat(messages(reader(Map.of("carillon.job-defaults.max-instances", "101"))))
                .containsExactly("CARL-1004 configuration: carillon.job-defaults.max-instances = \"101\":"
                        + " It must be a whole number from 1 to 100.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE"})
    void none_means_unlimited_grace_and_no_jitter(String none) {
        JobPolicy policy = reader(
                        Map.of("carillon.job-defaults.misfire-grace-time", none, "carillon.job-defaults.jitter", none))
                .settings()
                .jobDefaults();

        assertThat(policy.misfireGraceTime()).isEmpty();
        assertThat(policy.jitter()).isZero();
    }

    @Test
    void targets_renamed_in_a_circle_are_faults_and_a_chain_is_none() {
        assertThat(reader(Map.of("carillon.targets.a", "b", "carillon.targets.b", "a"))
                        .faults())
                .extracting(Fault::attribute)
                .containsExactly("carillon.targets.a", "carillon.targets.b");
        assertThat(reader(Map.of("carillon.targets.a", "b", "carillon.targets.b", "c"))
                        .faults())
                .isEmpty();
    }

    @Test
    void a_value_that_its_source_cannot_give_is_a_fault() {
        ConfigSource source = new ConfigSource() {
            @Override
            public Optional<String> value(String key) {
                if (key.equals("carillon.node")) {
                    throw new IllegalArgumentException("HOST has no value.");
                }
                return Optional.empty();
            }

            @Override
            public Iterable<String> keys() {
                return List.of("carillon.node");
            }
        };

        assertThat(messages(reader(source)))
                .containsExactly("CARL-1017 configuration: carillon.node: The source of the configuration cannot give"
                        + " its value: HOST has no value. Correct what stands there, or what it refers to.");
    }
}
