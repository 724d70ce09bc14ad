package dev.carillon.benchmarks.relational;

import dev.carillon.benchmarks.Workload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * GROWTH: how fast Carillon runs what is due, and how many pages PostgreSQL looks at for each of its polls, among 10,000,
 * 100,000 and a million jobs that wait; and the last once more while somebody holds an old snapshot, so that nothing
 * that is dead can be cleared away.
 */
public final class GrowthWorkload implements Workload {

    private static final double GOAL_RATE = 0.7;
    private static final double GOAL_PAGES = 2;
    private static final int DUE = 10_000;
    private static final int ROUNDS = 4;
    private static final int POLLING_SECONDS = 6;

    /** How the question is stored whose answer is when to look again, and which every poll asks. */
    private static final String POLL = "select min(w.wake_up)%";

    private record Found(int waiting, boolean snapshot, double rate, double pages) {}

    /** Makes the workload; nothing is measured yet. */
    public GrowthWorkload() {}

    @Override
    public String name() {
        return "GROWTH";
    }

    @Override
    public boolean run() throws Exception {
        List<Found> all = new ArrayList<>();
        try (BenchmarkServer server = new BenchmarkServer()) {
            for (int waiting : new int[] {10_000, 100_000, 1_000_000}) {
                measure(server, waiting, waiting == 1_000_000, all);
            }
        }
        Found small = all.get(0);
        Found large = all.get(2);
        Found old = all.get(3);
        boolean reached = large.rate >= GOAL_RATE * small.rate
                && old.rate >= GOAL_RATE * small.rate
                && large.pages <= GOAL_PAGES * small.pages
                && old.pages <= GOAL_PAGES * small.pages;
        System.out.printf(
                Locale.ROOT,
                "CHECK GROWTH ours=%.0f/s peer=%.0f/s ratio=%.2f goal=%.1f library=CARILLON waiting=1000000 beside=10000"
                        + " pages=%.1f beside=%.1f goal=%.0fx snapshot=%.0f/s ratio=%.2f snapshot-pages=%.1f %s%n",
                large.rate,
                small.rate,
                large.rate / small.rate,
                GOAL_RATE,
                large.pages,
                small.pages,
                GOAL_PAGES,
                old.rate,
                old.rate / small.rate,
                old.pages,
                reached ? "reached" : "missed");
        return reached;
    }

    private static void measure(BenchmarkServer server, int waiting, boolean andOld, List<Found> all) throws Exception {
        try (BenchmarkDatabase database = server.newDatabase()) {
            try (Contestant contestant = Library.CARILLON.open(database, new Body(DUE), Library.Task.COUNT)) {
                new WaitingTimes().addTo(contestant, DUE, waiting);
            }
            database.settle();
            all.add(found(database, waiting, false));
            if (andOld) {
                try (Connection old = DriverManager.getConnection(database.url())) {
                    holdSnapshot(old);
                    all.add(found(database, waiting, true));
                }
            }
        }
    }

    private static void holdSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement sql = connection.createStatement()) {
            sql.execute("select count(*) from pg_class");
        }
    }

    /** The best rate of several rounds, and what polls cost after all of them. */
    private static Found found(BenchmarkDatabase database, int waiting, boolean snapshot) throws Exception {
        double rate = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Body body = new Body(DUE);
            try (Contestant contestant = Library.CARILLON.open(database, body, Library.Task.COUNT)) {
                contestant.addAll(0, Collections.nCopies(DUE, Instant.now()));
                long begun = System.nanoTime();
                contestant.start();
                if (!body.await(Duration.ofMinutes(1))) {
                    throw new IllegalStateException("Carillon left " + body.missing() + " of " + DUE + " jobs undone");
                }
                rate = Math.max(rate, DUE / ((System.nanoTime() - begun) / 1e9));
                if (round == ROUNDS - 1) {
                    TimeUnit.SECONDS.sleep(1);
                    BenchmarkDatabase.PagesPerCall before = database.pagesOf(POLL);
                    TimeUnit.SECONDS.sleep(POLLING_SECONDS);
                    double pages = database.pagesOf(POLL).since(before);
                    System.out.printf(
                            Locale.ROOT,
                            "GROWTH among %,9d%s: %,.0f runs/s, %.1f pages a poll%n",
                            waiting,
                            snapshot ? " under an old snapshot" : "",
                            rate,
                            pages);
                    return new Found(waiting, snapshot, rate, pages);
                }
            }
        }
        throw new IllegalStateException("There was no round.");
    }
}
