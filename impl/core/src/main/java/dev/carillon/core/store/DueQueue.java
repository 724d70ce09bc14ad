package dev.carillon.core.store;

import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one executor that need a look some time, the earliest first, and among equal times in the order of writing:
 * a heap whose jobs know their places, so that any of them is taken out in logarithmic time.
 *
 * <p>What is compared lies beside the jobs, and each has four below it: of a million jobs hardly any is in the processor's
 * cache, and a walk down the heap waits for memory at each step. Not safe for use by many threads.
 */
final class DueQueue {

    private static final long FIRST_SECOND_TOO_LATE = Long.MAX_VALUE / 1_000_000;
    private static final int BELOW = 4;

    private @Nullable KeptJob[] heap = new KeptJob[64];
    private long[] wakeUps = new long[64];
    private int[] orders = new int[64];
    private int size;

    void add(KeptJob job, Instant wakeUp, int order) {
        job.order = order;
        insert(job, micros(wakeUp));
    }

    /** Puts a job back to where it was before it was removed. */
    void putBack(KeptJob job) {
        insert(job, micros(job.record().wakeUp().orElseThrow()));
    }

    private void insert(KeptJob job, long wakeUp) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
            wakeUps = Arrays.copyOf(wakeUps, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
        }
        size++;
        siftUp(job, wakeUp, size - 1);
    }

    /** Takes a job out; does nothing if it is in no queue. */
    void remove(KeptJob job) {
        int hole = job.place;
        if (hole == KeptJob.NOWHERE) {
            return;
        }
        job.place = KeptJob.NOWHERE;
        size--;
        KeptJob last = at(size);
        long wakeUp = wakeUps[size];
        heap[size] = null;
        if (last != job) {
            siftDown(last, wakeUp, hole);
            if (last.place == hole) {
                siftUp(last, wakeUp, hole);
            }
        }
    }

    int size() {
        return size;
    }

    /** Tells whether the first job's time is not after another. */
    boolean isDue(Instant until) {
        return size > 0 && wakeUps[0] <= micros(until);
    }

    /** Returns the first job; there must be one. */
    KeptJob first() {
        return at(0);
    }

    /** Returns the time of the first job that is wanted. */
    Optional<Instant> earliest(Predicate<JobRecord> wanted) {
        List<KeptJob> unwanted = new ArrayList<>(0);
        while (size > 0 && !wanted.test(first().record())) {
            unwanted.add(first());
            remove(first());
        }
        Optional<Instant> earliest =
                size == 0 ? Optional.empty() : first().record().wakeUp();
        unwanted.forEach(this::putBack);
        return earliest;
    }

    private void siftUp(KeptJob job, long wakeUp, int from) {
        int hole = from;
        while (hole > 0) {
            int above = (hole - 1) / BELOW;
            if (!isBefore(wakeUp, job.order, above)) {
                break;
            }
            place(at(above), wakeUps[above], hole);
            hole = above;
        }
        place(job, wakeUp, hole);
    }

    private void siftDown(KeptJob job, long wakeUp, int from) {
        int hole = from;
        while (BELOW * hole + 1 < size) {
            int first = BELOW * hole + 1;
            int end = Math.min(first + BELOW, size);
            int below = first;
            for (int other = first + 1; other < end; other++) {
                if (isBefore(wakeUps[other], orders[other], below)) {
                    below = other;
                }
            }
            if (!isBefore(wakeUps[below], orders[below], wakeUp, job.order)) {
                break;
            }
            place(at(below), wakeUps[below], hole);
            hole = below;
        }
        place(job, wakeUp, hole);
    }

    private void place(KeptJob job, long wakeUp, int at) {
        heap[at] = job;
        wakeUps[at] = wakeUp;
        orders[at] = job.order;
        job.place = at;
    }

    private KeptJob at(int place) {
        KeptJob job = heap[place];
        if (job == null) {
            throw new IllegalStateException("no job at place " + place + " of " + size);
        }
        return job;
    }

    private boolean isBefore(long wakeUp, int order, int place) {
        return isBefore(wakeUp, order, wakeUps[place], orders[place]);
    }

    private static boolean isBefore(long wakeUp, int order, long otherWakeUp, int otherOrder) {
        // the order goes round after four billion writes; two jobs of one time are never that far apart
        return wakeUp < otherWakeUp || (wakeUp == otherWakeUp && order - otherOrder < 0);
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() >= FIRST_SECOND_TOO_LATE ? Long.MAX_VALUE : EpochMicros.of(time);
    }
}
