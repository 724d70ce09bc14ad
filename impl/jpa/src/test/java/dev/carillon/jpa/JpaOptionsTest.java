package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.JobStoreProvider;
import dev.carillon.spi.StoreSettings;
import dev.carillon.tck.checklist.Proves;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class JpaOptionsTest {

    private final JobStoreProvider provider = new JpaJobStoreProvider();

    @Test
    void the_provider_is_found_by_its_type() {
        assertThat(ServiceLoader.load(JobStoreProvider.class))
                .filteredOn(found -> found.type().equals("jpa"))
                .singleElement()
                .isInstanceOf(JpaJobStoreProvider.class);
    }

    @Test
    void an_address_alone_is_enough() {
        assertThat(check(Map.of("url", "jdbc:h2:mem:x"))).isEmpty();
    }

    @Test
    @Proves("8.9/16")
    void exactly_one_of_data_source_and_address_must_be_given() {
        assertThat(check(Map.of())).singleElement().asString().contains("'default'", "datasource", "url", "neither");
        assertThat(check(Map.of("url", "jdbc:h2:mem:x", "datasource", "java:app/jdbc/x")))
                .singleElement()
                .asString()
                .contains("both");
    }

    @Test
    void every_fault_is_told_with_option_value_and_remedy() {
        List<String> faults = check(Map.of(
                "url",
                "jdbc:h2:mem:x",
                "max-pool-size",
                "1",
                "schema",
                "update",
                "table-prefix",
                "a-b",
                "schema-name",
                "x;y"));

        assertThat(faults)
                .hasSize(4)
                .anySatisfy(fault -> assertThat(fault).contains("max-pool-size", "'1'", "Leave it out"))
                .anySatisfy(fault -> assertThat(fault).contains("schema", "'update'", "create, validate, none"))
                .anySatisfy(fault -> assertThat(fault).contains("table-prefix", "'a-b'"))
                .anySatisfy(fault -> assertThat(fault).contains("schema-name", "'x;y'"));
        assertThatThrownBy(() -> open(Map.of("url", "jdbc:h2:mem:x", "max-pool-size", "many")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'many'");
    }

    @Test
    void a_data_source_that_cannot_be_found_is_told_before_anything_is_opened() {
        Map<String, String> options = Map.of("datasource", "java:app/jdbc/nowhere");

        assertThat(check(options)).singleElement().asString().contains("java:app/jdbc/nowhere");
        assertThatThrownBy(() -> open(options))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("java:app/jdbc/nowhere");
    }

    @Test
    void an_unknown_persistence_provider_is_told_with_those_that_are_there() {
        assertThatThrownBy(() -> open(Map.of("url", "jdbc:h2:mem:unknown-provider", "provider", "com.acme.Provider")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("com.acme.Provider")
                .hasMessageContaining(OpenStores.HIBERNATE);
    }

    @Test
    void a_driver_that_is_not_there_is_a_mistake_and_told_without_address_and_password() {
        assertToldWithoutSecrets("jdbc:nowhere:address?password=hidden", JobDefinitionException.class);
    }

    @Test
    @Proves("8.13/18")
    void a_database_that_cannot_be_reached_is_told_without_address_and_password() {
        assertToldWithoutSecrets(
                "jdbc:postgresql://127.0.0.1:1/nothing?password=hidden", StoreUnavailableException.class);
    }

    private void assertToldWithoutSecrets(String url, Class<? extends Throwable> kind) {
        Map<String, String> options = Map.of("url", url, "username", "me", "password", "secret");

        assertThatThrownBy(() -> open(options)).isInstanceOf(kind).satisfies(failure -> {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("secret", "hidden");
            }
        });
    }

    @Test
    void without_a_pool_on_the_class_path_the_fault_names_it() throws Exception {
        List<URL> urls = new java.util.ArrayList<>();
        for (Class<?> type : List.of(JpaJobStoreProvider.class, JobStoreProvider.class)) {
            urls.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        // a parent that has everything but HikariCP and the classes under test
        ClassLoader parent = new ClassLoader(JpaOptionsTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("com.zaxxer.") || name.startsWith("dev.carillon.jpa.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), parent)) {
            JobStoreProvider bare = (JobStoreProvider) loader.loadClass(JpaJobStoreProvider.class.getName())
                    .getConstructor()
                    .newInstance();
            StoreSettings settings =
                    new StoreSettings("default", "app", Map.of("url", "jdbc:h2:mem:x"), new JsonRecordCodec());

            assertThat(bare.check(settings)).singleElement().asString().contains("com.zaxxer:HikariCP");
            assertThatThrownBy(() -> bare.open(settings))
                    .isInstanceOf(JobDefinitionException.class)
                    .hasMessageContaining("com.zaxxer:HikariCP");
        }
    }

    private List<String> check(Map<String, String> options) {
        return provider.check(new StoreSettings("default", "app", options, new JsonRecordCodec()));
    }

    private void open(Map<String, String> options) {
        provider.open(new StoreSettings("default", "app", options, new JsonRecordCodec()))
                .close();
    }
}
