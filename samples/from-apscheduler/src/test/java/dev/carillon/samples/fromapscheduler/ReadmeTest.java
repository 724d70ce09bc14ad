package dev.carillon.samples.fromapscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tutorial says nothing that is not tested here. */
class ReadmeTest {

    /** A row of a table, from the bar between its two columns. */
    private static final Pattern CARILLON = Pattern.compile("^\\| .*[^\\\\\n]\\| (.+) \\|$", Pattern.MULTILINE);

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void each_line_of_the_tutorial_is_a_line_of_a_test() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> withoutSpace(read(file)))
                    .collect(Collectors.joining("\n"));
        }

        List<String> snippets = CARILLON.matcher(read(Path.of("README.md")))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(MatchResult::group)
                .map(code -> code.replace("`", ""))
                .filter(code -> code.contains("("))
                .toList();

        assertThat(snippets).hasSizeGreaterThan(50);
        assertThat(snippets).allSatisfy(code -> assertThat(tests).contains(withoutSpace(code)));
    }
}
