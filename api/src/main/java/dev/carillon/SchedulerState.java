package dev.carillon;

/** Where a node stands. */
public enum SchedulerState {
    /** Jobs can be added and changed; none runs here yet. */
    NOT_STARTED,
    /** It claims and runs jobs. */
    RUNNING,
    /** It runs what it has and claims nothing. */
    PAUSED,
    /** It has ended for good. */
    SHUT_DOWN
}
