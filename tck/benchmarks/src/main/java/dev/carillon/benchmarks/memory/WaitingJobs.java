package dev.carillon.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Jobs that are due some time in the next month, in no order, and what they weigh. */
final class WaitingJobs {

    private static final long MONTH_MILLIS = 30L * 24 * 3_600 * 1_000;

    private final Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    private final SplittableRandom random = new SplittableRandom(20_261_125);

    Instant dueTime() {
        return tomorrow.plusMillis(random.nextLong(MONTH_MILLIS));
    }

    List<Instant> dueTimes(int jobs) {
        List<Instant> times = new ArrayList<>(jobs);
        for (int i = 0; i < jobs; i++) {
            times.add(dueTime());
        }
        return times;
    }

    /** The bytes of all that is alive. */
    static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
