package dev.carillon;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs are wanted. What is empty is not asked for.
 *
 * @param idPrefix how the id begins, compared byte for byte; empty for any
 * @param states in which states
 * @param store in which store
 * @param executor on which executor
 * @param tag with which tag
 */
public record JobFilter(
        String idPrefix,
        Set<JobState> states,
        Optional<String> store,
        Optional<String> executor,
        Optional<String> tag) {

    /** Every job. */
    public static final JobFilter ALL =
            new JobFilter("", Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public JobFilter {
        states = Set.copyOf(states);
    }

    /**
     * Returns this filter, narrowed to ids that begin so.
     *
     * @param value how the id begins
     * @return the filter
     */
    public JobFilter withIdPrefix(String value) {
        return new JobFilter(value, states, store, executor, tag);
    }

    /**
     * Returns this filter, narrowed to some states.
     *
     * @param first a state
     * @param others more of them
     * @return the filter
     */
    public JobFilter withStates(JobState first, JobState... others) {
        return new JobFilter(idPrefix, EnumSet.of(first, others), store, executor, tag);
    }

    /**
     * Returns this filter, narrowed to one store.
     *
     * @param value its name
     * @return the filter
     */
    public JobFilter withStore(String value) {
        return new JobFilter(idPrefix, states, Optional.of(value), executor, tag);
    }

    /**
     * Returns this filter, narrowed to one executor.
     *
     * @param value its name
     * @return the filter
     */
    public JobFilter withExecutor(String value) {
        return new JobFilter(idPrefix, states, store, Optional.of(value), tag);
    }

    /**
     * Returns this filter, narrowed to one tag.
     *
     * @param value the tag
     * @return the filter
     */
    public JobFilter withTag(String value) {
        return new JobFilter(idPrefix, states, store, executor, Optional.of(value));
    }
}
