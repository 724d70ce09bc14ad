package dev.carillon.core.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Where configuration comes from: MicroProfile Config, a properties file or a map. The reader cannot tell, and need not. */
public interface ConfigSource {

    /**
     * Reads a value.
     *
     * @param key its key
     * @return its text, with expressions expanded where the source has them; empty if it is not given
     */
    Optional<String> value(String key);

    /**
     * Names the keys that are given.
     *
     * @return the keys; those of environment variables may be missing from it, or be there in any form
     */
    Iterable<String> keys();

    /**
     * Tells whether {@link #keys()} leaves out nothing, so that what it does not name need not be asked for. A key may be
     * named there as an environment variable is, in upper case and with every character but letters and digits replaced.
     *
     * @return whether every key that is given is named; {@code false} where that is not known
     */
    default boolean namesAll() {
        return false;
    }

    /**
     * Adds a source that is asked for what this one does not have.
     *
     * @param lower the source that is asked second
     * @return both
     */
    default ConfigSource over(ConfigSource lower) {
        ConfigSource upper = this;
        return new ConfigSource() {
            @Override
            public Optional<String> value(String key) {
                return upper.value(key).or(() -> lower.value(key));
            }

            @Override
            public Iterable<String> keys() {
                Set<String> both = new TreeSet<>();
                upper.keys().forEach(both::add);
                lower.keys().forEach(both::add);
                return both;
            }

            @Override
            public boolean namesAll() {
                return upper.namesAll() && lower.namesAll();
            }
        };
    }

    /**
     * Reads from a map. Values are taken as they are.
     *
     * @param values the values by key
     * @return the source; later changes of the map are not seen
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

            @Override
            public boolean namesAll() {
                return true;
            }
        };
    }

    /**
     * Reads from properties, such as those of the system. Values are taken as they are; what is not text is left out.
     *
     * @param properties the properties, with their defaults
     * @return the source; later changes of the properties are not seen
     */
    static ConfigSource of(Properties properties) {
        Map<String, String> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key));
        }
        return of(values);
    }

    /**
     * Reads from a properties file in UTF-8. Values are taken as they are.
     *
     * @param file the file
     * @return the source; later changes of the file are not seen
     * @throws IOException if it cannot be read
     */
    static ConfigSource of(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return of(properties);
    }

    /**
     * Reads from environment variables by the rule of MicroProfile Config: the key itself, then with every character but
     * letters and digits replaced by {@code _}, then that in upper case. It names no keys, since environments hold much
     * that was meant for others.
     *
     * @param variables the variables, such as {@link System#getenv()}
     * @return the source; later changes of the map are not seen
     */
    static ConfigSource ofEnvironment(Map<String, String> variables) {
        Map<String, String> copy = Map.copyOf(variables);
        return new ConfigSource() {
            @Override
            public Optional<String> value(String key) {
                String name = key.replaceAll("[^A-Za-z0-9]", "_");
                return Optional.ofNullable(copy.get(key))
                        .or(() -> Optional.ofNullable(copy.get(name)))
                        .or(() -> Optional.ofNullable(copy.get(name.toUpperCase(Locale.ROOT))));
            }

            @Override
            public Iterable<String> keys() {
                return Set.of();
            }
        };
    }
}
