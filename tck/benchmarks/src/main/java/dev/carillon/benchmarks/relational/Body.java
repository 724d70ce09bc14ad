package dev.carillon.benchmarks.relational;

import dev.carillon.JobRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What the jobs of all contestants do: nothing, but for being counted, or for noting how late they are. */
public final class Body {

    private final CountDownLatch open;
    private final AtomicIntegerArray runsOf;
    private final long[] lateMicros;
    private final AtomicInteger noted = new AtomicInteger();

    private final Instant until;

    Body(int expected) {
        this(expected, Instant.MAX);
    }

    /**
     * Makes one.
     *
     * @param expected how many runs are waited for
     * @param until what is due then or later is not counted
     */
    Body(int expected, Instant until) {
        this.until = until;
        this.open = new CountDownLatch(expected);
        this.runsOf = new AtomicIntegerArray(expected);
        this.lateMicros = new long[expected];
    }

    /**
     * Is counted.
     *
     * @param to an address, so that a job has an argument of some length
     * @param number the job's own number
     */
    public void send(String to, int number) {
        if (runsOf.incrementAndGet(number) == 1) {
            open.countDown();
        }
    }

    /**
     * Notes how late it is.
     *
     * @param run the run
     */
    public void arrive(JobRun run) {
        arriveAt(run.scheduledTime());
    }

    void arriveAt(Instant due) {
        if (!due.isBefore(until)) {
            return;
        }
        long late = Duration.between(due, Instant.now()).toNanos() / 1_000;
        int place = noted.getAndIncrement();
        if (place < lateMicros.length) {
            lateMicros[place] = late;
        }
        open.countDown();
    }

    /** The argument that the jobs of all contestants carry. */
    static String address(int number) {
        return "customer-" + number + "@example.org";
    }

    /** Waits for all runs; false if some are missing when the time is over. */
    boolean await(Duration limit) throws InterruptedException {
        return open.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    long missing() {
        return open.getCount();
    }

    /** How many runs there were of jobs that had run already. */
    int repeated() {
        int repeated = 0;
        for (int i = 0; i < runsOf.length(); i++) {
            repeated += Math.max(0, runsOf.get(i) - 1);
        }
        return repeated;
    }

    /** How late the runs were that have arrived, in microseconds, the earliest first. */
    long[] sortedLateMicros() {
        long[] sorted = Arrays.copyOf(lateMicros, Math.min(noted.get(), lateMicros.length));
        Arrays.sort(sorted);
        return sorted;
    }
}
