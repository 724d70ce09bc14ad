package dev.carillon;

/** What becomes of the fire times that passed while a job was paused. */
public enum ResumePolicy {

    /** They are forgotten, unless no other is left: the job goes on from now. */
    FROM_NOW,

    /** They are due now, and coalesced and judged by their grace time like any other backlog. */
    CATCH_UP
}
