package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.spi.JobStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClaimsAcrossProcessesTest {

    private static final int RUNS = 10_000;
    private static final int CLAIMERS = 4;
    private static final String NAMESPACE = "ten-thousand";

    /** Each server that nodes can share. */
    enum Server {
        POSTGRESQL {
            @Override
            String database(String name) throws SQLException {
                return PostgreSql.database(name);
            }
        },
        MARIADB {
            @Override
            String database(String name) throws SQLException {
                return MariaDb.database(name);
            }
        };

        abstract String database(String name) throws SQLException;
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void ten_thousand_runs_claimed_by_two_processes_leave_neither_a_double_nor_a_gap(Server server) throws Exception {
        String url = server.database("ten_thousand");
        List<String> ids =
                IntStream.range(0, RUNS).mapToObj("run-%05d"::formatted).toList();
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE).open(NAMESPACE);
                Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("create table side_effect (job_id varchar(120) not null, node varchar(120) not null)");
            Instant now = store.now();
            store.add(ids.stream().map(id -> Jobs.once(id, now)).toList(), OnConflict.FAIL);
            try (Node one = Node.start(url, "one");
                    Node two = Node.start(url, "two")) {
                one.awaitReady();
                two.awaitReady();
                long begun = System.nanoTime();
                one.go();
                two.go();
                int ofOne = one.awaitRuns();
                int ofTwo = two.awaitRuns();
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                System.out.printf(
                        "%s: %d runs by 2 processes with %d claimers each in %d ms (%d + %d), %d runs/s%n",
                        server, RUNS, CLAIMERS, millis, ofOne, ofTwo, RUNS * 1_000L / millis);
                assertThat(ofOne).isPositive();
                assertThat(ofTwo).isPositive();
                assertThat(ofOne + ofTwo).isEqualTo(RUNS);
            }
            assertThat(sideEffects(sql)).containsExactlyElementsOf(ids);
            assertThat(store.scan(JobFilter.ALL, "", 1)).isEmpty();
        }
    }

    private static List<String> sideEffects(Statement sql) throws Exception {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery("select job_id from side_effect order by job_id")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** A child process. */
    private record Node(Process process, BufferedReader output) implements AutoCloseable {

        static Node start(String url, String name) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ClaimingNode.class.getName(),
                            url,
                            NAMESPACE,
                            name,
                            String.valueOf(CLAIMERS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Node(process, process.inputReader(StandardCharsets.UTF_8));
        }

        void awaitReady() throws IOException {
            assertThat(output.readLine()).isEqualTo("ready");
        }

        void go() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        int awaitRuns() throws IOException, InterruptedException {
            String line = String.valueOf(output.readLine());
            assertThat(line).startsWith("runs ");
            assertThat(process.waitFor()).isZero();
            return Integer.parseInt(line.substring("runs ".length()));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
