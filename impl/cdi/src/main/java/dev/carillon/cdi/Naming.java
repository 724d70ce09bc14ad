package dev.carillon.cdi;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The names of the container (JNDI); there are none in Java SE. */
final class Naming {

    /** Finds what a name is bound to. */
    interface Lookup {

        Object lookUp(String name) throws NamingException;
    }

    private final Lookup names;

    Naming(Lookup names) {
        this.names = names;
    }

    /** Returns the names that the container shows to the calling thread. */
    @SuppressWarnings("BanJNDI") // the names are constants of ours, below java:
    static Naming ofContainer() {
        return new Naming(InitialContext::doLookup);
    }

    /**
     * Looks for something.
     *
     * @param name its name
     * @param type what it must be
     * @return the thing; empty if the name is not bound, or not on this thread, or there are no names at all
     */
    <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = names.lookUp(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException | IllegalStateException absent) {
            return Optional.empty();
        }
    }
}
