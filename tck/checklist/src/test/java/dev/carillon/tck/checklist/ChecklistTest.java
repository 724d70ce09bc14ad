package dev.carillon.tck.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecklistTest {

    private static final Path ROOT = Path.of(System.getProperty("tck.root", "../.."));
    private static final Path README = ROOT.resolve("tck/README.md");

    private static Checklist ofThisTree() throws IOException {
        try (var list = ChecklistTest.class.getResourceAsStream("/checklist.txt")) {
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return new Checklist(Behaviour.read(text.lines().toList()), Proof.in(ROOT));
        }
    }

    @Test
    void every_behaviour_is_proved_by_a_test_or_excused_and_every_proof_is_on_the_list() throws IOException {
        assertThat(ofThisTree().faults()).isEmpty();
    }

    @Test
    void the_table_is_what_the_tests_say() throws IOException {
        String readme = Files.readString(README);
        String right = ofThisTree().in(readme);
        if (System.getProperty("tck.checklist", "check").equals("write")) {
            Files.writeString(README, right);
        } else {
            assertThat(right)
                    .as("the table is out of date: mvn -pl tck/checklist test -Dtck.checklist=write")
                    .isEqualTo(readme);
        }
    }

    @Test
    void what_is_not_proved_not_known_or_there_twice_is_told() {
        List<Behaviour> list = Behaviour.read(
                List.of("# a comment", "8.1/1|One", "8.1/2|Two|for a reason", "8.1/3|Three", "8.1/3|Three again"));
        List<Proof> proofs = List.of(new Proof("8.1/3", "ATest.a"), new Proof("8.9/9", "ATest.b"));

        assertThat(new Checklist(list, proofs).faults())
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("8.1/1 is proved by no test"),
                        fault -> assertThat(fault).isEqualTo("The checklist has 8.1/3 twice."),
                        fault -> assertThat(fault).startsWith("ATest.b proves 8.9/9"));
    }

    @Test
    void proofs_are_found_on_tests_of_every_kind_and_refused_elsewhere() {
        String number = "@Proves({\"8.1/1\", \"8.1/2\"})";
        String tests = "class ATest {\n\n    @Test\n    " + number + "\n    void works() throws Exception {\n    }\n\n"
                + "    " + number
                + "\n    @ParameterizedTest\n    @CsvSource(\"1;2\")\n    void works_too(int a) {\n    }\n}\n";

        assertThat(Proof.in("ATest", tests))
                .extracting(Proof::test)
                .containsExactly("ATest.works", "ATest.works", "ATest.works_too", "ATest.works_too");
        assertThatThrownBy(
                        () -> Proof.in("ATest", "class ATest {\n\n    " + number + "\n    void helps() {\n    }\n}\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stands on no test");
    }
}
