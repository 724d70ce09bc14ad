package dev.carillon;

/** Where a job stands. Derived from its record, so that it is the same on every node of a cluster. */
public enum JobState {
    /** It has a next fire time, or runs that are going or waiting. */
    SCHEDULED,
    /** It is paused: its fire times pass without a run until it is resumed. */
    PAUSED,
    /** It could not be understood or carried out on any node and waits for a human being; nothing of it is lost. */
    SET_ASIDE,
    /** It was to run once, its attempts are used up, and the last one failed. */
    FAILED,
    /** It has no fire time to come and no run. A declared target without a trigger, or a job about to be removed. */
    IDLE
}
