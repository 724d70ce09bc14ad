package dev.carillon.jpa;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Asked by a pool about each error of its connections. An outage is one fact, and is told of once, by whoever needs the
 * store. The pool, and the provider before it, would write lines of their own for each connection that it breaks; the
 * provider does so for every {@link SQLException}, and so the loss of a connection leaves the pool as another exception.
 *
 * <p>Only the first that a thread meets in its work: what the provider then does to end a transaction has to fail in the
 * way that it expects, or it would not give the connection back.
 */
final class LostConnections implements SQLExceptionOverride {

    private final Failures failures;
    // what one pool has told a thread is no business of another
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Boolean> told = ThreadLocal.withInitial(() -> false);

    private volatile @Nullable HikariDataSource pool;

    LostConnections(Failures failures) {
        this.failures = failures;
    }

    /** Names the pool, which cannot be made before this. */
    void areOf(HikariDataSource opened) {
        pool = opened;
    }

    /** The calling thread begins other work. */
    void forget() {
        told.remove();
    }

    /** Where one is dead the others are as well; each would be found out, and logged, at its next use. */
    void evictAll() {
        HikariDataSource opened = pool;
        if (opened != null) {
            opened.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        if (pool == null || !Door.isOfConnection(failure)) {
            return SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
        evictAll();
        if (told.get()) {
            return SQLExceptionOverride.Override.DO_NOT_EVICT;
        }
        told.set(true);
        throw failures.gone(failure);
    }
}
