package dev.carillon.jpa;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One real server for all tests of this room; it ends with the process. */
final class PostgreSql {

    private static final EmbeddedPostgres SERVER = start();

    private PostgreSql() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String url() {
        return SERVER.getJdbcUrl("postgres", "postgres");
    }

    /** Makes an empty database and returns its address. */
    static String database(String name) throws SQLException {
        execute("create database " + name);
        return SERVER.getJdbcUrl("postgres", name);
    }

    static void execute(String statement) throws SQLException {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
