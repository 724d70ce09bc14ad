package dev.carillon.benchmarks.memory;

import dev.carillon.benchmarks.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * W3: a job every millisecond, known ahead; how late each runs. Rounds of all contestants in turn, the first to warm up; of
 * the others the one with the lowest 99th percentile counts, for all alike. Whoever runs a job early has missed the goal.
 */
public final class LatenessWorkload implements Workload {

    private static final double GOAL = 2;
    private static final int A_SECOND = 1_000;
    private static final int SECONDS = 6;
    private static final int ROUNDS = 5;

    private record Lateness(long first, long median, long p99) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "first %.3f, p50 %.3f, p99 %.3f ms", first / 1e3, median / 1e3, p99 / 1e3);
        }

        Lateness better(Lateness other) {
            Lateness better = other.p99 < p99 ? other : this;
            // who was early once is early
            return new Lateness(Math.min(first, other.first), better.median, better.p99);
        }
    }

    private final Map<Library, Lateness> best = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public LatenessWorkload() {}

    @Override
    public String name() {
        return "W3";
    }

    @Override
    public boolean run() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (Library library : List.of(Library.LIMIT, Library.QUARTZ, Library.CARILLON)) {
                measure(library, round);
            }
        }
        measure(Library.JOBRUNR, 1);
        Lateness ours = of(Library.CARILLON);
        Lateness limit = of(Library.LIMIT);
        double ratio = (double) ours.p99 / limit.p99;
        boolean reached = ratio <= GOAL && ours.first >= 0;
        System.out.printf(
                Locale.ROOT,
                "CHECK W3 ours=%.3fms peer=%.3fms ratio=%.2f goal=%.0f library=LIMIT percentile=99 p50=%.3fms early=%s"
                        + " quartz=%.3fms quartz-first=%.3fms jobrunr=%.0fms jobrunr-first=%.0fms %s%n",
                ours.p99 / 1e3,
                limit.p99 / 1e3,
                ratio,
                GOAL,
                ours.median / 1e3,
                ours.first < 0 ? "yes" : "never",
                of(Library.QUARTZ).p99 / 1e3,
                of(Library.QUARTZ).first / 1e3,
                of(Library.JOBRUNR).p99 / 1e3,
                of(Library.JOBRUNR).first / 1e3,
                reached ? "reached" : "missed");
        return reached;
    }

    private Lateness of(Library library) {
        return best.getOrDefault(library, new Lateness(0, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private void measure(Library library, int round) throws Exception {
        Lateness lateness = lateness(library);
        System.out.printf(Locale.ROOT, "W3 round %d %-9s %s%n", round, library, lateness);
        if (round > 0) {
            best.merge(library, lateness, Lateness::better);
        }
    }

    private static Lateness lateness(Library library) throws Exception {
        int jobs = A_SECOND * SECONDS;
        Body body = new Body(jobs);
        try (Contestant contestant = library.open(body, Library.Task.NOTE_LATENESS)) {
            contestant.start();
            Instant first = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
            contestant.addAll(
                    IntStream.range(0, jobs).mapToObj(first::plusMillis).toList());
            if (!body.await(Duration.ofSeconds(SECONDS + 30))) {
                throw new IllegalStateException(library + " left " + body.missing() + " of " + jobs + " jobs undone");
            }
        }
        long[] sorted = body.sortedLateMicros();
        return new Lateness(sorted[0], sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }
}
