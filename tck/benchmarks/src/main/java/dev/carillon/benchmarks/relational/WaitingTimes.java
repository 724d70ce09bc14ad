package dev.carillon.benchmarks.relational;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Times some time in the next month, in no order, for jobs that only wait. */
final class WaitingTimes {

    private static final long MONTH_MILLIS = 30L * 24 * 3_600 * 1_000;
    private static final int AT_ONCE = 50_000;

    private final Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    private final SplittableRandom random = new SplittableRandom(20_261_125);

    /** Adds jobs that wait, numbered from a first one, in calls of 50,000. */
    void addTo(Contestant contestant, int first, int jobs) throws Exception {
        for (int added = 0; added < jobs; added += AT_ONCE) {
            List<Instant> times = new ArrayList<>(AT_ONCE);
            for (int i = added; i < Math.min(jobs, added + AT_ONCE); i++) {
                times.add(tomorrow.plusMillis(random.nextLong(MONTH_MILLIS)));
            }
            contestant.addAll(first + added, times);
        }
    }
}
