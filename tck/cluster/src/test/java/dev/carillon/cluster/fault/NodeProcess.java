package dev.carillon.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node as its operator sees it: a process that can be killed, frozen and asked to end. Ends with this process at the latest. */
final class NodeProcess implements AutoCloseable {

    private final String node;
    private final Path log;
    private final Process process;

    private NodeProcess(String node, Path log, Process process) {
        this.node = node;
        this.log = log;
        this.process = process;
    }

    /** Starts one; what it says is added to the log. */
    static NodeProcess start(String node, NodeProgram program, Map<String, String> properties, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file="
                        + Path.of("src/test/resources/node-logging.properties").toAbsolutePath()));
        command.addAll(program.options());
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        String classPath = Stream.concat(
                        program.classes().stream()
                                .map(folder -> folder.toAbsolutePath().toString()),
                        Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, program.main().getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new NodeProcess(node, log, process);
    }

    String node() {
        return node;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power cut does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stops it in its tracks, and lets it go on after a while, whatever has become of this process by then. */
    Process freeze(Duration time) throws IOException, InterruptedException {
        Process pause =
                new ProcessBuilder("sh", "-c", "sleep %d; kill -CONT %d".formatted(time.toSeconds(), pid())).start();
        new ProcessBuilder("kill", "-STOP", Long.toString(pid())).start().waitFor();
        return pause;
    }

    /** Says something to it. */
    void say(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Asks it to end, and waits for it; true if it ended by itself, and well. */
    boolean stop(Duration limit) throws InterruptedException {
        say("stop");
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    }

    /** Returns the lines that it has logged; those of stack traces do not count. */
    List<String> log() {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void assertAlive() {
        assertThat(isAlive()).as("node %s lives; its log is %s", node, log).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
