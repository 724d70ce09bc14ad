package dev.carillon.tck.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.tck.checklist.Proves;
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
    @Proves({
        "8.1/1", "8.1/2", "8.1/3", "8.1/5", "8.2/1", "8.2/3", "8.2/4", "8.2/6", "8.2/7", "8.2/8", "8.3/1", "8.3/2",
        "8.3/3", "8.3/4", "8.3/5", "8.3/6", "8.3/7", "8.3/8", "8.3/9", "8.3/10", "8.3/11", "8.3/12", "8.3/13", "8.3/14",
        "8.3/16", "8.3/17", "8.3/18", "8.3/20", "8.3/21", "8.3/22", "8.3/23", "8.3/24", "8.3/26", "8.3/27", "8.3/28",
        "8.3/29", "8.3/30", "8.3/31", "8.3/32", "8.3/34", "8.3/36", "8.3/37", "8.3/38", "8.3/39", "8.3/42", "8.3/43",
        "8.3/45", "8.4/1", "8.4/2", "8.4/3", "8.4/4", "8.4/5", "8.4/6", "8.4/8", "8.4/9", "8.5/1", "8.5/2", "8.5/6",
        "8.5/8", "8.5/9", "8.5/11", "8.6/4", "8.7/5", "8.7/6"
    })
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
