package dev.carillon.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void a_message_names_code_place_attribute_value_and_rule() {
        assertThat(new Fault("CARL-1004", "a.B#c()", "@Job(maxInstances)", "x", "It must be a number.").message())
                .isEqualTo("CARL-1004 a.B#c(): @Job(maxInstances) = \"x\": It must be a number.");
        assertThat(new Fault("CARL-1011", "configuration", "a.type", "", "It is missing.").message())
                .isEqualTo("CARL-1011 configuration: a.type: It is missing.");
    }

    @Test
    void an_exception_numbers_all_faults_and_keeps_a_caret_under_its_place() {
        ConfigurationException exception = Fault.exception(List.of(
                new Fault(
                        "CARL-1003",
                        "a.B#c()",
                        "@Job(cron)",
                        "0 25 * * *",
                        "\nThe hour is from 0 to 23.\n  0 25 * * *\n    ^\n"),
                new Fault("CARL-1011", "configuration", "a.type", "", "It is missing.")));

        assertThat(exception)
                .hasMessage(
                        """
                        Carillon does not start: 2 faults were found, and nothing was begun.
                        1. CARL-1003 a.B#c(): @Job(cron) = "0 25 * * *":
                            The hour is from 0 to 23.
                              0 25 * * *
                                ^
                        2. CARL-1011 configuration: a.type: It is missing.""");
    }

    @Test
    void one_fault_is_told_as_one() {
        assertThat(Fault.exception(List.of(new Fault("CARL-1", "p", "a", "v", "Wrong."))))
                .hasMessage(
                        "Carillon does not start: 1 fault was found, and nothing was begun.\n1. CARL-1 p: a = \"v\": Wrong.");
    }

    @Test
    void twelve_faults_are_numbered_to_twelve() {
        List<Fault> faults = IntStream.range(0, 12)
                .mapToObj(index -> new Fault("CARL-1", "p", "a", "", "Wrong."))
                .toList();

        assertThat(Fault.exception(faults).getMessage().lines().skip(1))
                .hasSize(12)
                .first()
                .asString()
                .startsWith("1. ");
        assertThat(Fault.exception(faults)).hasMessageEndingWith("\n12. CARL-1 p: a: Wrong.");
    }

    @Test
    void faults_are_sorted_by_place_and_attribute() {
        Fault first = new Fault("CARL-2", "a", "x", "", "");
        Fault second = new Fault("CARL-1", "a", "y", "", "");
        Fault third = new Fault("CARL-1", "b", "a", "", "");

        assertThat(Stream.of(third, second, first).sorted()).containsExactly(first, second, third);
    }

    @Test
    void the_table_of_codes_holds_every_code_once() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/carillon/core/config/Fault.java"));

        assertThat(Stream.of(source.split("\n"))
                        .filter(line -> line.contains("<td>CARL-"))
                        .map(line -> line.replaceAll(".*<td>(CARL-\\d+)</td>.*", "$1")))
                .containsExactlyElementsOf(
                        Stream.of(FaultCode.values()).map(FaultCode::code).toList());
    }
}
