package dev.carillon.cdi;

import dev.carillon.core.config.ConfigSource;

/** Finds where the configuration of an application comes from. */
final class ApplicationConfig {

    private static final System.Logger LOG = System.getLogger("dev.carillon.cdi");

    private ApplicationConfig() {}

    /**
     * Returns MicroProfile Config where there is one, else its usual sources without it: system properties, environment
     * variables, {@code META-INF/microprofile-config.properties}; references in values are not expanded then.
     *
     * @param loader the class loader of the application
     */
    static ConfigSource of(ClassLoader loader) {
        try {
            return MicroProfileConfigSource.of(loader);
        } catch (LinkageError | IllegalStateException absent) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "CARL-5004 There is no MicroProfile Config ({0}); system properties, environment variables and"
                            + " META-INF/microprofile-config.properties are read instead",
                    absent.getMessage());
            return ConfigSource.of(System.getProperties())
                    .over(ConfigSource.ofEnvironment(System.getenv()))
                    .over(ConfigFiles.of(loader));
        }
    }
}
