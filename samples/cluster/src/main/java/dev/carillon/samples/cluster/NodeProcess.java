package dev.carillon.samples.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A node in a process of its own, as whoever operates it sees it. */
final class NodeProcess {

    private final String name;
    private final Process process;

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param told hears the node's name and each of its lines, on a thread of the node's own
     */
    static NodeProcess start(String name, String databaseUrl, BiConsumer<String, String> told) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                        "-Dcarillon.node=" + name,
                        "-Ddatabase.url=" + databaseUrl,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Node.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        NodeProcess node = new NodeProcess(name, process);
        Thread reader = new Thread(() -> node.read(told), name);
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    private void read(BiConsumer<String, String> told) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> told.accept(name, line));
        } catch (IOException | UncheckedIOException ended) {
            told.accept(name, "says no more: " + ended.getMessage());
        }
    }

    String name() {
        return name;
    }

    /** Ends it as a power cut does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends its input, so that it ends by itself; it has time to finish what it runs. */
    void leave() throws IOException {
        process.getOutputStream().close();
    }

    boolean awaitEnd() throws InterruptedException {
        return process.waitFor(30, TimeUnit.SECONDS);
    }
}
