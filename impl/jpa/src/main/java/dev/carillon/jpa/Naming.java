package dev.carillon.jpa;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Looks things up by their JNDI names. Only while a store is checked or opened: on other threads names of an application
 * do not resolve everywhere.
 */
final class Naming {

    private Naming() {}

    /** Finds a thing of a type; empty if there is no such name, no such thing, or no JNDI at all. */
    // names come from whoever configures the application, never from data
    @SuppressWarnings("BanJNDI")
    static <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = new InitialContext().lookup(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException absent) {
            return Optional.empty();
        }
    }
}
