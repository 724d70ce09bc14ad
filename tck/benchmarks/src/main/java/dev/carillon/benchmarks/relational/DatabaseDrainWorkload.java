package dev.carillon.benchmarks.relational;

import dev.carillon.benchmarks.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * W4: 30,000 jobs with arguments are due in PostgreSQL; how many runs a second until none is left, and what the server
 * counts meanwhile. Rounds of the fast ones in turn, the first to warm up; of the others the best counts, for all alike,
 * since what else the machine does only slows.
 */
public final class DatabaseDrainWorkload implements Workload {

    private static final double GOAL_OF_LIMIT = 0.5;
    private static final double GOAL_OF_PEER = 7;
    private static final double GOAL_STATEMENTS = 0.1;
    private static final double GOAL_COMMITS = 0.05;
    private static final double GOAL_WAL_BYTES = 1_200;

    private static final int JOBS = 30_000;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 1;

    /** Rounds of some seconds for those that are much slower. Fewer jobs do not slow them. */
    private static final int JOBS_OF_JOBRUNR = 4_000;

    private static final int JOBS_OF_QUARTZ = 1_500;

    private record Found(double rate, double statements, double commits, double walBytes) {

        Found better(Found other) {
            return other.rate > rate ? other : this;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,10.0f runs/s, a run: %.3f statements, %.4f commits, %,.0f WAL bytes",
                    rate,
                    statements,
                    commits,
                    walBytes);
        }
    }

    private final Map<Library, Found> best = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public DatabaseDrainWorkload() {}

    @Override
    public String name() {
        return "W4";
    }

    @Override
    public boolean run() throws Exception {
        try (BenchmarkServer server = new BenchmarkServer()) {
            for (int round = 0; round < ROUNDS; round++) {
                measure(server, Library.LIMIT, JOBS, round);
                measure(server, Library.CARILLON, JOBS, round);
                if (round <= WARM_UP + 1) {
                    measure(server, Library.DB_SCHEDULER, JOBS, round);
                    measure(server, Library.CARILLON_WITH_HISTORY, JOBS, round);
                }
            }
            measure(server, Library.JOBRUNR, JOBS_OF_JOBRUNR, WARM_UP);
            measure(server, Library.QUARTZ, JOBS_OF_QUARTZ, WARM_UP);
        }
        Found ours = of(Library.CARILLON);
        double ofLimit = ours.rate / of(Library.LIMIT).rate;
        double ofPeer = ours.rate / of(Library.DB_SCHEDULER).rate;
        boolean reached = ofLimit >= GOAL_OF_LIMIT
                && ofPeer >= GOAL_OF_PEER
                && ours.statements <= GOAL_STATEMENTS
                && ours.commits <= GOAL_COMMITS
                && ours.walBytes <= GOAL_WAL_BYTES;
        System.out.printf(
                Locale.ROOT,
                "CHECK W4 ours=%.0f/s peer=%.0f/s ratio=%.1f goal=%.0f library=DB_SCHEDULER limit=%.0f/s of-limit=%.2f"
                        + " goal-of-limit=%.1f statements=%.3f goal=%.1f commits=%.4f goal=%.2f wal=%.0fB goal=%.0fB"
                        + " with-history=%.0f/s statements=%.3f commits=%.4f wal=%.0fB jobrunr=%.0f/s quartz=%.0f/s %s%n",
                ours.rate,
                of(Library.DB_SCHEDULER).rate,
                ofPeer,
                GOAL_OF_PEER,
                of(Library.LIMIT).rate,
                ofLimit,
                GOAL_OF_LIMIT,
                ours.statements,
                GOAL_STATEMENTS,
                ours.commits,
                GOAL_COMMITS,
                ours.walBytes,
                GOAL_WAL_BYTES,
                of(Library.CARILLON_WITH_HISTORY).rate,
                of(Library.CARILLON_WITH_HISTORY).statements,
                of(Library.CARILLON_WITH_HISTORY).commits,
                of(Library.CARILLON_WITH_HISTORY).walBytes,
                of(Library.JOBRUNR).rate,
                of(Library.QUARTZ).rate,
                reached ? "reached" : "missed");
        return reached;
    }

    private Found of(Library library) {
        return best.getOrDefault(library, new Found(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    }

    private void measure(BenchmarkServer server, Library library, int jobs, int round) throws Exception {
        Found found = drain(server, library, jobs);
        System.out.printf(Locale.ROOT, "W4 round %d %-21s %s%n", round, library, found);
        if (round >= WARM_UP) {
            best.merge(library, found, Found::better);
        }
    }

    private static Found drain(BenchmarkServer server, Library library, int jobs) throws Exception {
        try (BenchmarkDatabase database = server.newDatabase()) {
            try (Contestant contestant = library.open(database, new Body(jobs), Library.Task.COUNT)) {
                List<Instant> due = Collections.nCopies(jobs, Instant.now());
                contestant.addAll(0, due);
            }
            database.settle();
            Body body = new Body(jobs);
            Usage before = database.usage();
            double seconds;
            try (Contestant contestant = library.open(database, body, Library.Task.COUNT)) {
                System.gc();
                long begun = System.nanoTime();
                contestant.start();
                if (!body.await(Duration.ofMinutes(1))) {
                    throw new IllegalStateException(
                            library + " left " + body.missing() + " of " + jobs + " jobs undone");
                }
                contestant.awaitWritten();
                seconds = (System.nanoTime() - begun) / 1e9;
            }
            Usage used = database.usage().since(before);
            if (body.repeated() > 0) {
                throw new IllegalStateException(library + " ran " + body.repeated() + " jobs more than once");
            }
            return new Found(
                    jobs / seconds,
                    (double) used.statements() / jobs,
                    (double) used.commits() / jobs,
                    (double) used.walBytes() / jobs);
        }
    }
}
