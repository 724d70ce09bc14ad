package dev.carillon.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as its reader starts, kills and ends it: a process of its own, from the files that the build made. */
class QuickstartIT {

    @TempDir
    Path folder;

    private final List<Run> runs = new ArrayList<>();

    @AfterEach
    void nothing_is_left() {
        runs.forEach(run -> run.process.destroyForcibly());
    }

    private Run start(String... args) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.config.file="
                        + Path.of("logging.properties").toAbsolutePath(),
                // ten a second, so that more than one is missed while a new process starts
                "-Dcarillon.jobs.heartbeat.every=100ms",
                // a run that was cut takes one of them, so that there is one for what was missed
                "-Dcarillon.jobs.heartbeat.max-instances=3",
                "-cp",
                target + "/*:" + target + "/lib/*",
                Quickstart.class.getName()));
        command.addAll(List.of(args));
        Run run = new Run(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
        runs.add(run);
        return run;
    }

    @Test
    void jobs_fire_survive_a_kill_and_end_cleanly() throws Exception {
        Run first = start("--add");
        first.awaitLine("JobExecuted report");
        first.awaitLine("JobExecuted heartbeat");
        first.awaitLine("JobExecuted dynamic-1");
        first.awaitNext("JobStarted report");
        first.process.destroyForcibly();
        assertThat(first.process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        Run second = start();
        second.awaitLine("recovered run [0-9a-f-]{36}");
        second.awaitLine("coalesced [0-9]+");
        second.awaitLine("JobExecuted report");
        second.awaitLine("JobExecuted dynamic-1");
        assertThat(second.lines.stream().filter(line -> line.startsWith("coalesced")))
                .hasSize(1);
        // by its handle: Process.destroy would close the output before the last lines
        second.process.toHandle().destroy();
        assertThat(second.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        second.awaitLine("scheduler stopped");
        assertThat(second.lines).noneMatch(line -> line.contains("Exception"));

        Run third = start();
        third.awaitLine("JobExecuted report");
        assertThat(third.lines)
                .as("a clean end leaves nothing to recover")
                .noneMatch(line -> line.startsWith("recovered run"));
    }

    private static final class Run {

        final Process process;
        final List<String> lines = new CopyOnWriteArrayList<>();

        Run(Process process) {
            this.process = process;
            Thread reader = new Thread(this::read, "quickstart-output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader output = process.inputReader()) {
                output.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException closed) {
                lines.add("output closed: " + closed.getMessage());
            }
        }

        void awaitLine(String pattern) {
            awaitAfter(0, pattern);
        }

        /** Waits for a line that is not there yet. */
        void awaitNext(String pattern) {
            awaitAfter(lines.size(), pattern);
        }

        private void awaitAfter(int from, String pattern) {
            await(pattern + " in " + lines)
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> List.copyOf(lines).stream().skip(from).anyMatch(line -> line.matches(pattern)));
        }
    }
}
