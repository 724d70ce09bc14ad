package dev.carillon.cdi;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The names of the container (JNDI); there are none in Java SE. */
final class Naming {

    /**
     * Looks for something.
     *
     * @param name its name
     * @param type what it must be
     * @return the thing; empty if the name is not bound, or not on this thread, or there are no names at all
     */
    @SuppressWarnings("BanJNDI") // the names are constants of ours, below java:
    <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = InitialContext.doLookup(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException | IllegalStateException absent) {
            return Optional.empty();
        }
    }
}
