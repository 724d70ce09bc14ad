package dev.carillon.benchmarks.relational;

import dev.carillon.benchmarks.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * W7: 5,000 jobs are due in PostgreSQL among a million that wait; how long until all have run, and what is committed a
 * second when there is nothing to do. Quartz and JobRunr, which would take hours, get a hundredth of both.
 */
public final class BacklogWorkload implements Workload {

    private static final double GOAL_SECONDS = 0.5;
    private static final double GOAL_COMMITS = 2;
    private static final int WAITING = 1_000_000;
    private static final int DUE = 5_000;
    private static final int FRACTION = 100;

    /** How long a server may keep to itself what its connections have done. */
    private static final int SETTLING_SECONDS = 11;

    private static final int IDLE_SECONDS = 10;

    private record Found(double seconds, double commits) {}

    private final Map<Library, Found> found = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public BacklogWorkload() {}

    @Override
    public String name() {
        return "W7";
    }

    @Override
    public boolean run() throws Exception {
        try (BenchmarkServer server = new BenchmarkServer()) {
            measure(server, Library.LIMIT, WAITING, DUE);
            measure(server, Library.DB_SCHEDULER, WAITING, DUE);
            measure(server, Library.CARILLON, WAITING, DUE);
            measure(server, Library.CARILLON_UNNOTIFIED, WAITING, DUE);
            measure(server, Library.JOBRUNR, WAITING / FRACTION, DUE / FRACTION);
            measure(server, Library.QUARTZ, WAITING / FRACTION, DUE / FRACTION);
        }
        Found ours = of(Library.CARILLON);
        Found unnotified = of(Library.CARILLON_UNNOTIFIED);
        Found peer = of(Library.DB_SCHEDULER);
        double seconds = Math.max(ours.seconds, unnotified.seconds);
        double commits = Math.max(ours.commits, unnotified.commits);
        boolean reached = seconds <= GOAL_SECONDS && commits <= GOAL_COMMITS;
        System.out.printf(
                Locale.ROOT,
                "CHECK W7 ours=%.2fs peer=%.2fs ratio=%.2f goal=%.1fs library=DB_SCHEDULER idle-commits=%.1f/s goal=%.0f/s"
                        + " without-signals=%.2fs idle-commits=%.1f/s peer-idle-commits=%.1f/s limit=%.2fs"
                        + " limit-idle-commits=%.1f/s jobrunr-of-50=%.1fs quartz-of-50=%.1fs %s%n",
                ours.seconds,
                peer.seconds,
                ours.seconds / peer.seconds,
                GOAL_SECONDS,
                ours.commits,
                GOAL_COMMITS,
                unnotified.seconds,
                unnotified.commits,
                peer.commits,
                of(Library.LIMIT).seconds,
                of(Library.LIMIT).commits,
                of(Library.JOBRUNR).seconds,
                of(Library.QUARTZ).seconds,
                reached ? "reached" : "missed");
        return reached;
    }

    private Found of(Library library) {
        return found.getOrDefault(library, new Found(Double.NaN, Double.NaN));
    }

    private void measure(BenchmarkServer server, Library library, int waiting, int due) throws Exception {
        try (BenchmarkDatabase database = server.newDatabase()) {
            try (Contestant contestant = library.open(database, new Body(due), Library.Task.COUNT)) {
                new WaitingTimes().addTo(contestant, due, waiting);
            }
            warmUp(server, library, due);
            database.settle();
            Body body = new Body(due);
            try (Contestant contestant = library.open(database, body, Library.Task.COUNT)) {
                contestant.addAll(0, Collections.nCopies(due, Instant.now()));
                long begun = System.nanoTime();
                contestant.start();
                if (!body.await(Duration.ofMinutes(1))) {
                    throw new IllegalStateException(
                            library + " left " + body.missing() + " of " + due + " jobs undone");
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
                Usage before = database.usage();
                TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                double commits = (double) database.usage().since(before).commits() / IDLE_SECONDS;
                System.out.printf(
                        Locale.ROOT,
                        "W7 %-19s %,d among %,d: %.3f s, idle %.1f commits/s%n",
                        library,
                        due,
                        waiting,
                        seconds,
                        commits);
                found.put(library, new Found(seconds, commits));
            }
        }
    }

    /** The same without those that wait, so that what is timed is compiled. */
    private static void warmUp(BenchmarkServer server, Library library, int due) throws Exception {
        for (int round = 0; round < 3; round++) {
            Body body = new Body(due);
            try (BenchmarkDatabase database = server.newDatabase();
                    Contestant contestant = library.open(database, body, Library.Task.COUNT)) {
                contestant.addAll(0, Collections.nCopies(due, Instant.now()));
                contestant.start();
                if (!body.await(Duration.ofMinutes(1))) {
                    throw new IllegalStateException(library + " left " + body.missing() + " jobs undone");
                }
            }
        }
    }
}
