package dev.carillon.jpa;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Where the store's work takes place. Safe for use by many threads.
 *
 * <p>Work in a transaction of its own is done again when the database made it the victim of a deadlock or of another's
 * write. What else the database refuses becomes a {@link dev.carillon.StoreUnavailableException}; errors of Carillon pass
 * through.
 */
interface Transactions extends AutoCloseable {

    /** Works in the caller's transaction if it has one, else in one of its own. */
    <T> T joined(Function<EntityManager, T> work);

    /** Works in a transaction of its own, whatever the caller has. */
    <T> T own(Function<EntityManager, T> work);

    /** Runs an action after the caller's commit; at once if it has no transaction. */
    void afterCommit(Runnable action);

    /**
     * Returns the same where joined work belongs to the transaction of an entity manager.
     *
     * @throws IllegalArgumentException if the store cannot take part in that
     */
    Transactions of(EntityManager caller);

    /** Lets go of the unit and of what else belongs to the store alone. */
    @Override
    void close();
}
