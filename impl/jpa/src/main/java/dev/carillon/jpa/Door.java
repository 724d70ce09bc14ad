package dev.carillon.jpa;

import java.sql.SQLException;
import java.util.Set;

/**
 * Stands before a pool and the provider, which are slow to notice that a database is gone or back, and log every try. After
 * a connection has failed, whoever wants in knocks with a bare connection first, which fails at once and in silence.
 *
 * <p>Safe for use by many threads.
 */
interface Door {

    /** Where the pool is not ours, nobody knocks. */
    Door OPEN = new Door() {
        @Override
        public void pass() {}

        @Override
        public void failed(Throwable failure) {}
    };

    /** The server is shutting down, or has ended the connection. */
    Set<String> GONE = Set.of("57P01", "57P02", "57P03");

    /**
     * Lets through who may find a database.
     *
     * @throws SQLException if there is still none
     */
    void pass() throws SQLException;

    /** Takes note of an error; shuts the door if it was the connection that failed. */
    void failed(Throwable failure);

    /** Tells whether an error came from the connection and not from what was asked. */
    static boolean isOfConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error && error.getSQLState() != null) {
                return error.getSQLState().startsWith("08") || GONE.contains(error.getSQLState());
            }
        }
        return false;
    }
}
