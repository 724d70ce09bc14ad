package dev.carillon.benchmarks.relational;

import dev.carillon.benchmarks.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * W9: 2,000 jobs in PostgreSQL, each every second for 30 s, all at the same moment; how many of the runs there were by two
 * seconds after the last was due, and how late. Of two rounds of the fast ones the better counts; JobRunr is left out,
 * since its least interval is five seconds.
 */
public final class RecurringWorkload implements Workload {

    private static final double GOAL_SHARE = 1;
    private static final double GOAL_P99_MILLIS = 50;
    private static final int JOBS = 2_000;
    private static final int SECONDS = 30;

    private record Found(double share, Lateness lateness) {

        Found better(Found other) {
            boolean otherIsBetter =
                    other.share > share || (other.share == share && other.lateness.p99() < lateness.p99());
            return otherIsBetter ? other : this;
        }
    }

    private final Map<Library, Found> best = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public RecurringWorkload() {}

    @Override
    public String name() {
        return "W9";
    }

    @Override
    public boolean run() throws Exception {
        try (BenchmarkServer server = new BenchmarkServer()) {
            for (int round = 0; round < 2; round++) {
                measure(server, Library.LIMIT, round);
                measure(server, Library.CARILLON, round);
            }
            measure(server, Library.DB_SCHEDULER, 0);
            measure(server, Library.QUARTZ, 0);
        }
        Found ours = of(Library.CARILLON);
        Found peer = of(Library.DB_SCHEDULER);
        boolean reached =
                ours.share >= GOAL_SHARE && ours.lateness.p99Millis() <= GOAL_P99_MILLIS && ours.lateness.first() >= 0;
        System.out.printf(
                Locale.ROOT,
                "CHECK W9 ours=%.1fms peer=%.1fms ratio=%.2f goal=%.0fms library=DB_SCHEDULER percentile=99 share=%.2f%%"
                        + " goal-share=100%% peer-share=%.2f%% early=%s limit=%.1fms limit-share=%.2f%% quartz=%.0fms"
                        + " quartz-share=%.2f%% %s%n",
                ours.lateness.p99Millis(),
                peer.lateness.p99Millis(),
                ours.lateness.p99Millis() / peer.lateness.p99Millis(),
                GOAL_P99_MILLIS,
                100 * ours.share,
                100 * peer.share,
                ours.lateness.first() < 0 ? "yes" : "never",
                of(Library.LIMIT).lateness.p99Millis(),
                100 * of(Library.LIMIT).share,
                of(Library.QUARTZ).lateness.p99Millis(),
                100 * of(Library.QUARTZ).share,
                reached ? "reached" : "missed");
        return reached;
    }

    private Found of(Library library) {
        return best.getOrDefault(library, new Found(0, new Lateness(0, Long.MAX_VALUE, Long.MAX_VALUE)));
    }

    private void measure(BenchmarkServer server, Library library, int round) throws Exception {
        Found found = repeat(server, library);
        System.out.printf(
                Locale.ROOT, "W9 round %d %-12s %.2f%% ran, %s%n", round, library, 100 * found.share, found.lateness);
        best.merge(library, found, Found::better);
    }

    private static Found repeat(BenchmarkServer server, Library library) throws Exception {
        int runs = JOBS * SECONDS;
        // Quartz takes some seconds to add them
        Instant first =
                Instant.now().plusSeconds(library == Library.QUARTZ ? 20 : 4).truncatedTo(ChronoUnit.SECONDS);
        Instant until = first.plusSeconds(SECONDS);
        Body body = new Body(runs, until);
        try (BenchmarkDatabase database = server.newDatabase();
                Contestant contestant = library.open(database, body, Library.Task.NOTE_LATENESS)) {
            contestant.addEverySecond(JOBS, first);
            contestant.start();
            Instant enough = until.minusSeconds(1).plusSeconds(2);
            boolean all = body.await(Duration.between(Instant.now(), enough));
            double share = all ? 1 : 1 - (double) body.missing() / runs;
            return new Found(share, Lateness.of(body));
        }
    }
}
