package dev.carillon.jpa;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/** What a server's data source does: within a transaction, all get one connection, which takes part in it. */
final class EnlistingDataSource implements DataSource {

    private final DataSource database;
    private final XADataSource participants;
    private final TransactionManager manager;
    private final Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();

    EnlistingDataSource(DataSource database, XADataSource participants, TransactionManager manager) {
        this.database = database;
        this.participants = participants;
        this.manager = manager;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Transaction present = manager.getTransaction();
            if (present == null) {
                return database.getConnection();
            }
            Connection connection = enlisted.get(present);
            return connection != null ? connection : enlist(present);
        } catch (SystemException | RollbackException failure) {
            throw new SQLException(failure);
        }
    }

    private Connection enlist(Transaction present) throws SQLException, SystemException, RollbackException {
        XAConnection participant = participants.getXAConnection();
        present.enlistResource(participant.getXAResource());
        Connection connection = withoutClose(participant.getConnection());
        enlisted.put(present, connection);
        present.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                enlisted.remove(present);
                try {
                    participant.close();
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            }
        });
        return connection;
    }

    private static Connection withoutClose(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                EnlistingDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        database.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        database.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return database.isWrapperFor(type);
    }
}
