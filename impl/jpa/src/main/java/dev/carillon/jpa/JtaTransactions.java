package dev.carillon.jpa;

import dev.carillon.CarillonException;
import dev.carillon.StoreUnavailableException;
import jakarta.persistence.EntityManager;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Transactions of the container. The caller's is joined and never ended here; one of its own is begun and ended with the
 * {@code UserTransaction} that was looked up when the store was opened, since names do not resolve on every thread.
 *
 * <p>A transaction cannot be suspended by what every container offers. So work in a transaction of its own, asked for by
 * a thread that has one already, is done on another thread.
 */
final class JtaTransactions implements Transactions {

    private static final String USER = "java:comp/UserTransaction";
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private final Unit unit;
    private final UserTransaction user;
    private final TransactionSynchronizationRegistry registry;
    private final Failures failures;

    JtaTransactions(Unit unit, UserTransaction user, TransactionSynchronizationRegistry registry, Failures failures) {
        this.unit = unit;
        this.user = user;
        this.registry = registry;
        this.failures = failures;
    }

    /** Tells whether there are transactions of a container; needs no class that may be missing. */
    static boolean areThere() {
        return Naming.find(USER, Object.class).isPresent()
                && Naming.find(REGISTRY, Object.class).isPresent();
    }

    /** Makes them, with what the container has under the names of the platform. */
    static JtaTransactions of(Unit unit, Failures failures) {
        return new JtaTransactions(
                unit,
                Naming.find(USER, UserTransaction.class).orElseThrow(),
                Naming.find(REGISTRY, TransactionSynchronizationRegistry.class).orElseThrow(),
                failures);
    }

    /** Asks the registry: the {@code UserTransaction} refuses to answer where the container manages transactions. */
    private boolean callerHasOne() {
        return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public <T> T joined(Function<EntityManager, T> work) {
        failures.requireOpen(unit);
        if (!callerHasOne()) {
            return own(work);
        }
        if (registry.getTransactionStatus() == Status.STATUS_MARKED_ROLLBACK) {
            throw new StoreUnavailableException(
                    "The transaction of the caller is marked for rollback, so that the store '" + failures.store()
                            + "' can do nothing in it. Look for the error that came before.");
        }
        try {
            return inPresentTransaction(work);
        } catch (RuntimeException failure) {
            throw failures.seenByCaller(failure);
        }
    }

    @Override
    public <T> T own(Function<EntityManager, T> work) {
        return callerHasOne() ? onAnotherThread(work) : tried(work);
    }

    private <T> T onAnotherThread(Function<EntityManager, T> work) {
        FutureTask<T> task = new FutureTask<>(() -> tried(work));
        Thread thread = new Thread(task, "carillon-" + failures.store() + "-own-transaction");
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CarillonException("Work on the store '" + failures.store() + "' failed.", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "Work on the store '" + failures.store() + "' was interrupted; it may or may not have taken place.",
                    interrupted);
        }
    }

    private <T> T tried(Function<EntityManager, T> work) {
        return failures.tryAgain(unit, () -> once(work));
    }

    private <T> T once(Function<EntityManager, T> work) {
        try {
            user.begin();
        } catch (NotSupportedException | SystemException refused) {
            throw refused("begin", refused);
        }
        try {
            T result = inPresentTransaction(work);
            user.commit();
            return result;
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException refused) {
            StoreUnavailableException failure = refused("commit", refused);
            abandon(failure);
            throw failure;
        } catch (RuntimeException | Error failure) {
            abandon(failure);
            throw failure;
        }
    }

    /** A transaction that stays on a thread of the container breaks whoever is next to use that thread. */
    private void abandon(Throwable failure) {
        try {
            if (callerHasOne()) {
                user.rollback();
            }
        } catch (SystemException | RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    private StoreUnavailableException refused(String verb, Exception cause) {
        return new StoreUnavailableException(
                "The container could not " + verb + " a transaction of the store '" + failures.store() + "' (" + cause
                        + "). It is tried again by itself; look into the log of the transaction manager.",
                cause);
    }

    private <T> T inPresentTransaction(Function<EntityManager, T> work) {
        EntityManager em = unit.factory().createEntityManager();
        try {
            if (!em.isJoinedToTransaction()) {
                throw new CarillonException("The persistence unit of the store '" + failures.store()
                        + "' does not take part in the container's transactions, so that writes could get lost."
                        + " Name a provider that belongs to this server with the option provider.");
            }
            unit.beginNow(em);
            T result = work.apply(em);
            em.flush();
            return result;
        } finally {
            em.close();
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        if (!callerHasOne()) {
            action.run();
            return;
        }
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }

    @Override
    public Transactions of(EntityManager caller) {
        throw new IllegalArgumentException("The store '" + failures.store()
                + "' takes part in the transactions of the container. Use the scheduler itself in such a transaction;"
                + " within(entityManager) is for stores without a container.");
    }

    @Override
    public void close() {
        unit.close();
    }
}
