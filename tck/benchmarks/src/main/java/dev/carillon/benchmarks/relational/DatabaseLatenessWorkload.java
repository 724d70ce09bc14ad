package dev.carillon.benchmarks.relational;

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
 * W6: 200 jobs a second in PostgreSQL, known ahead; how late each runs. The round with the lowest 99th percentile counts,
 * for all alike, after one to warm up. Whoever runs a job early has missed the goal.
 */
public final class DatabaseLatenessWorkload implements Workload {

    private static final double GOAL_MEDIAN_MILLIS = 1;
    private static final double GOAL_P99_MILLIS = 5;
    private static final int A_SECOND = 200;
    private static final int SECONDS = 12;
    private static final int ROUNDS = 3;

    private final Map<Library, Lateness> best = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public DatabaseLatenessWorkload() {}

    @Override
    public String name() {
        return "W6";
    }

    @Override
    public boolean run() throws Exception {
        try (BenchmarkServer server = new BenchmarkServer()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Library library : List.of(Library.LIMIT, Library.DB_SCHEDULER, Library.CARILLON)) {
                    measure(server, library, round);
                }
            }
            measure(server, Library.QUARTZ, 1);
            measure(server, Library.JOBRUNR, 1);
        }
        Lateness ours = of(Library.CARILLON);
        Lateness peer = of(Library.DB_SCHEDULER);
        boolean reached =
                ours.first() >= 0 && ours.medianMillis() <= GOAL_MEDIAN_MILLIS && ours.p99Millis() <= GOAL_P99_MILLIS;
        System.out.printf(
                Locale.ROOT,
                "CHECK W6 ours=%.2fms peer=%.2fms ratio=%.2f goal=%.0fms library=DB_SCHEDULER percentile=99 p50=%.2fms"
                        + " goal-p50=%.0fms early=%s peer-p50=%.2fms limit=%.2fms limit-p50=%.2fms quartz=%.1fms"
                        + " jobrunr=%.0fms jobrunr-first=%.0fms %s%n",
                ours.p99Millis(),
                peer.p99Millis(),
                ours.p99Millis() / peer.p99Millis(),
                GOAL_P99_MILLIS,
                ours.medianMillis(),
                GOAL_MEDIAN_MILLIS,
                ours.first() < 0 ? "yes" : "never",
                peer.medianMillis(),
                of(Library.LIMIT).p99Millis(),
                of(Library.LIMIT).medianMillis(),
                of(Library.QUARTZ).p99Millis(),
                of(Library.JOBRUNR).p99Millis(),
                of(Library.JOBRUNR).firstMillis(),
                reached ? "reached" : "missed");
        return reached;
    }

    private Lateness of(Library library) {
        return best.getOrDefault(library, new Lateness(0, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private void measure(BenchmarkServer server, Library library, int round) throws Exception {
        Lateness lateness = lateness(server, library);
        System.out.printf(Locale.ROOT, "W6 round %d %-12s %s%n", round, library, lateness);
        if (round > 0) {
            best.merge(library, lateness, Lateness::better);
        }
    }

    private static Lateness lateness(BenchmarkServer server, Library library) throws Exception {
        int jobs = A_SECOND * SECONDS;
        Body body = new Body(jobs);
        try (BenchmarkDatabase database = server.newDatabase();
                Contestant contestant = library.open(database, body, Library.Task.NOTE_LATENESS)) {
            contestant.start();
            // Quartz takes five seconds to add them
            Instant first = Instant.now()
                    .plusSeconds(library == Library.QUARTZ ? 15 : 3)
                    .truncatedTo(ChronoUnit.MILLIS);
            contestant.addAll(
                    0,
                    IntStream.range(0, jobs)
                            .mapToObj(i -> first.plusMillis(i * 1_000L / A_SECOND))
                            .toList());
            if (!body.await(Duration.ofSeconds(SECONDS + 60))) {
                throw new IllegalStateException(library + " left " + body.missing() + " of " + jobs + " jobs undone");
            }
        }
        return Lateness.of(body);
    }
}
