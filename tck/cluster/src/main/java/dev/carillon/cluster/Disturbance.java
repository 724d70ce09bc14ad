package dev.carillon.cluster;

import java.util.List;

/**
 * What befalls a step at one of its calls to the store.
 *
 * @param call which of its calls, from 0
 * @param after whether the call has taken effect by then
 * @param kind what befalls it
 * @param meanwhile what others do before the step goes on
 */
record Disturbance(int call, boolean after, Kind kind, List<Step> meanwhile) {

    /** What can befall a step. */
    enum Kind {
        /** Nothing but that others are faster. */
        OVERTAKEN,
        /** The store does not answer. */
        UNANSWERED,
        /** The node dies. */
        CRASH
    }

    Disturbance {
        meanwhile = List.copyOf(meanwhile);
    }
}
