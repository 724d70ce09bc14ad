package dev.carillon;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which ended runs are wanted. What is empty is not asked for. Stores find those of one job, and those of a span of time,
 * without looking at the others.
 *
 * @param jobId of which job
 * @param store in which store
 * @param runId which run; name its job as well, so that it is found at once
 * @param outcomes with which ends
 * @param from ended at this time or later
 * @param until ended before this time
 * @param before behind which place, in the order of the history, which is newest first
 */
public record HistoryFilter(
        Optional<String> jobId,
        Optional<String> store,
        Optional<UUID> runId,
        Set<RunOutcome> outcomes,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<Place> before) {

    /** Every ended run. */
    public static final HistoryFilter ALL = new HistoryFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * A place in the order of the history.
     *
     * @param endedAt when the run ended that stands there
     * @param runId its id
     */
    public record Place(Instant endedAt, UUID runId) {}

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
        return new HistoryFilter(Optional.of(value), store, runId, outcomes, from, until, before);
    }

    /**
     * Returns this filter, narrowed to one store.
     *
     * @param value its name
     * @return the filter
     */
    public HistoryFilter withStore(String value) {
        return new HistoryFilter(jobId, Optional.of(value), runId, outcomes, from, until, before);
    }

    /**
     * Returns this filter, narrowed to one run, such as the one that {@link JobOperations#runNow} has begun.
     *
     * @param value its id
     * @return the filter
     */
    public HistoryFilter withRun(UUID value) {
        return new HistoryFilter(jobId, store, Optional.of(value), outcomes, from, until, before);
    }

    /**
     * Returns this filter, narrowed to some outcomes.
     *
     * @param first an outcome
     * @param others more of them
     * @return the filter
     */
    public HistoryFilter withOutcomes(RunOutcome first, RunOutcome... others) {
        return new HistoryFilter(jobId, store, runId, EnumSet.of(first, others), from, until, before);
    }

    /**
     * Returns this filter, narrowed to runs that ended at a time or later.
     *
     * @param value the time
     * @return the filter
     */
    public HistoryFilter withFrom(Instant value) {
        return new HistoryFilter(jobId, store, runId, outcomes, Optional.of(value), until, before);
    }

    /**
     * Returns this filter, narrowed to runs that ended before a time.
     *
     * @param value the time
     * @return the filter
     */
    public HistoryFilter withUntil(Instant value) {
        return new HistoryFilter(jobId, store, runId, outcomes, from, Optional.of(value), before);
    }

    /**
     * Returns this filter, narrowed to what comes behind a run: for the page after the one that ends with it.
     *
     * @param last the last run of the page before
     * @return the filter
     */
    public HistoryFilter withBefore(RunRecord last) {
        return new HistoryFilter(
                jobId, store, runId, outcomes, from, until, Optional.of(new Place(last.endedAt(), last.runId())));
    }

    /**
     * Tells whether a run is wanted, in whichever store it is.
     *
     * @param run how it ended
     * @return true if everything that is asked for holds of it, but for the store
     */
    public boolean matches(RunRecord run) {
        return jobId.map(run.jobId()::equals).orElse(true)
                && runId.map(run.runId()::equals).orElse(true)
                && (outcomes.isEmpty() || outcomes.contains(run.outcome()))
                && from.map(time -> !run.endedAt().isBefore(time)).orElse(true)
                && until.map(run.endedAt()::isBefore).orElse(true)
                && before.map(place -> isBehind(run, place)).orElse(true);
    }

    private static boolean isBehind(RunRecord run, Place place) {
        int order = run.endedAt().compareTo(place.endedAt());
        return order < 0
                || (order == 0 && run.runId().toString().compareTo(place.runId().toString()) < 0);
    }
}
