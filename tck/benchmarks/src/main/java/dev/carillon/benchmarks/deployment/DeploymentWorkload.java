package dev.carillon.benchmarks.deployment;

import dev.carillon.benchmarks.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Deploy: what a thousand {@code @Job} methods on a hundred beans add to the start of Weld SE, beside the same beans without
 * the annotation. Each start is a process of its own, by turns; of either kind the fastest counts, since what else the machine
 * does only adds.
 */
public final class DeploymentWorkload implements Workload {

    private static final int JOBS = 1_000;
    private static final int STARTS = 8;
    private static final long GOAL_MILLIS = 300;

    /** Makes the workload; nothing is measured yet. */
    public DeploymentWorkload() {}

    @Override
    public String name() {
        return "DEPLOY";
    }

    @Override
    public boolean run() throws Exception {
        Path folder = Files.createTempDirectory("carillon-deployment");
        try {
            Path jobs = GeneratedBeans.compile(folder, JOBS, true);
            Path plain = GeneratedBeans.compile(folder, JOBS, false);
            long with = Long.MAX_VALUE;
            long without = Long.MAX_VALUE;
            for (int start = 0; start < STARTS; start++) {
                long plainMillis = start(plain, 0);
                long jobMillis = start(jobs, JOBS);
                System.out.printf("DEPLOY start %d: %d ms without, %d ms with jobs%n", start, plainMillis, jobMillis);
                without = Math.min(without, plainMillis);
                with = Math.min(with, jobMillis);
            }
            boolean reached = with - without <= GOAL_MILLIS;
            System.out.printf(
                    Locale.ROOT,
                    "CHECK DEPLOY ours=%dms without=%dms difference=%dms goal=%dms jobs=%d %s%n",
                    with,
                    without,
                    with - without,
                    GOAL_MILLIS,
                    JOBS,
                    reached ? "reached" : "missed");
            return reached;
        } finally {
            delete(folder);
        }
    }

    private static long start(Path beans, int jobs) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        beans + File.pathSeparator + System.getProperty("java.class.path"),
                        WeldStart.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || !printed.endsWith(" " + jobs)) {
            process.destroyForcibly();
            throw new IllegalStateException("Weld did not start with " + jobs + " jobs: " + printed);
        }
        return Long.parseLong(printed.substring(0, printed.indexOf(' ')));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
