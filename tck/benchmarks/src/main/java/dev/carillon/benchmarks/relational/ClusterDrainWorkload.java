package dev.carillon.benchmarks.relational;

import dev.carillon.benchmarks.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * W10: 60,000 jobs are due in PostgreSQL, and three nodes run them, in one process but each with workers and connections of
 * its own; how many runs a second until none is left, and none twice. The best round after the first counts.
 */
public final class ClusterDrainWorkload implements Workload {

    private static final double GOAL = 20_000;
    private static final int NODES = 3;
    private static final int JOBS = 60_000;
    private static final int ROUNDS = 4;
    private static final int WARM_UP = 1;
    private static final int JOBS_OF_JOBRUNR = 4_000;
    private static final int JOBS_OF_QUARTZ = 1_500;

    private record Found(double rate, int repeated) {

        Found better(Found other) {
            // who ran one twice once has done so
            return new Found(Math.max(rate, other.rate), Math.max(repeated, other.repeated));
        }
    }

    private final Map<Library, Found> best = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public ClusterDrainWorkload() {}

    @Override
    public String name() {
        return "W10";
    }

    @Override
    public boolean run() throws Exception {
        try (BenchmarkServer server = new BenchmarkServer()) {
            for (int round = 0; round < ROUNDS; round++) {
                measure(server, Library.LIMIT, JOBS, round);
                measure(server, Library.CARILLON, JOBS, round);
            }
            measure(server, Library.DB_SCHEDULER, JOBS, WARM_UP);
            measure(server, Library.JOBRUNR, JOBS_OF_JOBRUNR, WARM_UP);
            measure(server, Library.QUARTZ, JOBS_OF_QUARTZ, WARM_UP);
        }
        Found ours = of(Library.CARILLON);
        Found peer = of(Library.DB_SCHEDULER);
        boolean reached = ours.rate >= GOAL && ours.repeated == 0;
        System.out.printf(
                Locale.ROOT,
                "CHECK W10 ours=%.0f/s peer=%.0f/s ratio=%.1f goal=%.0f/s library=DB_SCHEDULER nodes=%d repeated=%d"
                        + " limit=%.0f/s jobrunr=%.0f/s quartz=%.0f/s %s%n",
                ours.rate,
                peer.rate,
                ours.rate / peer.rate,
                GOAL,
                NODES,
                ours.repeated,
                of(Library.LIMIT).rate,
                of(Library.JOBRUNR).rate,
                of(Library.QUARTZ).rate,
                reached ? "reached" : "missed");
        return reached;
    }

    private Found of(Library library) {
        return best.getOrDefault(library, new Found(Double.NaN, 0));
    }

    private void measure(BenchmarkServer server, Library library, int jobs, int round) throws Exception {
        Found found = drain(server, library, jobs);
        System.out.printf(
                Locale.ROOT,
                "W10 round %d %-12s %,10.0f runs/s, %d more than once%n",
                round,
                library,
                found.rate,
                found.repeated);
        if (round >= WARM_UP) {
            best.merge(library, found, Found::better);
        }
    }

    private static Found drain(BenchmarkServer server, Library library, int jobs) throws Exception {
        try (BenchmarkDatabase database = server.newDatabase()) {
            try (Contestant contestant = library.open(database, new Body(jobs), Library.Task.COUNT)) {
                contestant.addAll(0, Collections.nCopies(jobs, Instant.now()));
            }
            database.settle();
            Body body = new Body(jobs);
            List<Contestant> nodes = new ArrayList<>();
            try {
                for (int i = 0; i < NODES; i++) {
                    nodes.add(library.open(database, body, Library.Task.COUNT));
                }
                System.gc();
                long begun = System.nanoTime();
                for (Contestant node : nodes) {
                    node.start();
                }
                if (!body.await(Duration.ofMinutes(1))) {
                    throw new IllegalStateException(
                            library + " left " + body.missing() + " of " + jobs + " jobs undone");
                }
                for (Contestant node : nodes) {
                    node.awaitWritten();
                }
                return new Found(jobs / ((System.nanoTime() - begun) / 1e9), body.repeated());
            } finally {
                nodes.forEach(Contestant::close);
            }
        }
    }
}
