package dev.carillon.benchmarks.memory;

import dev.carillon.JobRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the jobs of all contestants do: nothing, but for being counted, or for noting how late they are. */
public final class Body {

    private final CountDownLatch open;
    private final long[] lateMicros;
    private final AtomicInteger noted = new AtomicInteger();

    Body(int expected) {
        this.open = new CountDownLatch(expected);
        this.lateMicros = new long[expected];
    }

    /** Is counted. */
    public void run() {
        open.countDown();
    }

    /**
     * Notes how late it is.
     *
     * @param run the run
     */
    public void arrive(JobRun run) {
        arriveAt(run.scheduledTime());
    }

    /**
     * Notes how late it is.
     *
     * @param dueMillis when it should have run, in milliseconds since 1970
     */
    public void arriveDue(long dueMillis) {
        arriveAt(Instant.ofEpochMilli(dueMillis));
    }

    private void arriveAt(Instant due) {
        long late = Duration.between(due, Instant.now()).toNanos() / 1_000;
        int place = noted.getAndIncrement();
        if (place < lateMicros.length) {
            lateMicros[place] = late;
        }
        open.countDown();
    }

    /** Waits for all runs; false if some are missing when the time is over. */
    boolean await(Duration limit) throws InterruptedException {
        return open.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    long missing() {
        return open.getCount();
    }

    /** How late the runs were that have arrived, in microseconds, the earliest first. */
    long[] sortedLateMicros() {
        long[] sorted = Arrays.copyOf(lateMicros, Math.min(noted.get(), lateMicros.length));
        Arrays.sort(sorted);
        return sorted;
    }
}
