package dev.carillon.benchmarks.relational;

import dev.carillon.benchmarks.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * W5: four callers add jobs that are due tomorrow to PostgreSQL, one by one, and 500 in a call. The best of the rounds
 * after the first counts, for all alike.
 */
public final class AddingWorkload implements Workload {

    private static final double GOAL_OF_PEER = 1;
    private static final double GOAL_BULK = 150_000;

    private static final int CALLERS = 4;
    private static final int BULK = 500;
    private static final Duration SPAN = Duration.ofSeconds(3);
    private static final int ROUNDS = 4;

    private record Found(double single, double bulk) {

        Found better(Found other) {
            return new Found(Math.max(single, other.single), Math.max(bulk, other.bulk));
        }
    }

    private final Map<Library, Found> best = new EnumMap<>(Library.class);

    /** Makes the workload; nothing is measured yet. */
    public AddingWorkload() {}

    @Override
    public String name() {
        return "W5";
    }

    @Override
    public boolean run() throws Exception {
        try (BenchmarkServer server = new BenchmarkServer()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Library library : List.of(Library.LIMIT, Library.DB_SCHEDULER, Library.CARILLON)) {
                    measure(server, library, round);
                }
            }
            for (int round = 0; round < 2; round++) {
                measure(server, Library.JOBRUNR, round);
                measure(server, Library.QUARTZ, round);
            }
        }
        Found ours = of(Library.CARILLON);
        Found peer = of(Library.DB_SCHEDULER);
        double ratio = ours.single / peer.single;
        boolean reached = ratio >= GOAL_OF_PEER && ours.bulk >= GOAL_BULK;
        System.out.printf(
                Locale.ROOT,
                "CHECK W5 ours=%.0f/s peer=%.0f/s ratio=%.2f goal=%.0f library=DB_SCHEDULER bulk=%.0f/s peer-bulk=%.0f/s"
                        + " goal-bulk=%.0f/s limit=%.0f/s limit-bulk=%.0f/s jobrunr=%.0f/s jobrunr-bulk=%.0f/s quartz=%.0f/s"
                        + " quartz-bulk=%.0f/s %s%n",
                ours.single,
                peer.single,
                ratio,
                GOAL_OF_PEER,
                ours.bulk,
                peer.bulk,
                GOAL_BULK,
                of(Library.LIMIT).single,
                of(Library.LIMIT).bulk,
                of(Library.JOBRUNR).single,
                of(Library.JOBRUNR).bulk,
                of(Library.QUARTZ).single,
                of(Library.QUARTZ).bulk,
                reached ? "reached" : "missed");
        return reached;
    }

    private Found of(Library library) {
        return best.getOrDefault(library, new Found(Double.NaN, Double.NaN));
    }

    private void measure(BenchmarkServer server, Library library, int round) throws Exception {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
        List<Instant> bulk = Collections.nCopies(BULK, tomorrow);
        AtomicInteger numbers = new AtomicInteger();
        Found found;
        try (BenchmarkDatabase database = server.newDatabase();
                Contestant contestant = library.open(database, new Body(1), Library.Task.COUNT)) {
            double single = rate(() -> {
                contestant.add(numbers.getAndIncrement(), tomorrow);
                return 1;
            });
            double many = rate(() -> {
                contestant.addAll(numbers.getAndAdd(BULK), bulk);
                return BULK;
            });
            found = new Found(single, many);
        }
        System.out.printf(
                Locale.ROOT,
                "W5 round %d %-12s one by one %,9.0f/s, %d in a call %,9.0f/s%n",
                round,
                library,
                found.single,
                BULK,
                found.bulk);
        if (round > 0) {
            best.merge(library, found, Found::better);
        }
    }

    /** How many are added a second by four callers that repeat a call, each of which tells how many it added. */
    private static double rate(Callable<Integer> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            long begun = System.nanoTime();
            List<Future<Integer>> added = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                added.add(callers.submit(() -> {
                    int count = 0;
                    while (System.nanoTime() - begun < SPAN.toNanos()) {
                        count += call.call();
                    }
                    return count;
                }));
            }
            int total = 0;
            for (Future<Integer> each : added) {
                total += each.get();
            }
            return total / ((System.nanoTime() - begun) / 1e9);
        } finally {
            callers.shutdownNow();
        }
    }
}
