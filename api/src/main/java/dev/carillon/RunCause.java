package dev.carillon;

/** Why a run happens. */
public enum RunCause {
    /** A fire time of the job's trigger. */
    SCHEDULE,
    /** {@code runNow}. Such a run moves nothing and is never a misfire. */
    MANUAL,
    /** The attempt before it failed. */
    RETRY,
    /** The node that had it died. */
    RECOVERY
}
