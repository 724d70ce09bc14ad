package dev.carillon.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * An application of some bean classes in whichever container is on the class path, with a configuration of its own: its
 * class loader adds one {@code META-INF/microprofile-config.properties} to the classes of the test.
 */
final class Application implements AutoCloseable {

    private final URLClassLoader loader;
    private final Path folder;
    private final SeContainer container;

    private Application(URLClassLoader loader, Path folder, SeContainer container) {
        this.loader = loader;
        this.folder = folder;
        this.container = container;
    }

    static Builder of(Class<?>... beans) {
        return new Builder(beans);
    }

    static Application start(Class<?>... beans) {
        return of(beans).start();
    }

    <T> T get(Class<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() {
        try {
            within(loader, () -> {
                container.close();
                return "";
            });
        } finally {
            discard(loader, folder);
        }
    }

    private static void discard(URLClassLoader loader, Path folder) {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig(loader));
        try (loader;
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private static <T> T within(ClassLoader loader, java.util.function.Supplier<T> work) {
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            Thread.currentThread().setContextClassLoader(outer);
        }
    }

    static final class Builder {

        private final List<Class<?>> beans;
        private final List<Extension> extensions = new ArrayList<>();
        private final Properties config = new Properties();

        private Builder(Class<?>... beans) {
            this.beans = Arrays.asList(beans);
        }

        Builder config(String key, String value) {
            config.setProperty(key, value);
            return this;
        }

        /** Adds an extension beside ours. */
        Builder extension(Extension extension) {
            extensions.add(extension);
            return this;
        }

        Application start() {
            try {
                Path folder = Files.createTempDirectory("application");
                Path file = Files.createDirectory(folder.resolve("META-INF")).resolve("microprofile-config.properties");
                try (Writer out = Files.newBufferedWriter(file)) {
                    config.store(out, null);
                }
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()}, Application.class.getClassLoader());
                return start(loader, folder);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }

        private Application start(URLClassLoader loader, Path folder) {
            boolean started = false;
            try {
                SeContainer container = within(loader, () -> initializer(loader).initialize());
                started = true;
                return new Application(loader, folder, container);
            } finally {
                if (!started) {
                    discard(loader, folder);
                }
            }
        }

        private SeContainerInitializer initializer(ClassLoader loader) {
            SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .setClassLoader(loader)
                    .addBeanClasses(beans.toArray(Class<?>[]::new))
                    .addExtensions(extensions.toArray(Extension[]::new));
            // without discovery, Weld loads no extension from the service files; OpenWebBeans does
            return initializer.getClass().getName().startsWith("org.jboss.weld")
                    ? initializer
                            .addProperty("org.jboss.weld.se.shutdownHook", false)
                            .addExtensions(new CarillonExtension())
                    : initializer;
        }
    }
}
