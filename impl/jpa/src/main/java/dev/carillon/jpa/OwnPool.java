package dev.carillon.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** The pool of a store that is given an address. The only class that needs HikariCP, which may be missing. */
final class OwnPool implements AutoCloseable, Door {

    private static final long WAIT_MILLIS = 5_000;
    private static final long MOST_IDLE_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final DataSource bare;
    private final LostConnections lost;
    private volatile boolean shut;

    private OwnPool(HikariDataSource pool, DataSource bare, LostConnections lost) {
        this.pool = pool;
        this.bare = bare;
        this.lost = lost;
    }

    /**
     * Opens a pool.
     *
     * @throws NoClassDefFoundError if HikariCP is missing
     */
    static OwnPool open(String store, JpaOptions.Source.Address address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("carillon-" + store);
        config.setJdbcUrl(leftToUs(address.url()));
        address.username().ifPresent(config::setUsername);
        address.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(address.poolSize());
        // none is made in advance: while a database is gone the pool would try ever more rarely, and be late in the end
        config.setMinimumIdle(0);
        // a silent database is to be noticed long before a lease of 15 s runs out
        config.setConnectionTimeout(WAIT_MILLIS);
        // what compares and sets must see what others have committed since it began
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (address.url().startsWith("jdbc:postgresql:")) {
            // a connection that was cut off is noticed by nobody else
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("connectTimeout", "5");
            config.addDataSourceProperty("socketTimeout", "30");
            // nothing of ours waits long for a row that another transaction has
            config.addDataSourceProperty("options", "-c lock_timeout=1000");
            // a process that stands still, or is cut off, in the midst of a transaction must not keep its locks: the
            // end of its own lease would wait for them, and with it every node that looks after it
            config.setConnectionInitSql("set idle_in_transaction_session_timeout = " + MOST_IDLE_MILLIS);
        }
        if (address.url().startsWith("jdbc:mariadb:")) {
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("connectTimeout", "5000");
            config.addDataSourceProperty("socketTimeout", "30000");
            config.addDataSourceProperty(
                    "sessionVariables",
                    "innodb_lock_wait_timeout=1,lock_wait_timeout=1,idle_transaction_timeout="
                            + MOST_IDLE_MILLIS / 1_000);
        }
        LostConnections lost = new LostConnections(new Failures(store));
        config.setExceptionOverride(lost);
        HikariDataSource pool = new HikariDataSource(config);
        lost.areOf(pool);
        DataSource bare = new DriverDataSource(
                config.getJdbcUrl(),
                config.getDriverClassName(),
                config.getDataSourceProperties(),
                config.getUsername(),
                config.getPassword());
        return new OwnPool(pool, bare, lost);
    }

    /** H2 would close a database when the process is asked to end, before the scheduler has written how its runs ended. */
    private static String leftToUs(String url) {
        boolean h2 = url.startsWith("jdbc:h2:");
        return h2 && !url.toUpperCase(Locale.ROOT).contains("DB_CLOSE_ON_EXIT") ? url + ";DB_CLOSE_ON_EXIT=FALSE" : url;
    }

    DataSource source() {
        return pool;
    }

    @Override
    public void pass() throws SQLException {
        lost.forget();
        if (shut) {
            try (Connection knock = bare.getConnection()) {
                shut = !knock.isValid(1);
            }
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (!shut && Door.isOfConnection(failure)) {
            shut = true;
            lost.evictAll();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
