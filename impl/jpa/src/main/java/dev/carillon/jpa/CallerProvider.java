package dev.carillon.jpa;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Jakarta Persistence 3.1 has no words for, and a caller's entity manager is asked for: its connection, and to be
 * told of its commit. Reached by name, since the provider of the application need not be the one, nor of the version, that
 * is on the store's own class path.
 */
enum CallerProvider {
    HIBERNATE {
        @Override
        <T> T onConnection(EntityManager em, Function<Connection, T> work) {
            Object session = em.getDelegate();
            Class<?> type = type(session, "org.hibernate.Session");
            Class<?> callback = type(session, "org.hibernate.jdbc.ReturningWork");
            Object asCallback = listener(callback, (name, argument) -> work.apply((Connection) argument));
            @SuppressWarnings("unchecked") // it returns what the callback does
            T result = (T) call(type, "doReturningWork", callback, session, asCallback);
            return result;
        }

        @Override
        void afterCommit(EntityManager em, Runnable action) {
            Object session = em.getDelegate();
            Object transaction = call(type(session, "org.hibernate.Session"), "getTransaction", null, session, null);
            call(
                    type(session, "org.hibernate.Transaction"),
                    "registerSynchronization",
                    Synchronization.class,
                    transaction,
                    new AfterCommit(action));
        }
    },

    ECLIPSELINK {
        @Override
        <T> T onConnection(EntityManager em, Function<Connection, T> work) {
            return work.apply(em.unwrap(Connection.class));
        }

        @Override
        void afterCommit(EntityManager em, Runnable action) {
            Object delegate = em.getDelegate();
            Object unitOfWork = em.unwrap(type(delegate, "org.eclipse.persistence.sessions.UnitOfWork"));
            Object events = call(
                    type(delegate, "org.eclipse.persistence.sessions.Session"),
                    "getEventManager",
                    null,
                    unitOfWork,
                    null);
            Class<?> manager = type(delegate, "org.eclipse.persistence.sessions.SessionEventManager");
            Class<?> type = type(delegate, "org.eclipse.persistence.sessions.SessionEventListener");
            // a unit of work outlives its transaction
            boolean[] over = new boolean[1];
            Object listener = listener(type, (name, argument) -> {
                boolean committed = name.equals("postCommitUnitOfWork");
                if (committed && !over[0]) {
                    action.run();
                }
                over[0] |= committed || name.equals("postReleaseUnitOfWork") || name.equals("postRollbackTransaction");
                return null;
            });
            call(manager, "addListener", type, events, listener);
        }
    };

    /** Does work on the connection of the transaction. */
    abstract <T> T onConnection(EntityManager em, Function<Connection, T> work);

    /** Runs an action after the commit, and never after a rollback. */
    abstract void afterCommit(EntityManager em, Runnable action);

    /**
     * Recognises the provider of an entity manager, also behind the proxy of a container.
     *
     * @throws IllegalArgumentException if it is another
     */
    static CallerProvider of(EntityManager em) {
        String name = em.getDelegate().getClass().getName();
        if (name.startsWith("org.hibernate.")) {
            return HIBERNATE;
        }
        if (name.startsWith("org.eclipse.persistence.")) {
            return ECLIPSELINK;
        }
        throw new IllegalArgumentException("within(...) knows the entity managers of Hibernate and EclipseLink, and was"
                + " given a " + name + ". Use one of these, or change jobs outside of the transaction.");
    }

    private static Class<?> type(Object ofProvider, String name) {
        try {
            return Class.forName(name, false, ofProvider.getClass().getClassLoader());
        } catch (ClassNotFoundException unknown) {
            throw unknown(unknown);
        }
    }

    private static Object call(
            Class<?> type, String name, @Nullable Class<?> parameter, Object on, @Nullable Object argument) {
        try {
            Method method = parameter == null ? type.getMethod(name) : type.getMethod(name, parameter);
            return parameter == null ? method.invoke(on) : method.invoke(on, argument);
        } catch (NoSuchMethodException | IllegalAccessException unknown) {
            throw unknown(unknown);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    private static IllegalArgumentException unknown(ReflectiveOperationException unknown) {
        return new IllegalArgumentException(
                "within(...) does not know this version of the persistence provider (" + unknown
                        + "). Use Hibernate 6 or 7, or EclipseLink 4 or 5.",
                unknown);
    }

    /** What a listener of a provider does, by the name of what happened. */
    private interface Happening {
        @Nullable
        Object handle(String name, @Nullable Object argument);
    }

    private static Object listener(Class<?> type, Happening happening) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "Carillon";
                    default ->
                        happening.handle(
                                method.getName(), arguments == null || arguments.length == 0 ? null : arguments[0]);
                });
    }

    /** In a class of its own: EclipseLink in Java SE comes without these types. */
    private record AfterCommit(Runnable action) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // it is the commit that counts
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                action.run();
            }
        }
    }
}
