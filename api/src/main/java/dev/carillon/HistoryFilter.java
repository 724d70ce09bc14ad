package dev.carillon;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which ended runs are wanted. What is empty is not asked for.
 *
 * @param jobId of which job
 * @param outcomes with which ends
 * @param from ended at this time or later
 * @param until ended before this time
 */
public record HistoryFilter(
        Optional<String> jobId, Set<RunOutcome> outcomes, Optional<Instant> from, Optional<Instant> until) {

    /** Every ended run. */
    public static final HistoryFilter ALL =
            new HistoryFilter(Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

    public HistoryFilter {
        outcomes = Set.copyOf(outcomes);
    }

    /**
     * Returns this filter, narrowed to one job.
     *
     * @param value its id
     * @return the filter
     */
    public HistoryFilter withJob(String value) {
        return new HistoryFilter(Optional.of(value), outcomes, from, until);
    }

    /**
     * Returns this filter, narrowed to some outcomes.
     *
     * @param first an outcome
     * @param others more of them
     * @return the filter
     */
    public HistoryFilter withOutcomes(RunOutcome first, RunOutcome... others) {
        return new HistoryFilter(jobId, EnumSet.of(first, others), from, until);
    }

    /**
     * Returns this filter, narrowed to runs that ended at a time or later.
     *
     * @param value the time
     * @return the filter
     */
    public HistoryFilter withFrom(Instant value) {
        return new HistoryFilter(jobId, outcomes, Optional.of(value), until);
    }

    /**
     * Returns this filter, narrowed to runs that ended before a time.
     *
     * @param value the time
     * @return the filter
     */
    public HistoryFilter withUntil(Instant value) {
        return new HistoryFilter(jobId, outcomes, from, Optional.of(value));
    }

    /**
     * Tells whether a run is wanted.
     *
     * @param run how it ended
     * @return true if everything that is asked for holds of it
     */
    public boolean matches(RunRecord run) {
        return jobId.map(run.jobId()::equals).orElse(true)
                && (outcomes.isEmpty() || outcomes.contains(run.outcome()))
                && from.map(time -> !run.endedAt().isBefore(time)).orElse(true)
                && until.map(run.endedAt()::isBefore).orElse(true);
    }
}
