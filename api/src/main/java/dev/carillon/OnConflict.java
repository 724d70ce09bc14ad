package dev.carillon;

/** What happens when a job is added under an id that its store already holds. */
public enum OnConflict {
    /** The job is refused with a {@link DuplicateJobException}. The default. */
    FAIL,
    /**
     * The stored job takes over the new definition. Its runs and its pause stay; its next fire time stays when the
     * trigger is equal, otherwise it is computed anew.
     */
    REPLACE,
    /** The stored job stays as it is, and is what the caller gets. */
    KEEP
}
