package dev.carillon.core.store;

import dev.carillon.spi.JobRecord;

/**
 * A job in memory: its present record, and its place in the {@link DueQueue} of its executor. The record may be read by
 * anybody; everything else belongs to whoever has the store's lock.
 */
final class KeptJob {

    static final int NOWHERE = -1;

    private volatile JobRecord record;

    /** Its order among those that are due at the same time. */
    int order;

    /** Where in the queue; {@link #NOWHERE} while it is in none. */
    int place = NOWHERE;

    KeptJob(JobRecord record) {
        this.record = record;
    }

    JobRecord record() {
        return record;
    }

    void become(JobRecord next) {
        record = next;
    }
}
