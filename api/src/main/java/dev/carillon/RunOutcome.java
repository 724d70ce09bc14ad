package dev.carillon;

/** How a run ended: one for each terminal event. */
public enum RunOutcome {
    /** Its method returned ({@link dev.carillon.event.JobExecuted}). */
    EXECUTED,
    /** Its method threw, and it is not tried again ({@link dev.carillon.event.JobFailed}). */
    FAILED,
    /** It could not start within its grace time ({@link dev.carillon.event.JobMissed}). */
    MISSED,
    /** It was cancelled ({@link dev.carillon.event.JobCancelled}). */
    CANCELLED,
    /** It went past its time limit, and is not tried again ({@link dev.carillon.event.JobTimedOut}). */
    TIMED_OUT,
    /** Its node died or ended, and it is not repeated ({@link dev.carillon.event.JobAbandoned}). */
    ABANDONED
}
