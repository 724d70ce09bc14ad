package dev.carillon.jpa;

import dev.carillon.ConfigurationException;
import dev.carillon.JobDefinitionException;
import dev.carillon.StoreUnavailableException;
import dev.carillon.jpa.JpaOptions.Source;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.JobStoreProvider;
import dev.carillon.spi.StoreSettings;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/**
 * Makes stores of type {@code jpa}. The options are listed in the README of this room.
 *
 * <p>A store on a {@code datasource} takes part in the transactions of the container, if there is one; open it where the
 * names of the application resolve, and outside of a transaction. A store on a {@code url} has a pool of its own, and
 * transactions of its own.
 */
public final class JpaJobStoreProvider implements JobStoreProvider {

    private static final System.Logger LOG = System.getLogger("dev.carillon.jpa");

    private final BiFunction<Database, Tables, HotStatements> statements;

    /** For {@link java.util.ServiceLoader}. */
    public JpaJobStoreProvider() {
        this(Database::statements);
    }

    JpaJobStoreProvider(BiFunction<Database, Tables, HotStatements> statements) {
        this.statements = statements;
    }

    @Override
    public String type() {
        return "jpa";
    }

    @Override
    public Set<String> options() {
        return JpaOptions.ALL;
    }

    @Override
    public List<String> check(StoreSettings settings) {
        List<String> faults = new ArrayList<>();
        JpaOptions options = JpaOptions.read(settings, faults);
        if (!faults.isEmpty()) {
            return faults;
        }
        if (options.source() instanceof Source.Container container
                && Naming.find(container.jndiName(), DataSource.class).isEmpty()) {
            faults.add(noDataSource(settings, container));
        }
        if (options.source() instanceof Source.Address && !canPool()) {
            faults.add(noPool(settings));
        }
        return faults;
    }

    private static String noDataSource(StoreSettings settings, Source.Container container) {
        return "The store '" + settings.name() + "' finds no data source under the JNDI name '" + container.jndiName()
                + "'. Define it in the server, or correct the option datasource.";
    }

