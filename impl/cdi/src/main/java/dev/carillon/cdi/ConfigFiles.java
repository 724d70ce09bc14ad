package dev.carillon.cdi;

import dev.carillon.core.config.ConfigSource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;

/** The files {@code META-INF/microprofile-config.properties} of an application. */
final class ConfigFiles {

    private static final String FILE = "META-INF/microprofile-config.properties";

    private ConfigFiles() {}

    /** Reads them all; of files that say different things of a key, the first on the class path counts. */
    static ConfigSource of(ClassLoader loader) {
        ConfigSource all = ConfigSource.of(Map.of());
        try {
            for (URL file : Collections.list(loader.getResources(FILE))) {
                all = all.over(ConfigSource.of(read(file)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + FILE, unreadable);
        }
        return all;
    }

    private static Properties read(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        // a cached connection would keep the application's jar open after it is undeployed
        connection.setUseCaches(false);
        Properties values = new Properties();
        try (Reader reader = new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
            values.load(reader);
        }
        return values;
    }
}
