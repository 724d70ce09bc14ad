package dev.carillon.cluster.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The server of PostgreSQL; with a clock that can be set, if that is asked for. */
final class PostgreSql implements DatabaseServer {

    private static final String MAINTENANCE = "postgres";

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;
    private Process guard;

    private PostgreSql(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.server = launch();
        this.guard = guard();
    }

    /** Starts one with nothing in it. */
    static PostgreSql start(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new PostgreSql(Files.createTempDirectory(folder, "postgresql-").toAbsolutePath(), Ports.free());
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "200")
                // it is asked to end, not cut from its power: what it has said it has
                .setServerConfig("fsync", "off")
                .start();
    }

    /** The server is no child of this process: where this one is killed, someone must end it. */
    private Process guard() throws IOException {
        String end =
                "cat > /dev/null; pid=$(head -n 1 '" + directory + "/postmaster.pid' 2> /dev/null) && kill -QUIT $pid";
        return new ProcessBuilder("sh", "-c", end).start();
    }

    @Override
    public void stop() throws IOException {
        server.close();
        guard.destroyForcibly();
    }

    @Override
    public void start() throws IOException {
        server = launch();
        guard = guard();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void create(String database) throws SQLException {
        execute(MAINTENANCE, "create database " + database);
    }

    /** Returns the address of a database. */
    String url(String database) {
        return url(database, port, "test");
    }

    @Override
    public String url(String database, int behind, String node) {
        return "jdbc:postgresql://127.0.0.1:" + behind + "/" + database + "?user=postgres&ApplicationName=" + node;
    }

    @Override
    public void readOnly(boolean refused) throws SQLException {
        execute(
                MAINTENANCE,
                "set session characteristics as transaction read write",
                refused
                        ? "alter system set default_transaction_read_only = on"
                        : "alter system reset default_transaction_read_only",
                "select pg_reload_conf()");
    }

    /** Gives a database a clock that can be stepped; before anything else. */
    void steppedClock(String database) throws SQLException {
        execute(
                database,
                "create schema stepped",
                "create table stepped.step (seconds integer not null)",
                "insert into stepped.step values (0)",
                "create function stepped.clock_timestamp() returns timestamptz language sql volatile as $$"
                        + " select pg_catalog.clock_timestamp() + make_interval(secs => seconds) from stepped.step $$",
                "alter database " + database + " set search_path = public, stepped, pg_catalog");
    }

    /** Sets how far such a clock is off. */
    void step(String database, int seconds) throws SQLException {
        execute(database, "update stepped.step set seconds = " + seconds);
    }

    /** Returns the nodes that began to listen for changes after a time. */
    List<String> listeningSince(String database, Instant time) throws SQLException {
        List<String> nodes = new ArrayList<>();
        String query = "select application_name from pg_stat_activity where datname = current_database()"
                + " and query = 'listen carillon' and backend_start > '" + time + "'";
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                nodes.add(rows.getString(1));
            }
        }
        return nodes;
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
