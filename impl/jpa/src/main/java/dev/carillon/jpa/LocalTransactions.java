package dev.carillon.jpa;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/** Transactions of the entity manager itself, where there is no container. */
final class LocalTransactions implements Transactions {

    private final Unit unit;
    private final Failures failures;
    private final Door door;
    private final Optional<Lending> lending;
    private final Runnable afterClose;

    /**
     * Makes them.
     *
     * @param lending how the unit can work on a connection of a caller; empty if it gets its connections elsewhere
     */
    LocalTransactions(Unit unit, Failures failures, Door door, Optional<Lending> lending, Runnable afterClose) {
        this.unit = unit;
        this.failures = failures;
        this.door = door;
        this.lending = lending;
        this.afterClose = afterClose;
    }

    /**
     * Where the unit gets its connections.
     *
     * @param address the database behind it
     */
    record Lending(LendingSource source, CallerTransactions.Address address) {}

    @Override
    public Transactions of(EntityManager caller) {
        return lending.map(lent -> new CallerTransactions(caller, this, lent.source(), failures, lent.address()))
                .orElseThrow(() -> new IllegalArgumentException("The store '" + failures.store()
                        + "' works with a persistence unit of the application, which cannot work within another's"
                        + " transaction. Leave the option persistence-unit out."));
    }

    @Override
    public <T> T joined(Function<EntityManager, T> work) {
        return own(work);
    }

    @Override
    public <T> T own(Function<EntityManager, T> work) {
        return failures.tryAgain(unit, () -> once(work));
    }

    /** Does work in a transaction of the unit, without another try. */
    <T> T once(Function<EntityManager, T> work) {
        try {
            door.pass();
        } catch (SQLException gone) {
            throw failures.gone(gone);
        }
        EntityManager em = unit.factory().createEntityManager();
        try {
            em.getTransaction().begin();
            unit.beginNow(em);
            T result = work.apply(em);
            em.getTransaction().commit();
            em.close();
            return result;
        } catch (RuntimeException | Error failure) {
            door.failed(failure);
            abandon(em, failure);
            throw failure;
        }
    }

    private static void abandon(EntityManager em, Throwable failure) {
        // a transaction that cannot be rolled back still has a connection, which goes back with its entity manager
        attempt(failure, () -> {
            if (em.isOpen() && em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
        });
        attempt(failure, () -> {
            if (em.isOpen()) {
                em.close();
            }
        });
    }

    private static void attempt(Throwable failure, Runnable end) {
        try {
            end.run();
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }

    @Override
    public void close() {
        unit.close();
        afterClose.run();
    }
}
