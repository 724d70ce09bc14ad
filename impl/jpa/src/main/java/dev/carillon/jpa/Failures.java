package dev.carillon.jpa;

import dev.carillon.CarillonException;
import dev.carillon.StoreUnavailableException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the errors of a database apart.
 *
 * @param store the name of the store, for messages; addresses and users stay out of them
 */
record Failures(String store) {

    private static final int TRIES = 5;
    private static final long LONGEST_PAUSE = 5_000_000;

    /** Work that lost against another's: deadlock, serialization failure, lock not granted in time, taken key. */
    private static final Set<String> LOST = Set.of("40001", "40P01", "55P03", "HYT00", "23505", "23000", "90131");

    /** The same of MariaDB, which has no state for them: lock not granted in time, row changed since the snapshot. */
    private static final Set<Integer> LOST_WITHOUT_STATE = Set.of(1205, 1020);

    private static final String NO_STATE = "HY000";

    /**
     * Does work in a new transaction for each try, as often as it loses against another's.
     *
     * @param unit must be open
     * @param once begins and ends a transaction
     */
    <T> T tryAgain(Unit unit, Supplier<T> once) {
        for (int tries = 1; ; tries++) {
            requireOpen(unit);
            try {
                return once.get();
            } catch (RuntimeException failure) {
                if (tries == TRIES || !isWorthAnotherTry(failure)) {
                    throw seenByCaller(failure);
                }
            }
            // who lost together is not to meet again at once
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE) * tries);
        }
    }

    void requireOpen(Unit unit) {
        if (!unit.factory().isOpen()) {
            throw new StoreUnavailableException("The store '" + store + "' is closed.");
        }
    }

    private static boolean isWorthAnotherTry(Throwable failure) {
        if (failure instanceof CarillonException) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LockTimeoutException || cause instanceof PessimisticLockException) {
                return true;
            }
            if (cause instanceof SQLException error && error.getSQLState() != null) {
                return LOST.contains(error.getSQLState())
                        || (error.getSQLState().equals(NO_STATE) && LOST_WITHOUT_STATE.contains(error.getErrorCode()));
            }
        }
        return false;
    }

    /** Returns what the caller is to see of an error: the store's silence, or the error itself if no database made it. */
    RuntimeException seenByCaller(RuntimeException failure) {
        if (failure instanceof CarillonException) {
            return failure;
        }
        SQLException database = databaseError(failure);
        if (database == null && !(failure instanceof PersistenceException)) {
            return failure;
        }
        return silence(database == null ? failure.toString() : database.toString(), failure);
    }

    /** Returns what the caller is to see of a database that cannot be reached. */
    StoreUnavailableException gone(SQLException failure) {
        return silence(failure.toString(), failure);
    }

    private StoreUnavailableException silence(String words, Exception failure) {
        return new StoreUnavailableException(
                "The store '" + store + "' did not answer or refused to (" + words
                        + "). It is asked again by itself; look whether its database is up, reachable and writable.",
                failure);
    }

    private static @Nullable SQLException databaseError(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return error;
            }
        }
        return null;
    }
}
