package dev.carillon.event;

/** Why a fire time passed without a run. */
public enum SkipReason {
    /** As many runs as the job allows were going in the cluster. */
    MAX_INSTANCES,
    /** Another fire time that was due as well stands for it. */
    COALESCED,
    /** A retry was still waiting when the next fire time came; its run has failed, which a {@link JobFailed} tells as well. */
    SUPERSEDED
}
