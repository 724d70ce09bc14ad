package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.messages;
import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.carillon.core.config.Settings.PartSettings;
import dev.carillon.core.store.MemoryJobStoreProvider;
import dev.carillon.tck.checklist.Proves;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartReadingTest {

    @Test
    @Proves("8.10/25")
    void a_part_has_its_type_and_options() {
        ConfigReader reader = reader(Map.of(
                "carillon.jobstores.main.type", "jpa",
                "carillon.jobstores.main.url", "jdbc:h2:mem:x",
                "carillon.executors.io-2.type", "processpool",
                "carillon.executors.io-2.max-workers", "5"));

        Settings settings = reader.settings();

        assertThat(settings.stores())
                .isEqualTo(Map.of(
                        "default", new PartSettings("memory", Map.of()),
                        "main", new PartSettings("jpa", Map.of("url", "jdbc:h2:mem:x"))));
        assertThat(settings.executors())
                .isEqualTo(Map.of(
                        "default", new PartSettings("threadpool", Map.of()),
                        "io-2", new PartSettings("processpool", Map.of("max-workers", "5"))));
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void options_of_the_default_executor_need_no_type() {
        ConfigReader reader = reader(Map.of("carillon.executors.default.max-workers", "20"));

        assertThat(reader.settings().executors())
                .containsEntry("default", new PartSettings("threadpool", Map.of("max-workers", "20")));
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void everything_can_come_from_environment_variables() {
        ConfigReader reader = reader(ConfigSource.ofEnvironment(Map.of(
                "CARILLON_NAMESPACE", "shop",
                "CARILLON_JOBSTORES", "default, main-db",
                "CARILLON_JOBSTORES_DEFAULT_TYPE", "redis",
                "CARILLON_JOBSTORES_DEFAULT_URI", "redis://127.0.0.1",
                "CARILLON_JOBSTORES_MAIN_DB_TYPE", "jpa",
                "CARILLON_JOBSTORES_MAIN_DB_URL", "jdbc:h2:mem:x",
                "CARILLON_JOBSTORES_MAIN_DB_MAX_POOL_SIZE", "4",
                "CARILLON_EXECUTORS", "io",
                "CARILLON_EXECUTORS_IO_TYPE", "threadpool")));

        Settings settings = reader.settings();

        assertThat(settings.namespace()).isEqualTo("shop");
        assertThat(settings.stores())
                .isEqualTo(Map.of(
                        "default", new PartSettings("redis", Map.of("uri", "redis://127.0.0.1")),
                        "main-db", new PartSettings("jpa", Map.of("url", "jdbc:h2:mem:x", "max-pool-size", "4"))));
        assertThat(settings.executors()).containsOnlyKeys("default", "io");
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void the_guesses_of_a_source_at_environment_variables_are_no_parts_and_no_faults() {
        Map<String, String> variables = Map.of(
                "CARILLON_JOBSTORES", "my-db",
                "CARILLON_JOBSTORES_MY_DB_TYPE", "jpa",
                "CARILLON_JOBSTORES_MY_DB_MAX_POOL_SIZE", "4",
                "CARILLON_JOBSTORES_MY_DB_URL", "jdbc:h2:mem:x",
                "CARILLON_PORT_8080_TCP", "tcp://10.0.0.7:8080");
        ConfigSource environment = ConfigSource.ofEnvironment(variables);
        // as SmallRye Config lists them: their names, and what these may stand for
        List<String> listed = variables.keySet().stream()
                .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT).replace('_', '.')))
                .toList();
        ConfigReader reader = reader(new ConfigSource() {
            @Override
            public Optional<String> value(String key) {
                return environment.value(key);
            }

            @Override
            public Iterable<String> keys() {
                return listed;
            }
        });

        assertThat(reader.settings().stores()).containsOnlyKeys("default", "my-db");
        assertThat(reader.settings().stores())
                .containsEntry("my-db", new PartSettings("jpa", Map.of("url", "jdbc:h2:mem:x", "max-pool-size", "4")));
        assertThat(reader.faults()).isEmpty();
    }

    @Test
    void a_file_key_that_a_variable_overrides_still_names_its_part() {
        ConfigSource both = ConfigSource.ofEnvironment(Map.of("CARILLON_JOBSTORES_MAIN_TYPE", "redis"))
                .over(ConfigSource.of(Map.of(
                        "carillon.jobstores.main.type", "jpa", "carillon.jobstores.main.uri", "redis://127.0.0.1")));

        assertThat(reader(both).settings().stores())
                .containsEntry("main", new PartSettings("redis", Map.of("uri", "redis://127.0.0.1")));
    }

    @Test
    @Proves("8.10/26")
    void a_part_without_a_type_is_a_fault() {
        assertThat(messages(reader(Map.of("carillon.jobstores.main.url", "jdbc:h2:mem:x"))))
                .containsExactly("CARL-1011 configuration: carillon.jobstores.main.type: The store 'main' has no type."
                        + " Set carillon.jobstores.main.type to one of: jpa, memory, redis.");
        assertThat(messages(reader(Map.of("carillon.executors", "io"))))
                .singleElement(STRING)
                .contains("The executor 'io' has no type");
    }

    @Test
    @Proves("8.10/26")
    void an_unknown_type_is_a_fault_that_names_the_known_ones_and_the_module() {
        ConfigReader reader = new ConfigReader(
                ConfigSource.of(Map.of(
                        "carillon.jobstores.default.type", "jpa", "carillon.jobstores.default.url", "jdbc:h2:mem:x")),
                List.of(new MemoryJobStoreProvider()),
                TestTypes.executors());

        assertThat(messages(reader))
                .containsExactly("CARL-1010 configuration: carillon.jobstores.default.type = \"jpa\": There is no type"
                        + " of store named 'jpa'; there are: memory. Add carillon-jpa to the class path, or use another"
                        + " type.");
        assertThat(reader.settings().stores()).containsOnlyKeys("default");
    }

    @Test
    void an_unknown_type_of_executor_points_to_no_module_of_stores() {
        assertThat(messages(reader(Map.of("carillon.executors.io.type", "treadpool"))))
                .containsExactly("CARL-1010 configuration: carillon.executors.io.type = \"treadpool\": There is no type"
                        + " of executor named 'treadpool'; there are: processpool, threadpool. Use one of these, or add"
                        + " the module that has it to the class path.");
    }

    @Test
    void what_a_provider_finds_is_told() {
        assertThat(messages(reader(Map.of(
                        "carillon.jobstores.main.type", "jpa",
                        "carillon.executors.default.max-workers", "0"))))
                .containsExactly(
                        "CARL-1012 configuration: carillon.executors.default: max-workers of executor 'default' is '0'."
                                + " It must be a whole number from 1 to 10000.",
                        "CARL-1012 configuration: carillon.jobstores.main: Store 'main' has no address. Set its url.");
    }

    @Test
    void a_provider_that_fails_is_a_fault() {
        assertThat(messages(reader(
                        Map.of("carillon.jobstores.main.type", "jpa", "carillon.jobstores.main.url", "explode"))))
                .singleElement(STRING)
                .startsWith("CARL-1012 configuration: carillon.jobstores.main: Type 'jpa' failed")
                .contains("no driver");
    }

    @Test
    void a_name_with_other_characters_is_a_fault() {
        String longName = "a".repeat(61);

        assertThat(reader(Map.of(
                                "carillon.jobstores",
                                "main, my store, " + longName,
                                "carillon.jobstores.main.type",
                                "memory"))
                        .faults())
                .extracting(Fault::code, Fault::attribute, Fault::value)
                .containsExactlyInAnyOrder(
                        tuple("CARL-1007", "carillon.jobstores", "my store"),
                        tuple("CARL-1007", "carillon.jobstores", longName));
        assertThat(reader(Map.of("carillon.executors.ä.type", "threadpool")).faults())
                .extracting(Fault::code, Fault::value)
                .containsExactly(tuple("CARL-1007", "ä"));
    }

    @Test
    @Proves({"8.9/14", "8.13/18"})
    void secrets_are_in_no_fault_and_no_text() {
        ConfigReader reader = reader(Map.of(
                "carillon.jobstores.main.type", "jpa",
                "carillon.jobstores.main.url", "jdbc:postgresql://scott:tiger@db/x?password=hush",
                "carillon.jobstores.main.password", "swordfish",
                "carillon.jobstores.main.pasword", "rosebud",
                "carillon.jobstores.main.max-pool-size", "-1",
                "carillon.redis.token", "opensesame",
                "carillon.jobstore.x.url", "redis://user:abracadabra@db/0"));

        String all = Fault.exception(reader.faults()).getMessage() + reader.settings() + reader.faults();

        assertThat(reader.faults()).hasSize(4);
        assertThat(all)
                .doesNotContain("tiger", "hush", "swordfish", "rosebud", "opensesame", "abracadabra")
                .contains("max-pool-size is '-1'");
    }
}
