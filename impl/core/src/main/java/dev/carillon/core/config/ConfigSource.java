package dev.carillon.core.config;

import java.util.Map;
import java.util.Optional;

/** Where configuration comes from: MicroProfile Config, a properties file or a map. The reader cannot tell, and need not. */
public interface ConfigSource {

    /**
     * Reads a value.
     *
     * @param key its key
     * @return its text, with expressions expanded; empty if it is not given
     */
    Optional<String> value(String key);

    /**
     * Names the keys that are given.
     *
     * @return the keys; environment variables may be missing from it
     */
    Iterable<String> keys();

    /**
     * Reads from a map.
     *
     * @param values the values by key
     * @return the source
     */
    static ConfigSource of(Map<String, String> values) {
        Map<String, String> copy = Map.copyOf(values);
        return new ConfigSource() {
            @Override
            public Optional<String> value(String key) {
                return Optional.ofNullable(copy.get(key));
            }

            @Override
            public Iterable<String> keys() {
                return copy.keySet();
            }
        };
    }
}
