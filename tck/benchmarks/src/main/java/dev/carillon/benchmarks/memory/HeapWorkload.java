package dev.carillon.benchmarks.memory;

import dev.carillon.benchmarks.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * W8: a million jobs that wait; the bytes of heap that each takes, and how many are added a second, all in one call and one
 * by one by one caller. The better of two rounds counts after one to warm up, for all alike; of the bytes the worse.
 */
public final class HeapWorkload implements Workload {

    private static final double GOAL_BYTES = 390;
    private static final double GOAL_ADDS = 500_000;
    private static final int JOBS = 1_000_000;
    private static final int WARM_UP = 200_000;

    /** JobRunr takes two minutes for a million; fewer neither slow it nor make its jobs heavier. */
    private static final int JOBS_OF_JOBRUNR = 40_000;

    private record Found(double bytes, double bulk, double single) {

        Found with(Found other) {
            return new Found(Math.max(bytes, other.bytes), Math.max(bulk, other.bulk), Math.max(single, other.single));
        }
    }

    /** Makes the workload; nothing is measured yet. */
    public HeapWorkload() {}

    @Override
    public String name() {
        return "W8";
    }

    @Override
    public boolean run() throws Exception {
        Found limit = measure(Library.LIMIT, JOBS, 2);
        Found ours = measure(Library.CARILLON, JOBS, 2);
        Found quartz = measure(Library.QUARTZ, JOBS, 1);
        Found jobrunr = measure(Library.JOBRUNR, JOBS_OF_JOBRUNR, 1);
        boolean reached = ours.bytes <= GOAL_BYTES && ours.bulk >= GOAL_ADDS && ours.single >= GOAL_ADDS;
        System.out.printf(
                Locale.ROOT,
                "CHECK W8 ours=%.0fB peer=%.0fB ratio=%.2f goal=%.0fB adds=%.0f/s one-by-one=%.0f/s goal-adds=%.0f/s library=QUARTZ"
                        + " quartz-adds=%.0f/s jobrunr=%.0fB jobrunr-adds=%.0f/s limit=%.0fB limit-adds=%.0f/s %s%n",
                ours.bytes,
                quartz.bytes,
                ours.bytes / quartz.bytes,
                GOAL_BYTES,
                ours.bulk,
                ours.single,
                GOAL_ADDS,
                Math.max(quartz.bulk, quartz.single),
                jobrunr.bytes,
                Math.max(jobrunr.bulk, jobrunr.single),
                limit.bytes,
                Math.max(limit.bulk, limit.single),
                reached ? "reached" : "missed");
        return reached;
    }

    private static Found measure(Library library, int jobs, int rounds) throws Exception {
        once(library, Math.min(WARM_UP, jobs));
        Found found = once(library, jobs);
        for (int round = 1; round < rounds; round++) {
            found = found.with(once(library, jobs));
        }
        System.out.printf(
                Locale.ROOT,
                "W8 %-9s %,8.0f bytes a job, %,12.0f adds/s in one call, %,12.0f adds/s one by one%n",
                library,
                found.bytes,
                found.bulk,
                found.single);
        return found;
    }

    private static Found once(Library library, int jobs) throws Exception {
        WaitingJobs waiting = new WaitingJobs();
        long empty = WaitingJobs.heapBytes();
        double bulk;
        double bytes;
        Body body = new Body(1);
        try (Contestant contestant = library.open(body, Library.Task.COUNT)) {
            bulk = addedAtOnce(contestant, waiting.dueTimes(jobs));
            bytes = (double) (WaitingJobs.heapBytes() - empty) / jobs;
        }
        try (Contestant contestant = library.open(body, Library.Task.COUNT)) {
            long begun = System.nanoTime();
            for (int i = 0; i < jobs; i++) {
                contestant.add(i, waiting.dueTime());
            }
            double single = jobs / ((System.nanoTime() - begun) / 1e9);
            bytes = Math.max(bytes, (double) (WaitingJobs.heapBytes() - empty) / jobs);
            return new Found(bytes, bulk, single);
        }
    }

    private static double addedAtOnce(Contestant contestant, List<Instant> dueTimes) throws Exception {
        long begun = System.nanoTime();
        contestant.addAll(dueTimes);
        return dueTimes.size() / ((System.nanoTime() - begun) / 1e9);
    }
}
