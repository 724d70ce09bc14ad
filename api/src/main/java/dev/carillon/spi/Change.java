package dev.carillon.spi;

import dev.carillon.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * A write that holds only if nobody wrote before it.
 *
 * @param seen the record as it was read
 * @param next what it becomes, with the next version; empty to remove it
 * @param ended the runs that end with it: a store that keeps a history appends them exactly if the change wins
 */
public record Change(JobRecord seen, Optional<JobRecord> next, List<RunRecord> ended) {

    public Change {
        next = next.map(record -> record.withVersion(seen.version() + 1));
        ended = List.copyOf(ended);
    }

    /**
     * Makes a change with which no run ends.
     *
     * @param seen the record as it was read
     * @param next what it becomes; empty to remove it
     */
    public Change(JobRecord seen, Optional<JobRecord> next) {
        this(seen, next, List.of());
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

    /**
     * Returns this change, with the runs that end with it.
     *
     * @param runs how they end
     * @return the change
     */
    public Change ending(List<RunRecord> runs) {
        return new Change(seen, next, runs);
    }
}
