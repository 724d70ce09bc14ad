package dev.carillon.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One real server at a site, as a child process. All starts at one site write to one log. */
final class RunningServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(150);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final ServerRecipe recipe;
    private final Site site;
    private final Path log;
    private final Process process;

    private RunningServer(ServerRecipe recipe, Site site, Path log, Process process) {
        this.recipe = recipe;
        this.site = site;
        this.log = log;
        this.process = process;
    }

    /** Starts the server and waits until the application answers. */
    static RunningServer start(ServerRecipe recipe, Site site, Map<String, String> properties) throws IOException {
        Path log = site.directory().resolve("console.log");
        int before = Files.exists(log) ? read(log).length() : 0;
        ServerRecipe.Launch launch = recipe.launch(site);
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(site.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("MAVEN") || key.startsWith("JAVA"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(launch.environment());
        builder.environment().putAll(properties);
        RunningServer server = new RunningServer(recipe, site, log, builder.start());
        try {
            server.awaitApplication(before);
        } catch (RuntimeException | Error e) {
            server.kill();
            throw e;
        }
        return server;
    }

    /** Waits until the application answers; fails at once if the server ends, or says that it refuses it. */
    private void awaitApplication(int logFrom) {
        WebappClient client = new WebappClient(site.port());
        Awaitility.await("the application on " + recipe.name())
                .atMost(START_LIMIT)
                .failFast(() -> {
                    String said = read(log).substring(logFrom);
                    assertThat(process.isAlive())
                            .as("%s is alive; it said:%n%s", recipe.name(), said)
                            .isTrue();
                    assertThat(recipe.refusals())
                            .as("%s refuses nothing; it said:%n%s", recipe.name(), said)
                            .noneMatch(said::contains);
                })
                .until(client::answers);
    }

    /** Returns what the server has written to its console, in all starts at this site. */
    String log() throws IOException {
        return read(log);
    }

    /** Ends the server as a power cut does. */
    void kill() {
        processes().forEach(ProcessHandle::destroyForcibly);
        awaitEnd(processes());
    }

    /** Asks the server to end, as an operator does, and waits for it. */
    void stop() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroy);
        awaitEnd(processes);
    }

    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }

    /** Asks the server's JVM a question with {@code jcmd}, and returns the answer. */
    String ask(String command) throws IOException, InterruptedException {
        ProcessHandle jvm = processes().stream()
                .filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        File answer = site.directory().resolve("jcmd.txt").toFile();
        int code = new ProcessBuilder(jcmd.toString(), Long.toString(jvm.pid()), command)
                .redirectErrorStream(true)
                .redirectOutput(answer)
                .start()
                .waitFor();
        String text = read(answer.toPath());
        assertThat(code).as("jcmd said: %s", text).isZero();
        return text;
    }

    /** The servers are started by shell scripts: the JVM is a child of the process. */
    private List<ProcessHandle> processes() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private void awaitEnd(List<ProcessHandle> processes) {
        for (ProcessHandle handle : processes) {
            try {
                handle.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                handle.destroyForcibly();
                throw new AssertionError(recipe.name() + " did not end within " + STOP_LIMIT, e);
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(recipe.name() + " was not seen to end", e);
            }
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
