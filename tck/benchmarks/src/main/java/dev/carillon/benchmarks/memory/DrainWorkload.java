package dev.carillon.benchmarks.memory;

import dev.carillon.benchmarks.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * W2: 200,000 jobs are due; how many runs a second until none is left. Rounds of all contestants in turn, the first two
 * to warm up; of the others the best counts, for all alike, since what else the machine does only slows.
 */
public final class DrainWorkload implements Workload {

    private static final double GOAL = 10;
    private static final int JOBS = 200_000;
    private static final int ROUNDS = 12;
    private static final int WARM_UP = 2;

    /** JobRunr is two hundred times slower: one round of it, with jobs for some seconds. Fewer jobs do not slow it. */
    private static final int JOBS_OF_JOBRUNR = 4_000;

    private final Map<Library, Double> best = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public DrainWorkload() {}

    @Override
    public String name() {
        return "W2";
    }

    @Override
    public boolean run() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (Library library : List.of(Library.LIMIT, Library.QUARTZ, Library.CARILLON)) {
                measure(library, JOBS, round);
            }
        }
        measure(Library.JOBRUNR, JOBS_OF_JOBRUNR, WARM_UP);
        double ours = best.getOrDefault(Library.CARILLON, 0.0);
        double quartz = best.getOrDefault(Library.QUARTZ, Double.MAX_VALUE);
        double ratio = ours / quartz;
        System.out.printf(
                Locale.ROOT,
                "CHECK W2 ours=%.0f/s peer=%.0f/s ratio=%.1f goal=%.0f library=QUARTZ jobrunr=%.0f/s limit=%.0f/s %s%n",
                ours,
                quartz,
                ratio,
                GOAL,
                best.getOrDefault(Library.JOBRUNR, 0.0),
                best.getOrDefault(Library.LIMIT, 0.0),
                ratio >= GOAL ? "reached" : "missed");
        return ratio >= GOAL;
    }

    private void measure(Library library, int jobs, int round) throws Exception {
        double rate = drain(library, jobs);
        System.out.printf(Locale.ROOT, "W2 round %d %-9s %,12.0f runs/s%n", round, library, rate);
        if (round >= WARM_UP) {
            best.merge(library, rate, Math::max);
        }
    }

    private static double drain(Library library, int jobs) throws Exception {
        Body body = new Body(jobs);
        try (Contestant contestant = library.open(body, Library.Task.COUNT)) {
            contestant.addAll(Collections.nCopies(jobs, Instant.now()));
            System.gc();
            long begun = System.nanoTime();
            contestant.start();
            if (!body.await(Duration.ofMinutes(1))) {
                throw new IllegalStateException(library + " left " + body.missing() + " of " + jobs + " jobs undone");
            }
            contestant.awaitWritten();
            return jobs / ((System.nanoTime() - begun) / 1e9);
        }
    }
}
