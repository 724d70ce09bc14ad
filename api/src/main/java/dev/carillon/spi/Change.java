package dev.carillon.spi;

import java.util.Optional;

/**
 * A write that holds only if nobody wrote before it.
 *
 * @param seen the record as it was read
 * @param next what it becomes, with the next version; empty to remove it
 */
public record Change(JobRecord seen, Optional<JobRecord> next) {

    public Change {
        next = next.map(record -> record.withVersion(seen.version() + 1));
    }

    /**
     * Returns the change to a record, or its removal if nothing is left of the job to do.
     *
     * @param seen the record as it was read
     * @param next what it becomes
     * @return the change
     */
    public static Change of(JobRecord seen, JobRecord next) {
        return new Change(seen, next.isFinished() ? Optional.empty() : Optional.of(next));
    }
}
