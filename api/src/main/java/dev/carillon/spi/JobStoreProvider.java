package dev.carillon.spi;

import dev.carillon.JobDefinitionException;
import java.util.List;
import java.util.Set;

/** Makes stores of one type; found by {@link java.util.ServiceLoader}. */
public interface JobStoreProvider {

    /**
     * Returns the word that names this type in the configuration.
     *
     * @return such as {@code jpa}
     */
    String type();

    /**
     * Returns the options it understands, in kebab case; all others are reported as unknown.
     *
     * @return such as {@code url}
     */
    Set<String> options();

    /**
     * Looks for faults without opening anything: a missing option, a bad value, a data source that cannot be found.
     *
     * @param settings its name, options and helpers
     * @return a message with a remedy for each; empty if it can be opened, as far as one can tell
     */
    List<String> check(StoreSettings settings);

    /**
     * Opens a store.
     *
     * @param settings its name, options and helpers
     * @return the store, ready for use
     * @throws JobDefinitionException if an option is missing or wrong
     * @throws dev.carillon.StoreUnavailableException if it cannot be reached
     */
    JobStore open(StoreSettings settings);
}
