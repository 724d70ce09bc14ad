package dev.carillon.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fault on real processes, or those that {@code -Dfault=kill,freeze} names; on PostgreSQL or {@code -Ddatabase=mariadb}. */
class FaultsIT {

    private static final Path FOLDER = Path.of("target", "faults");
    private static final Map<String, Fault> FAULTS = Stream.of(
                    new Kill(),
                    new Freeze(),
                    new Cut(),
                    new Skew(),
                    new Upgrade(),
                    new Rename(),
                    new Outage(),
                    new DatabaseStep(),
                    new Poison(),
                    new ReadOnly())
            .collect(Collectors.toMap(Fault::name, Function.identity()));

    private static final String MAKE = System.getProperty("database", "postgresql");

    private static DatabaseServer server;
    private static PostgreSql witness;

    @BeforeAll
    static void start_two_servers() throws IOException {
        Files.createDirectories(FOLDER);
        server = DatabaseServer.start(MAKE, FOLDER);
        witness = PostgreSql.start(FOLDER);
    }

    @AfterAll
    static void stop_them() throws IOException {
        server.close();
        witness.close();
    }

    @TestFactory
    Stream<DynamicTest> a_fault_loses_nothing_and_doubles_nothing() {
        String wanted = System.getProperty("fault", "").strip();
        List<String> names = wanted.isEmpty()
                ? FAULTS.values().stream()
                        .filter(fault -> server instanceof PostgreSql || !fault.needsPostgreSql())
                        .map(Fault::name)
                        .sorted()
                        .toList()
                : List.of(wanted.split(",", -1));
        assertThat(FAULTS.keySet()).as("the faults there are").containsAll(names);
        return names.stream().map(FAULTS::get).map(fault -> DynamicTest.dynamicTest(fault.name(), () -> befall(fault)));
    }

    private static void befall(Fault fault) throws Exception {
        try (FaultCluster cluster = FaultCluster.create(fault.name(), server, witness, FOLDER)) {
            try {
                fault.befall(cluster);
                Verdict verdict = cluster.verdict();
                System.out.println(verdict.line());
                verdict.findings().stream().limit(20).forEach(finding -> System.out.println("  " + finding));
                verdict.assertHolds(fault.longestFailover());
            } catch (Exception | AssertionError failure) {
                cluster.complaints().stream().limit(100).forEach(line -> System.out.println("  " + line));
                throw failure;
            }
        }
    }
}
