package dev.carillon.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;

/**
 * The persistence unit that a store works with.
 *
 * @param factory makes entity managers
 * @param lateTransactions whether the provider begins the database's transaction with the first write only, so that a
 *     statement that locks or writes while it reads would stand outside; EclipseLink does
 */
record Unit(EntityManagerFactory factory, boolean lateTransactions) {

    /** Makes sure that the database's transaction has begun. */
    void beginNow(EntityManager em) {
        if (lateTransactions) {
            em.unwrap(Connection.class);
        }
    }
}
