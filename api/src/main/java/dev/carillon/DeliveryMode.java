package dev.carillon;

/** What a job can rely on when the node that runs it dies. */
public enum DeliveryMode {
    /**
     * A claimed run stays on record until its outcome is; if its node dies, another takes it over and says so. The
     * default. The method may run twice for one fire time, never silently not at all.
     */
    AT_LEAST_ONCE,
    /** A run whose node dies is given up with an event. The method runs at most once for each fire time. */
    AT_MOST_ONCE
}
