package dev.carillon;

/** How a run ended: one for each terminal event. */
public enum RunOutcome {
    /** Its method returned. */
    EXECUTED,
    /** Its method threw, and it is not tried again. */
    FAILED,
    /** It could not start within its grace time. */
    MISSED,
    /** It was cancelled. */
    CANCELLED,
    /** It went past its time limit, and is not tried again. */
    TIMED_OUT,
    /** Its node died or ended, and it is not repeated. */
    ABANDONED
}
