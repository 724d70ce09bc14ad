package dev.carillon.jpa;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that, while a thread works in a transaction of a caller, gives that thread the caller's connection. So
 * the store's own unit works in that transaction whichever unit, and whichever provider, the caller has. Who gets the
 * connection can neither end the transaction nor close it.
 */
final class LendingSource implements DataSource {

    private final DataSource source;
    // what one store is lent is no business of another
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Connection> lent = new ThreadLocal<>();

    LendingSource(DataSource source) {
        this.source = source;
    }

    /** Does work on the calling thread, all of it on one connection. */
    <T> T lending(Connection connection, Supplier<T> work) {
        Connection before = lent.get();
        lent.set(withoutEnd(connection));
        try {
            return work.get();
        } finally {
            if (before == null) {
                lent.remove();
            } else {
                lent.set(before);
            }
        }
    }

    private static Connection withoutEnd(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                LendingSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> isAboutTheEnd(method) ? null : invoke(connection, method, arguments));
    }

    private static boolean isAboutTheEnd(Method method) {
        return switch (method.getName()) {
            case "close", "commit", "setAutoCommit", "setTransactionIsolation", "setReadOnly" -> true;
            case "rollback" -> method.getParameterCount() == 0;
            default -> false;
        };
    }

    private static @Nullable Object invoke(Connection connection, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = lent.get();
        return connection == null ? source.getConnection() : connection;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return source.getConnection(username, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dev.carillon.jpa");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || source.isWrapperFor(type);
    }
}
