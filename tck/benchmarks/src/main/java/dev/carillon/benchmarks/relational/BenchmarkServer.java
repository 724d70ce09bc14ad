package dev.carillon.benchmarks.relational;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One real PostgreSQL for all contestants, as durable as it comes: the library that starts it would switch that off. No
 * checkpoint happens during a round, since the first change of each page after one costs eight kilobytes of log.
 */
final class BenchmarkServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private int databases;

    BenchmarkServer() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("checkpoint_timeout", "1h")
                .setServerConfig("max_wal_size", "16GB")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("pg_stat_statements.track_utility", "off")
                .start();
        execute("create extension pg_stat_statements");
        demand("fsync", "on");
        demand("synchronous_commit", "on");
        demand("full_page_writes", "on");
    }

    private void demand(String setting, String value) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement();
                ResultSet shown = sql.executeQuery("show " + setting)) {
            if (!shown.next() || !value.equals(shown.getString(1))) {
                throw new IllegalStateException("The server has " + setting + " not " + value + ".");
            }
        }
    }

    /** Makes an empty database. */
    BenchmarkDatabase newDatabase() throws SQLException {
        String name = "round_" + ++databases;
        execute("create database " + name);
        return new BenchmarkDatabase(this, name, server.getJdbcUrl("postgres", name) + "&reWriteBatchedInserts=true");
    }

    void execute(String statement) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /**
     * What a database has done since it was made. Commits are complete only when the connections that made them are
     * closed: servers tell of them late.
     */
    Usage usage(String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement sql = connection.prepareStatement(
                        """
                        select (select coalesce(sum(s.calls), 0) from pg_stat_statements s where s.dbid = d.oid),
                            t.xact_commit, pg_current_wal_insert_lsn() - '0/0'::pg_lsn, t.blks_read + t.blks_hit
                        from pg_database d join pg_stat_database t on t.datid = d.oid where d.datname = ?""")) {
            sql.setString(1, database);
            try (ResultSet usage = sql.executeQuery()) {
                if (!usage.next()) {
                    throw new IllegalStateException("There is no database " + database + ".");
                }
                return new Usage(usage.getLong(1), usage.getLong(2), usage.getLong(3), usage.getLong(4));
            }
        }
    }

    BenchmarkDatabase.PagesPerCall pagesOf(String database, String like) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement sql = connection.prepareStatement(
                        """
                        select coalesce(sum(s.shared_blks_hit + s.shared_blks_read), 0), coalesce(sum(s.calls), 0)
                        from pg_stat_statements s join pg_database d on d.oid = s.dbid
                        where d.datname = ? and s.query like ?""")) {
            sql.setString(1, database);
            sql.setString(2, like);
            try (ResultSet pages = sql.executeQuery()) {
                if (!pages.next()) {
                    throw new IllegalStateException("There is no sum.");
                }
                return new BenchmarkDatabase.PagesPerCall(pages.getLong(1), pages.getLong(2));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
