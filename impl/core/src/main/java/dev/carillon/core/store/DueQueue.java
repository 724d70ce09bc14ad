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
 * a binary heap whose jobs know their places, so that any of them is taken out in logarithmic time and none costs more
 * than an array slot. Not safe for use by many threads.
 */
final class DueQueue {

    private static final long FIRST_SECOND_TOO_LATE = Long.MAX_VALUE / 1_000_000;

    private @Nullable KeptJob[] heap = new KeptJob[64];
    private int size;

    void add(KeptJob job, Instant wakeUp, int order) {
        job.wakeUp = micros(wakeUp);
        job.order = order;
        putBack(job);
    }

    /** Puts a job back to where it was before it was removed. */
    void putBack(KeptJob job) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        size++;
        siftUp(job, size - 1);
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
        heap[size] = null;
        if (last != job) {
            siftDown(last, hole);
            if (last.place == hole) {
                siftUp(last, hole);
            }
        }
    }

    int size() {
        return size;
    }

    /** Tells whether the first job's time is not after another. */
    boolean isDue(Instant until) {
        return size > 0 && at(0).wakeUp <= micros(until);
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

    private void siftUp(KeptJob job, int from) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            KeptJob above = at(parent);
            if (!isBefore(job, above)) {
                break;
            }
            place(above, hole);
            hole = parent;
        }
        place(job, hole);
    }

    private void siftDown(KeptJob job, int from) {
        int hole = from;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && isBefore(at(child + 1), at(child))) {
                child++;
            }
            KeptJob below = at(child);
            if (!isBefore(below, job)) {
                break;
            }
            place(below, hole);
            hole = child;
        }
        place(job, hole);
    }

    private void place(KeptJob job, int at) {
        heap[at] = job;
        job.place = at;
    }

    private KeptJob at(int place) {
        KeptJob job = heap[place];
        if (job == null) {
            throw new IllegalStateException("no job at place " + place + " of " + size);
        }
        return job;
    }

    private static boolean isBefore(KeptJob one, KeptJob other) {
        // the order goes round after four billion writes; two jobs of one time are never that far apart
        return one.wakeUp < other.wakeUp || (one.wakeUp == other.wakeUp && one.order - other.order < 0);
    }

    /** Microseconds are exact, since records know no smaller ones; what lies beyond any year that matters is never. */
    private static long micros(Instant time) {
        return time.getEpochSecond() >= FIRST_SECOND_TOO_LATE ? Long.MAX_VALUE : EpochMicros.of(time);
    }
}
