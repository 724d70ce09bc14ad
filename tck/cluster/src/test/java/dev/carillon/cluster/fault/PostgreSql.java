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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real server that can go down and come back with all it had, at the same address. */
final class PostgreSql implements AutoCloseable {

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

    /** Ends it with all its connections, as an operator does. */
    void stop() throws IOException {
        server.close();
        guard.destroyForcibly();
    }

    /** Starts it again. */
    void start() throws IOException {
        server = launch();
        guard = guard();
    }

    int port() {
        return port;
    }

    /** Makes an empty database and returns its address. */
    String database(String name) throws SQLException {
        execute("postgres", "create database " + name);
        return url(name);
    }

    String url(String database) {
        return url(database, port);
    }

    /** The address of a database behind another port. */
    static String url(String database, int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    /** Returns the only column of what is asked for. */
    List<String> texts(String database, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
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
