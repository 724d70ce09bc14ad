package dev.carillon.spi;

import java.util.Map;
import java.util.Optional;

/**
 * What a store is opened with.
 *
 * @param name its name in the configuration
 * @param namespace part of every key, so that applications may share tables
 * @param options what the configuration says of it, in kebab case, without {@code type}
 * @param codec turns records into text
 */
public record StoreSettings(String name, String namespace, Map<String, String> options, RecordCodec codec) {

    public StoreSettings {
        options = Map.copyOf(options);
    }

    /**
     * Returns an option.
     *
     * @param option its name
     * @return its text, trimmed; empty if it is not given or blank
     */
    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Shows no values: some are secrets. */
    @Override
    public String toString() {
        return "store " + name + " in namespace " + namespace + " with options " + options.keySet();
    }
}
