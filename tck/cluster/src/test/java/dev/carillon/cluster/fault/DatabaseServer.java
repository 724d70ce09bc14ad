package dev.carillon.cluster.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A real server that keeps the jobs, and can go down and come back with all it had, at the same address. */
interface DatabaseServer extends AutoCloseable {

    /** Starts one of a make, with nothing in it. */
    static DatabaseServer start(String make, Path folder) throws IOException {
        return switch (make) {
            case "postgresql" -> PostgreSql.start(folder);
            case "mariadb" -> MariaDb.start(folder);
            default -> throw new IllegalArgumentException("-Ddatabase=" + make + " is neither postgresql nor mariadb");
        };
    }

    /** Makes an empty database. */
    void create(String database) throws SQLException;

    /** Returns where it is. */
    int port();

    /**
     * Returns the address of a database.
     *
     * @param port where it is, or what stands between
     * @param node whose connections are to be
     */
    String url(String database, int port, String node);

    /** Ends it with all its connections, as an operator does. */
    void stop() throws IOException;

    /** Starts it again. */
    void start() throws IOException;

    /** Refuses to write for whoever asks, or does so no longer. */
    void readOnly(boolean refused) throws SQLException;

    @Override
    void close() throws IOException;
}
