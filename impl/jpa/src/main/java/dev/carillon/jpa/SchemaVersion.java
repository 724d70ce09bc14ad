package dev.carillon.jpa;

import dev.carillon.ConfigurationException;
import dev.carillon.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Makes the tables and checks that they are those of this release.
 *
 * <p>The script can be run again and again, also halfway and by several nodes at once: every statement does nothing where
 * its work is done, and the row with the version comes last.
 */
final class SchemaVersion {

    private static final int KNOWN = 1;

    /** How often making is tried: a node that made the same table in the same moment makes it fail. */
    private static final int TRIES = 5;

    private final String store;
    private final Database database;
    private final Tables tables;
    private final DataSource source;

    SchemaVersion(String store, Database database, Tables tables, DataSource source) {
        this.store = store;
        this.database = database;
        this.tables = tables;
        this.source = source;
    }

    /**
     * Makes what is missing.
     *
     * @throws ConfigurationException if there is no script for this database, or it is refused
     */
    void create() {
        String script = database.script()
                .map(this::statements)
                .orElseThrow(
                        () -> new ConfigurationException(
                                "The store '" + store + "' has no script that makes its"
                                        + " tables on this database. Make them as README.md of carillon-jpa says, and set schema=validate."));
        for (int tries = 1; version().isEmpty(); tries++) {
            try {
                run(script);
            } catch (SQLException refused) {
                if (tries == TRIES) {
                    throw new ConfigurationException("The tables " + tables.prefix() + "* of the store '" + store
                            + "' could not be made (" + refused + "). Give its user the right to make tables"
                            + (tables.schema().isEmpty()
                                    ? ""
                                    : " in the schema " + tables.schema() + " (and make that schema)")
                            + ", or run the script in the jar of carillon-jpa yourself and set schema=validate.");
                }
            }
        }
    }

    private String statements(String resource) {
        String text = text(resource);
        return tables.in(text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n")));
    }

    static String text(String resource) {
        try (InputStream script = SchemaVersion.class.getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException(resource + " is missing in the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void run(String script) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : script.split(";", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each.strip());
                }
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    /**
     * Checks what is there.
     *
     * @throws ConfigurationException if tables or columns are missing, or are of another release
     */
    void validate() {
        OptionalInt version = version();
        if (version.isEmpty()) {
            throw new ConfigurationException("The store '" + store + "' finds no version in the table "
                    + tables.version() + ". Set schema=create, or run the script "
                    + database.script().orElse("of carillon-jpa") + " from the jar of carillon-jpa.");
        }
        if (version.getAsInt() != KNOWN) {
            throw new ConfigurationException("The tables of the store '" + store + "' are of version "
                    + version.getAsInt() + ", and this release of Carillon works with version " + KNOWN + ". "
                    + (version.getAsInt() > KNOWN
                            ? "Run a newer release of Carillon."
                            : "Run the scripts of the versions between from the jar of carillon-jpa."));
        }
        Optional<String> missing = Stream.of(
                        "select " + StoredText.COLUMNS
                                + ", j.namespace, j.executor, j.target, j.state, j.held, j.cancels, j.tags from "
                                + tables.job() + " j where 1 = 0",
                        "select n.namespace, n.id, n.epoch, n.beats, n.living, n.seen_time from " + tables.node()
                                + " n where 1 = 0",
                        "select r.namespace, r.ended_time, r.run_id, r.job_id, r.cause, r.scheduled_time, r.started_time,"
                                + " r.node, r.attempt, r.fence, r.outcome, r.error, r.return_value, r.keep_count,"
                                + " r.keep_until from " + tables.history() + " r where 1 = 0")
                .flatMap(query -> fault(query).stream())
                .findFirst();
        missing.ifPresent(fault -> {
            throw new ConfigurationException("The tables of the store '" + store + "' lack something (" + fault
                    + "). Compare them with the script in the jar of carillon-jpa.");
        });
        database.collation().ifPresent(wanted -> {
            requireCollation(tables.job(), "id", wanted);
            requireCollation(tables.node(), "id", wanted);
            requireCollation(tables.history(), "job_id", wanted);
        });
    }

    /** Ids that differ must differ for the database: it would take "a" for "A", or "a" for "a" and a blank. */
    private void requireCollation(String table, String column, Database.Collation wanted) {
        String query = "select " + wanted.function() + "(max(" + column + ")) from " + table + " where 1 = 0";
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            String present = row.next() ? row.getString(1) : null;
            if (!wanted.name().equals(present)) {
                throw new ConfigurationException(
                        "The column " + column + " of the table " + table + " of the store '" + store
                                + "' has the collation " + present + ", and ids are compared byte by byte: it must be "
                                + wanted.name() + ". Make the table as the script in the jar of carillon-jpa does.");
            }
        } catch (SQLException silence) {
            throw unavailable(silence);
        }
    }

    private Optional<String> fault(String query) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeQuery(query).close();
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(refused.toString());
        }
    }

    /** Reads the largest version on record; empty if there is no such table or no row. */
    private OptionalInt version() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(version) from " + tables.version())) {
            int version = row.next() ? row.getInt(1) : 0;
            return version == 0 ? OptionalInt.empty() : OptionalInt.of(version);
        } catch (SQLException refused) {
            if (isAboutNames(refused)) {
                return OptionalInt.empty();
            }
            throw unavailable(refused);
        }
    }

    private StoreUnavailableException unavailable(SQLException silence) {
        return new StoreUnavailableException(
                "The store '" + store + "' could not look for its tables (" + silence
                        + "). Look whether its database is up and reachable.",
                silence);
    }

    /** Tells whether a table or a schema is missing: by the standard's classes, and H2's own code for schemas. */
    private static boolean isAboutNames(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        return state.startsWith("42") || state.startsWith("3F") || state.equals("90079");
    }
}
