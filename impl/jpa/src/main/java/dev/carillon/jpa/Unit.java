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
 * @param ours whether it ends with the store; a unit that the container made does not
 */
record Unit(EntityManagerFactory factory, boolean lateTransactions, boolean ours) implements AutoCloseable {

    static Unit of(EntityManagerFactory factory, boolean ours) {
        // containers wrap factories and managers; what is behind them tells the provider
        EntityManager em = factory.createEntityManager();
        try {
            String provider = em.getDelegate().getClass().getName();
            return new Unit(factory, provider.startsWith("org.eclipse.persistence."), ours);
        } finally {
            em.close();
        }
    }

    /** Makes sure that the database's transaction has begun. */
    void beginNow(EntityManager em) {
        if (lateTransactions) {
            em.unwrap(Connection.class);
        }
    }

    @Override
    public void close() {
        if (ours && factory.isOpen()) {
            factory.close();
        }
    }
}
