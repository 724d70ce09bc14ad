package dev.carillon.cluster.fault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What has really happened, whatever the schedulers say: a table in a server that no fault befalls. Methods write what they
 * do into it before they go on; the clock is the server's.
 */
final class Ledger implements AutoCloseable {

    static final String TABLE =
            """
            create table happening (seq bigserial primary key, at timestamptz not null default clock_timestamp(),
                kind text not null, job text not null, run uuid, scheduled timestamptz, fence bigint not null,
                node text not null, process bigint not null, detail text not null)""";

    private final Connection connection;

    private Ledger(Connection connection) {
        this.connection = connection;
    }

    /** Opens a new one in an empty database. */
    static Ledger create(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement sql = connection.createStatement()) {
            sql.execute(TABLE);
        }
        return new Ledger(connection);
    }

    /** Returns what time it is, by the clock that all rows are written by. */
    Instant now() {
        return one("select clock_timestamp()", OffsetDateTime.class).toInstant();
    }

    /** Counts the rows for which a condition holds. */
    long count(String condition, Object... values) {
        return one("select count(*) from happening where " + condition, Long.class, values);
    }

    /** Returns the fire time in the row for which a condition holds. */
    Instant scheduled(String condition, Object... values) {
        return one("select scheduled from happening where " + condition, OffsetDateTime.class, values)
                .toInstant();
    }

    private synchronized <T> T one(String query, Class<T> type, Object... values) {
        try (PreparedStatement sql = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                sql.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = sql.executeQuery()) {
                rows.next();
                return rows.getObject(1, type);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the ledger cannot be read", failure);
        }
    }

    /** Returns everything, in the order in which it was written. */
    synchronized List<Happening> all() throws SQLException {
        List<Happening> all = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("select at, kind, job, run, scheduled, fence, node, process, detail"
                        + " from happening order by seq")) {
            while (rows.next()) {
                OffsetDateTime scheduled = rows.getObject("scheduled", OffsetDateTime.class);
                all.add(new Happening(
                        rows.getObject("at", OffsetDateTime.class).toInstant(),
                        rows.getString("kind"),
                        rows.getString("job"),
                        Optional.ofNullable(rows.getObject("run", UUID.class)),
                        scheduled == null ? Instant.MIN : scheduled.toInstant(),
                        rows.getLong("fence"),
                        rows.getString("node"),
                        rows.getLong("process"),
                        rows.getString("detail")));
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
