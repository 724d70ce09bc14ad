package dev.carillon.tck.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds our triggers against vectors that were computed with APScheduler itself. The directory is that of the system
 * property {@code carillon.vectors}, or the one in the test resources; a file's format is known by its cases, not by
 * its name.
 */
class TriggerVectorTest {

    @TestFactory
    Stream<DynamicTest> every_case_comes_out_as_its_file_or_a_rule_of_ours_says() throws Exception {
        List<Path> files = files();
        assertThat(files).as("vector files").isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    List<VectorCase> cases = read(file);
                    assertThat(cases).as("cases of " + file).isNotEmpty();
                    VectorReport report = new VectorReport(name(file));
                    VectorFormat format = VectorFormat.of(cases.get(0));
                    cases.forEach(vector -> check(format, vector, report));
                    System.out.println(report);
                    assertThat(report.failures()).isEmpty();
                    assertThat(report.cases()).isEqualTo(cases.size());
                }));
    }

    private static void check(VectorFormat format, VectorCase vector, VectorReport report) {
        try {
            format.check(vector, report);
        } catch (RuntimeException unexpected) {
            report.fail(vector.id(), unexpected.toString());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        String given = System.getProperty("carillon.vectors", "");
        Path directory = given.isEmpty()
                ? Path.of(TriggerVectorTest.class.getResource("/vectors").toURI())
                : absolute(given);
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name(file).endsWith(".json")).sorted().toList();
        }
    }

    /** Surefire runs in the module; whoever names a relative directory stands in the root of the repository. */
    private static Path absolute(String given) {
        Path fromRoot = Path.of("../..").resolve(given);
        return Files.isDirectory(fromRoot) ? fromRoot : Path.of(given);
    }

    private static List<VectorCase> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonReader reader = Json.createReader(in)) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(VectorCase::new)
                    .toList();
        }
    }
}
