package dev.carillon.cdi;

import dev.carillon.core.config.ConfigSource;
import java.util.Optional;

/** Finds where the configuration of an application comes from. */
final class ApplicationConfig {

    private static final System.Logger LOG = System.getLogger("dev.carillon.cdi");

    private ApplicationConfig() {}

    /**
     * Returns MicroProfile Config where there is one, else the same values without it: system properties, environment
     * variables, {@code META-INF/microprofile-config.properties}. The namespace is the application's name by default.
     *
     * @param loader the class loader of the application
     * @param naming where the container tells the name of the application
     */
    static ConfigSource of(ClassLoader loader, Naming naming) {
        return withDefaultNamespace(source(loader), naming);
    }

    private static ConfigSource source(ClassLoader loader) {
        try {
            return MicroProfileConfigSource.of(loader);
        } catch (LinkageError | IllegalStateException absent) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "CARL-4004 There is no MicroProfile Config ({0}); system properties, environment variables and"
                            + " META-INF/microprofile-config.properties are read instead",
                    absent.getMessage());
            return PlainConfigSource.of(loader);
        }
    }

    private static ConfigSource withDefaultNamespace(ConfigSource source, Naming naming) {
        String key = "carillon.namespace";
        return new ConfigSource() {
            @Override
            public Optional<String> value(String wanted) {
                Optional<String> given = source.value(wanted);
                return given.isEmpty() && wanted.equals(key) ? naming.find("java:app/AppName", String.class) : given;
            }

            @Override
            public Iterable<String> keys() {
                return source.keys();
            }
        };
    }
}