    private static String noPool(StoreSettings settings) {
        return "The store '" + settings.name() + "' is given a url and needs a connection pool."
                + " Add com.zaxxer:HikariCP to the application, or use the option datasource.";
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException if the tables are missing, cannot be made, or are of another release
     */
    @Override
    public JobStore open(StoreSettings settings) {
        List<String> faults = new ArrayList<>();
        JpaOptions options = JpaOptions.read(settings, faults);
        if (!faults.isEmpty()) {
            throw new JobDefinitionException(String.join("\n", faults));
        }
        if (options.source() instanceof Source.Container container) {
            DataSource source = Naming.find(container.jndiName(), DataSource.class)
                    .orElseThrow(() -> new JobDefinitionException(noDataSource(settings, container)));
            return open(settings, options, source, JtaTransactions.areThere(), Door.OPEN, () -> {});
        }
        if (!canPool()) {
            throw new JobDefinitionException(noPool(settings));
        }
        OwnPool pool = pool(settings, (Source.Address) options.source());
        try {
            return open(settings, options, pool.source(), false, pool, pool::close);
        } catch (RuntimeException | Error failure) {
            pool.close();
            throw failure;
        }
    }

    private static boolean canPool() {
        try {
            Class.forName("com.zaxxer.hikari.HikariDataSource", false, JpaJobStoreProvider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    private static OwnPool pool(StoreSettings settings, Source.Address address) {
        try {
            return OwnPool.open(settings.name(), address);
        } catch (RuntimeException failure) {
            // what the pool says can hold the address, and that a password
            Throwable root = failure;
            SQLException refusal = null;
            while (root.getCause() != null) {
                root = root.getCause();
                refusal = root instanceof SQLException error ? error : refusal;
            }
            String message = "The store '" + settings.name() + "' cannot reach its database (" + words(root)
                    + "). Look whether it is up, and whether url, username, password and the driver are right.";
            if (refusal == null || isMistake(refusal) || !hasDriver(address)) {
                throw new JobDefinitionException(message);
            }
            throw new StoreUnavailableException(message, new SQLException(words(root), refusal.getSQLState()));
        }
    }

    private static boolean hasDriver(Source.Address address) {
        try {
            return DriverManager.getDriver(address.url()) != null;
        } catch (SQLException missing) {
            return false;
        }
    }

    /** A wrong name or password, or a database that is not there, will not mend itself. */
    private static boolean isMistake(SQLException refusal) {
        String state = refusal.getSQLState();
        return state != null && (state.startsWith("28") || state.startsWith("3D"));
    }

    private static String words(Throwable root) {
        return root instanceof SQLException ? root.toString() : root.getClass().getName();
    }

    private JobStore open(
            StoreSettings settings,
            JpaOptions options,
            DataSource source,
            boolean jta,
            Door door,
            Runnable afterClose) {
        Database database = database(settings, source);
        SchemaVersion schema = new SchemaVersion(settings.name(), database, options.tables(), source);
        if (options.schema() == JpaOptions.Schema.CREATE) {
            schema.create();
        }
        if (options.schema() != JpaOptions.Schema.NONE) {
            schema.validate();
        }
        Transactions transactions = transactions(settings, options, database, source, jta, door, afterClose);
        try {
            Instant now = transactions.own(em -> database.now(em, options.tables()));
            HotStatements hot = statements.apply(database, options.tables());
            return new JpaJobStore(
                    settings.namespace(),
                    settings.codec(),
                    transactions,
                    database,
                    options.tables(),
                    hot,
                    new JpaHistory(settings.namespace(), options.tables(), hot, options.history()),
                    new StoreClock(System::nanoTime, now),
                    signals(settings, options, database, source));
        } catch (RuntimeException | Error failure) {
            transactions.close();
            throw failure;
        }
    }

    private static ChangeSignals signals(
            StoreSettings settings, JpaOptions options, Database database, DataSource source) {
        return options.signals() && database == Database.POSTGRESQL && canListen()
                ? new PostgreSqlSignals(
                        settings.name(), source, options.tables().job() + " " + settings.namespace())
                : ChangeSignals.NONE;
    }

    /** In a container the driver may belong to the server alone. */
    private static boolean canListen() {
        try {
            Class.forName("org.postgresql.PGConnection", false, JpaJobStoreProvider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException unseen) {
            return false;
        }
    }

    private static Transactions transactions(
            StoreSettings settings,
            JpaOptions options,
            Database database,
            DataSource source,
            boolean jta,
            Door door,
            Runnable afterClose) {
        Failures failures = new Failures(settings.name());
        if (options.applicationUnit().isPresent()) {
            Unit unit = Units.ofApplication(
                    settings.name(), options.applicationUnit().get());
            return jta
                    ? JtaTransactions.of(unit, failures)
                    : new LocalTransactions(unit, failures, door, Optional.empty(), afterClose);
        }
        if (jta) {
            return JtaTransactions.of(
                    Units.build(settings.name(), options.provider(), source, true, options.tables(), database),
                    failures);
        }
        LendingSource lending = new LendingSource(source);
        Unit unit = Units.build(settings.name(), options.provider(), lending, false, options.tables(), database);
        return new LocalTransactions(
                unit,
                failures,
                door,
                Optional.of(new LocalTransactions.Lending(lending, address(settings, source))),
                afterClose);
    }

    private static CallerTransactions.Address address(StoreSettings settings, DataSource source) {
        try (Connection connection = source.getConnection()) {
            return CallerTransactions.Address.of(connection);
        } catch (SQLException silence) {
            throw silent(settings, silence);
        }
    }

    private static RuntimeException silent(StoreSettings settings, SQLException silence) {
        String message = "The store '" + settings.name() + "' cannot reach its database (" + silence
                + "). Look whether it is up, and whether its data source is right.";
        return isMistake(silence)
                ? new JobDefinitionException(message)
                : new StoreUnavailableException(message, silence);
    }

    static Database database(StoreSettings settings, DataSource source) {
        try (Connection connection = source.getConnection()) {
            requireReadCommitted(settings, connection);
            String product = connection.getMetaData().getDatabaseProductName();
            Database database = Database.of(product);
            if (!database.isTested()) {
                LOG.log(
                        Level.WARNING,
                        "CARL-6020 Store {0} is on {1}, on which Carillon is untested: it has statements that any database"
                                + " should understand, and makes no promise",
                        settings.name(),
                        product);
            }
            return database;
        } catch (SQLException silence) {
            throw silent(settings, silence);
        }
    }

    /**
     * What compares and sets must see what others have committed since it began. At REPEATABLE_READ it would read, in a
     * transaction of the caller, for ever the version that it cannot replace.
     */
    private static void requireReadCommitted(StoreSettings settings, Connection connection) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            throw new ConfigurationException("The data source of the store '" + settings.name()
                    + "' begins transactions at " + nameOf(isolation) + ", and the store needs READ_COMMITTED. Set that"
                    + " at the data source (WildFly: transaction-isolation, Open Liberty: isolationLevel, Payara and"
                    + " GlassFish: transaction-isolation-level), or in its address (MariaDB:"
                    + " sessionVariables=transaction_isolation='READ-COMMITTED').");
        }
    }

    private static String nameOf(int isolation) {
        return switch (isolation) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ_UNCOMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE_READ";
            case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
            default -> "an isolation level of number " + isolation;
        };
    }
}
