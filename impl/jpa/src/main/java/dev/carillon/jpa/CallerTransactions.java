package dev.carillon.jpa;

import dev.carillon.CarillonException;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.function.Function;

/**
 * The transaction of a caller's entity manager. Joined work is done once, on the caller's connection: what fails is taken
 * back to where it began, so that the caller can go on. It is as safe for use by many threads as the entity manager.
 */
final class CallerTransactions implements Transactions {

    private final EntityManager caller;
    private final CallerProvider provider;
    private final LocalTransactions store;
    private final LendingSource source;
    private final Failures failures;
    private final Address address;

    /**
     * Makes them.
     *
     * @param store how the store works by itself
     * @param source where its unit gets connections
     * @param address which database it is on
     */
    CallerTransactions(
            EntityManager caller, LocalTransactions store, LendingSource source, Failures failures, Address address) {
        this.caller = caller;
        this.provider = CallerProvider.of(caller);
        this.store = store;
        this.source = source;
        this.failures = failures;
        this.address = address;
    }

    @Override
    public <T> T joined(Function<EntityManager, T> work) {
        requireActive();
        try {
            return provider.onConnection(caller, connection -> on(connection, work));
        } catch (RuntimeException failure) {
            throw failures.seenByCaller(failure);
        }
    }

    private void requireActive() {
        boolean active;
        try {
            active = caller.getTransaction().isActive();
        } catch (IllegalStateException ofContainer) {
            throw new IllegalArgumentException(
                    "The entity manager belongs to transactions of the container, and the store '" + failures.store()
                            + "' does not. Give the store a datasource of the container, and its verbs take part by"
                            + " themselves; or use an entity manager of a RESOURCE_LOCAL unit.",
                    ofContainer);
        }
        if (!active) {
            throw new IllegalStateException(
                    "The entity manager has no active transaction. Call getTransaction().begin()"
                            + " before jobs of the store '" + failures.store() + "' are changed within it.");
        }
    }

    private <T> T on(Connection connection, Function<EntityManager, T> work) {
        try {
            requireOurs(connection);
            Savepoint before = connection.setSavepoint();
            try {
                T result = source.lending(connection, () -> store.once(work));
                release(connection, before);
                return result;
            } catch (RuntimeException | Error failure) {
                takeBack(connection, before, failure);
                throw failure;
            }
        } catch (SQLException refused) {
            throw new CarillonException("The caller's connection failed", refused);
        }
    }

    private static void takeBack(Connection connection, Savepoint before, Throwable failure) {
        try {
            connection.rollback(before);
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
        }
    }

    private static void release(Connection connection, Savepoint savepoint) throws SQLException {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLFeatureNotSupportedException kept) {
            // it ends with the transaction
        }
    }

    private void requireOurs(Connection connection) throws SQLException {
        Address present = Address.of(connection);
        if (!present.equals(address)) {
            throw new IllegalArgumentException("The entity manager is on the database " + present + ", and the store '"
                    + failures.store() + "' is on " + address
                    + ". Hand over one of the same database, by the same address, or add the job outside of its"
                    + " transaction.");
        }
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            throw new IllegalArgumentException("The transaction of the entity manager has an isolation level other than"
                    + " READ_COMMITTED, which the store '" + failures.store()
                    + "' needs to see what others have committed. Set it at the data source of its unit.");
        }
    }

    @Override
    public <T> T own(Function<EntityManager, T> work) {
        return store.own(work);
    }

    @Override
    public void afterCommit(Runnable action) {
        requireActive();
        provider.afterCommit(caller, action);
    }

    @Override
    public Transactions of(EntityManager another) {
        return store.of(another);
    }

    @Override
    public void close() {
        // the caller's ends with the caller, the store's with the store
    }

    /**
     * Which database a connection leads to.
     *
     * @param url without parameters, which may hold secrets
     * @param catalog the catalog, if the database has such
     */
    record Address(String url, String catalog) {

        static Address of(Connection connection) throws SQLException {
            String url = String.valueOf(connection.getMetaData().getURL());
            return new Address(url.split("[?;]", 2)[0], String.valueOf(connection.getCatalog()));
        }

        @Override
        public String toString() {
            return url;
        }
    }
}
