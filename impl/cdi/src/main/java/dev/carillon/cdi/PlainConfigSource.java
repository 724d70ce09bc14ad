package dev.carillon.cdi;

import dev.carillon.core.config.ConfigSource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sources that MicroProfile Config has by default, in its order, for containers without it. Expressions in values are
 * not expanded.
 */
final class PlainConfigSource implements ConfigSource {

    private static final String FILE = "META-INF/microprofile-config.properties";

    private final Map<String, String> system;
    private final Map<String, String> environment;
    private final Map<String, String> files;

    PlainConfigSource(Map<String, String> system, Map<String, String> environment, Map<String, String> files) {
        this.system = Map.copyOf(system);
        this.environment = Map.copyOf(environment);
        this.files = Map.copyOf(files);
    }

    static ConfigSource of(ClassLoader loader) {
        return new PlainConfigSource(texts(System.getProperties()), System.getenv(), files(loader));
    }

    private static Map<String, String> files(ClassLoader loader) {
        Map<String, String> values = new HashMap<>();
        try {
            List<URL> found = new ArrayList<>(Collections.list(loader.getResources(FILE)));
            for (URL file : found) {
                texts(read(file)).forEach(values::putIfAbsent);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + FILE, unreadable);
        }
        return values;
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

    private static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    @Override
    public Optional<String> value(String key) {
        return Optional.ofNullable(system.get(key))
                .or(() -> fromEnvironment(key))
                .or(() -> Optional.ofNullable(files.get(key)))
                .filter(text -> !text.isEmpty());
    }

    private Optional<String> fromEnvironment(String key) {
        String replaced = key.replaceAll("[^A-Za-z0-9]", "_");
        return Optional.ofNullable(environment.get(key))
                .or(() -> Optional.ofNullable(environment.get(replaced)))
                .or(() -> Optional.ofNullable(environment.get(replaced.toUpperCase(Locale.ROOT))));
    }

    @Override
    public Iterable<String> keys() {
        Set<String> keys = new TreeSet<>(files.keySet());
        keys.addAll(system.keySet());
        return keys;
    }
}
