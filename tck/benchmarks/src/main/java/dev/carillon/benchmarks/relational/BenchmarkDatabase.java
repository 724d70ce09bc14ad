package dev.carillon.benchmarks.relational;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database for one round of one contestant; gone at the end. */
final class BenchmarkDatabase implements AutoCloseable {

    private final BenchmarkServer server;
    private final String name;
    private final String url;

    BenchmarkDatabase(BenchmarkServer server, String name, String url) {
        this.server = server;
        this.name = name;
        this.url = url;
    }

    String url() {
        return url;
    }

    /** Opens a pool as large as everybody's. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(Library.CONNECTIONS);
        return new HikariDataSource(config);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    /** Does what the server would do by itself some time later. */
    void settle() throws SQLException {
        execute("vacuum analyze");
    }

    /** Pages that the server looked at for the calls so far of statements like this one. */
    PagesPerCall pagesOf(String like) throws SQLException {
        return server.pagesOf(name, like);
    }

    /** Pages looked at in some calls. */
    record PagesPerCall(long pages, long calls) {

        double since(PagesPerCall before) {
            return (double) (pages - before.pages) / (calls - before.calls);
        }
    }

    Usage usage() throws SQLException {
        return server.usage(name);
    }

    @Override
    public void close() throws SQLException {
        server.execute("drop database " + name + " with (force)");
    }
}
