package dev.carillon.cluster;

/** What can happen in a history. */
enum Act {
    /** A node looks for what is due, claims and starts it. */
    CLAIM,
    /** A node writes how runs have ended. */
    WRITE,
    /** A node gives a sign of life and looks after the others. */
    BEAT,
    /** An executor begins a run that it was given. */
    BEGIN,
    /** The method of a run returns or throws. */
    END,
    /** A node asks the runs to end whose time limit is up. */
    EXPIRE,
    /** Time passes. */
    PASS,
    /** Time passes, longer than a lease, and every node beats that can. */
    PASS_LEASE,
    /** The clock on the wall is set. */
    SET_CLOCK,
    ADD,
    REPLACE,
    MODIFY,
    RESCHEDULE,
    PAUSE,
    RESUME,
    RUN_NOW,
    RETRY,
    CANCEL,
    REMOVE,
    /** A node does nothing any more, for ever. */
    CRASH,
    /** A run that begins ends the process of its node. */
    KILL,
    /** A node does nothing until it thaws. */
    FREEZE,
    THAW,
    /** A node joins, under a new id or that of one that crashed. */
    JOIN,
    /** The store does not answer a node any more. */
    OUTAGE,
    /** The store answers again. */
    ANSWER;

    boolean isOfUser() {
        return switch (this) {
            case ADD, REPLACE, MODIFY, RESCHEDULE, PAUSE, RESUME, RUN_NOW, RETRY, CANCEL, REMOVE -> true;
            default -> false;
        };
    }
}
