package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.job;
import static dev.carillon.core.config.TestTypes.messages;
import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

    private static Optional<String> expanded(String text) {
        ConfigReader reader = reader(Map.of("a", "1", "b", "${a}", "blank", " ", "c.d", "x:y"));
        Optional<String> result = reader.text("place", "attribute", text);
        assertThat(reader.faults()).isEmpty();
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|plain",
                "${a}|1",
                "x${a}y${a}z|x1y1z",
                "${ a }|1",
                "${c.d}|x:y",
                "${a:2}|1",
                "${missing:2}|2",
                "${missing:http://host:80/}|http://host:80/",
                "${blank:2}|2",
                "x${missing:}y|xy",
                "${b}|${a}",
                "\\${a}|${a}",
                "\\${a}${a}|${a}1",
                "\\a $a {a} }|\\a $a {a} }",
                " ${a} |1",
            })
    void a_text_is_expanded_in_one_pass(String text, String result) {
        assertThat(expanded(text)).contains(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "${missing:}"})
    void what_comes_to_nothing_is_not_given(String text) {
        assertThat(expanded(text)).isEmpty();
    }

    @Test
    void a_key_without_a_value_and_without_a_default_is_a_fault() {
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job("beat", Map.of("every", "${rhythm}s ${other}"))))
                .isEmpty();

        assertThat(messages(reader))
                .containsExactly(
                        "CARL-1008 com.acme.Reports#beat(JobRun): @Job(every) = \"${rhythm}s ${other}\": The key other"
                                + " has no value. Set it in the configuration, or give a default: ${other:default}.",
                        "CARL-1008 com.acme.Reports#beat(JobRun): @Job(every) = \"${rhythm}s ${other}\": The key rhythm"
                                + " has no value. Set it in the configuration, or give a default: ${rhythm:default}.");
    }

    @Test
    void one_fault_is_told_once_however_often_its_text_is_read() {
        ConfigReader reader = reader(Map.of());

        reader.text("place", "@Job(id)", "${missing}");
        reader.text("place", "@Job(id)", "${missing}");

        assertThat(reader.faults()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "x ${a", "${}", "${:x}", "${ }"})
    void a_reference_without_an_end_or_a_key_is_a_fault(String text) {
        ConfigReader reader = reader(Map.of("a", "1"));

        assertThat(reader.text("place", "attribute", text)).isEmpty();

        assertThat(reader.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("CARL-1009");
            assertThat(fault.value()).isEqualTo(text);
        });
    }

    @Test
    void a_wrong_value_behind_a_reference_is_told_with_what_is_written() {
        ConfigReader reader = reader(Map.of("rhythm", "often"));

        reader.job(job("beat", Map.of("max-instances", "${rhythm}")));

        assertThat(messages(reader))
                .containsExactly("CARL-1004 com.acme.Reports#beat(JobRun): @Job(maxInstances) = \"often\": It must be a"
                        + " whole number from 1 to 100. It is written as \"${rhythm}\".");
    }

    @Test
    void a_secret_behind_a_reference_is_not_told() {
        ConfigReader reader = reader(Map.of("db.password", "swordfish"));

        reader.job(job("beat", Map.of("store", "${db.password}")));

        assertThat(messages(reader)).singleElement().satisfies(message -> assertThat(message)
                .contains("@Job(store)")
                .doesNotContain("swordfish"));
    }

    @Test
    void an_id_and_a_target_may_hold_references() {
        ConfigReader reader = reader(Map.of("a", "1", "carillon.jobs.beat-1.max-instances", "7"));

        assertThat(reader.job(job("beat-${a}", Map.of("every", "2s")))).hasValueSatisfying(job -> {
            assertThat(job.id()).isEqualTo("beat-1");
            assertThat(job.definition().target()).isEqualTo("beat-1");
            assertThat(job.definition().policy().maxInstances()).isEqualTo(7);
        });
    }
}
