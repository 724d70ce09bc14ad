package dev.carillon.cdi;

import dev.carillon.core.config.ConfigSource;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** MicroProfile Config. Only this class knows it, and it is not loaded where there is none. */
record MicroProfileConfigSource(Config config) implements ConfigSource {

    /**
     * Opens the configuration of an application.
     *
     * @param loader the class loader of the application
     * @throws LinkageError if its classes are missing
     * @throws IllegalStateException if its implementation is missing
     */
    static ConfigSource of(ClassLoader loader) {
        return new MicroProfileConfigSource(ConfigProvider.getConfig(loader));
    }

    @Override
    public Optional<String> value(String key) {
        return config.getOptionalValue(key, String.class);
    }

    @Override
    public Iterable<String> keys() {
        return config.getPropertyNames();
    }

    /** A source that names nothing, such as a vault, may hold anything, unless it is that of an implementation's defaults. */
    @Override
    public boolean namesAll() {
        for (org.eclipse.microprofile.config.spi.ConfigSource source : config.getConfigSources()) {
            if (source.getPropertyNames().isEmpty() && source.getOrdinal() != Integer.MIN_VALUE) {
                return false;
            }
        }
        return true;
    }
}
