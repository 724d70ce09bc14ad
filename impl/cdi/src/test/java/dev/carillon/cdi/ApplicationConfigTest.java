package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.config.ConfigSource;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationConfigTest {

    @TempDir
    Path folder;

    private URLClassLoader loader;

    @BeforeEach
    void writeFiles() throws IOException {
        loader = new URLClassLoader(
                new URL[] {
                    file("one", "only.one=1", "both=one", "reference=${only.one}"),
                    file("two", "only.two=2", "both=two")
                },
                getClass().getClassLoader());
    }

    private URL file(String name, String... lines) throws IOException {
        Path meta = Files.createDirectories(folder.resolve(name).resolve("META-INF"));
        Files.write(meta.resolve("microprofile-config.properties"), java.util.List.of(lines));
        return folder.resolve(name).toUri().toURL();
    }

    @AfterEach
    void closeFiles() throws IOException {
        loader.close();
    }

    @Test
    void all_files_of_an_application_are_read_without_micro_profile_config() {
        ConfigSource source = ConfigFiles.of(loader);
        assertThat(source.value("only.one")).contains("1");
        assertThat(source.value("only.two")).contains("2");
        assertThat(source.value("both")).contains("one");
        assertThat(source.value("neither")).isEmpty();
        assertThat(source.keys()).contains("only.one", "only.two", "both");
    }

    @Test
    void micro_profile_config_is_asked_where_there_is_one() {
        try {
            ConfigSource source = ApplicationConfig.of(loader);
            assertThat(source.value("reference")).contains("1");
            assertThat(source.keys()).contains("only.two");
        } finally {
            ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig(loader));
        }
    }

    /** Holds a value and names none, as a vault may. */
    private record Vault(Set<String> names) implements org.eclipse.microprofile.config.spi.ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return names;
        }

        @Override
        public String getValue(String name) {
            return name.equals("secret") ? "1" : null;
        }

        @Override
        public String getName() {
            return "vault";
        }
    }

    @Test
    void a_source_that_names_nothing_may_hold_anything() {
        var usual = ConfigProviderResolver.instance().getBuilder().addDefaultSources();
        assertThat(new MicroProfileConfigSource(usual.build()).namesAll()).isTrue();

        var named = ConfigProviderResolver.instance().getBuilder().withSources(new Vault(Set.of("secret")));
        assertThat(new MicroProfileConfigSource(named.build()).namesAll()).isTrue();

        var vault = ConfigProviderResolver.instance().getBuilder().withSources(new Vault(Set.of()));
        assertThat(new MicroProfileConfigSource(vault.build()).namesAll()).isFalse();
    }

    /** Sees our classes, but nothing of MicroProfile, as on a server without it. */
    private static final class WithoutMicroProfile extends ClassLoader {

        WithoutMicroProfile(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.eclipse.microprofile.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.carillon.cdi.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    @Test
    void its_usual_sources_are_read_where_its_classes_are_missing() throws ReflectiveOperationException {
        ClassLoader server = new WithoutMicroProfile(getClass().getClassLoader());
        var method = Class.forName(ApplicationConfig.class.getName(), true, server)
                .getDeclaredMethod("of", ClassLoader.class);
        method.setAccessible(true);
        ConfigSource source = (ConfigSource) method.invoke(null, loader);
        assertThat(source.value("only.two")).contains("2");
        assertThat(source.value("reference")).contains("${only.one}");
        assertThat(source.value("java.version")).contains(System.getProperty("java.version"));
        assertThat(source.value("PATH")).contains(System.getenv("PATH"));
    }
}
