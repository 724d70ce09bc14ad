package dev.carillon.benchmarks.memory;

import com.sun.management.OperatingSystemMXBean;
import dev.carillon.benchmarks.Workload;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Idle: the processor time of this process over some seconds, with a started scheduler that has no job, and with one in which
 * a million jobs wait. The machine counts in ticks of ten milliseconds, so the span is long enough for a tick to be a third
 * of the goal: the difference is to be less than a thousandth of one processor.
 */
public final class IdleWorkload implements Workload {

    private static final int JOBS = 1_000_000;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration SPAN = Duration.ofSeconds(30);
    private static final double GOAL = 0.001;

    /** Makes the workload; nothing is measured yet. */
    public IdleWorkload() {}

    @Override
    public String name() {
        return "IDLE";
    }

    @Override
    public boolean run() throws Exception {
        double empty = idle(Library.CARILLON, 0);
        double million = idle(Library.CARILLON, JOBS);
        double quartz = idle(Library.QUARTZ, JOBS);
        boolean reached = million - empty <= GOAL;
        System.out.printf(
                Locale.ROOT,
                "CHECK IDLE ours=%.3f%% empty=%.3f%% difference=%.3f%% goal=%.1f%% of=processor jobs=%d quartz=%.3f%% %s%n",
                100 * million,
                100 * empty,
                100 * (million - empty),
                100 * GOAL,
                JOBS,
                100 * quartz,
                reached ? "reached" : "missed");
        return reached;
    }

    /** The share of one processor. */
    private static double idle(Library library, int jobs) throws Exception {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Contestant contestant = library.open(new Body(1), Library.Task.COUNT)) {
            contestant.start();
            if (jobs > 0) {
                contestant.addAll(new WaitingJobs().dueTimes(jobs));
            }
            WaitingJobs.heapBytes();
            // compilers have things to do for a while
            TimeUnit.SECONDS.sleep(SETTLING.toSeconds());
            long begun = System.nanoTime();
            long used = machine.getProcessCpuTime();
            TimeUnit.SECONDS.sleep(SPAN.toSeconds());
            double share = (double) (machine.getProcessCpuTime() - used) / (System.nanoTime() - begun);
            System.out.printf(Locale.ROOT, "IDLE %-9s with %,d jobs: %.3f%%%n", library, jobs, 100 * share);
            return share;
        }
    }
}
