package dev.carillon.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourceTest {

    @Test
    void a_map_is_copied() {
        Map<String, String> values = new HashMap<>(Map.of("a", "1"));
        ConfigSource source = ConfigSource.of(values);
        values.clear();

        assertThat(source.value("a")).contains("1");
        assertThat(source.keys()).containsExactly("a");
        assertThat(source.value("b")).isEmpty();
    }

    @Test
    void properties_are_read_with_their_defaults() {
        Properties defaults = new Properties();
        defaults.setProperty("a", "1");
        Properties properties = new Properties(defaults);
        properties.setProperty("b", "2");
        properties.put("c", 3);

        ConfigSource source = ConfigSource.of(properties);

        assertThat(source.keys()).containsExactlyInAnyOrder("a", "b");
        assertThat(source.value("a")).contains("1");
    }

    @Test
    void a_file_is_read_in_utf_8(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("carillon.properties"), "carillon.jobs.a.name=Über\n# no\n");

        ConfigSource source = ConfigSource.of(file);

        assertThat(source.keys()).containsExactly("carillon.jobs.a.name");
        assertThat(source.value("carillon.jobs.a.name")).contains("Über");
    }

    @Test
    void a_file_that_is_missing_is_told(@TempDir Path folder) {
        assertThatThrownBy(() -> ConfigSource.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void variables_are_found_by_the_rule_of_microprofile_config() {
        ConfigSource source = ConfigSource.ofEnvironment(Map.of(
                "CARILLON_JOBS_COM_ACME_REPORTS_NIGHTLY_CRON", "upper",
                "carillon_node", "lower",
                "carillon.namespace", "exact"));

        assertThat(source.value("carillon.jobs.com.acme.Reports#nightly.cron")).contains("upper");
        assertThat(source.value("carillon.node")).contains("lower");
        assertThat(source.value("carillon.namespace")).contains("exact");
        assertThat(source.value("carillon.timezone")).isEmpty();
        assertThat(source.keys()).isEmpty();
    }

    @Test
    void the_upper_of_two_sources_wins() {
        ConfigSource source =
                ConfigSource.of(Map.of("a", "upper", "b", "2")).over(ConfigSource.of(Map.of("a", "lower", "c", "3")));

        assertThat(source.value("a")).contains("upper");
        assertThat(source.value("c")).contains("3");
        assertThat(source.keys()).containsExactlyInAnyOrder("a", "b", "c");
    }
}
