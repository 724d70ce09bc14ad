package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ConfigurationException;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaVersionTest {

    /** An empty database of each kind that has a script. */
    enum Empty {
        H2 {
            @Override
            String database(String name) {
                return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
            }
        },
        POSTGRESQL {
            @Override
            String database(String name) throws SQLException {
                return PostgreSql.database(name);
            }
        },
        MARIADB {
            @Override
            String database(String name) throws SQLException {
                return MariaDb.database(name) + "&allowMultiQueries=true";
            }
        };

        abstract String database(String name) throws SQLException;
    }

    @ParameterizedTest
    @EnumSource
    void nodes_that_start_at_once_on_an_empty_database_all_find_the_tables(Empty empty) throws Exception {
        String url = empty.database("at_once");
        int nodes = 4;
        CyclicBarrier start = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        List<Future<Integer>> starting = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            String id = "of-" + i;
            starting.add(threads.submit(() -> {
                start.await();
                try (JobStore store = hibernate(url).open("app")) {
                    return store.add(List.of(Jobs.once(id)), OnConflict.FAIL).size();
                }
            }));
        }

        for (Future<Integer> each : starting) {
            assertThat(each.get()).isEqualTo(1);
        }

        threads.shutdown();
        assertThat(number(url, "select count(*) from carillon_job")).isEqualTo(nodes);
        assertThat(number(url, "select count(*) from carillon_schema")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_stored_is_there_when_the_store_is_opened_again(Empty empty) throws Exception {
        String url = empty.database("again");
        JobRecord record = Jobs.once("a");
        try (JobStore store = hibernate(url).open("app")) {
            store.add(List.of(record), OnConflict.FAIL);
        }

        try (JobStore store = hibernate(url).with("schema", "validate").open("app")) {
            assertThat(store.find("a")).contains(record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void prefix_and_schema_are_those_of_the_configuration_with_either_provider(Empty empty) throws Exception {
        String url = empty.database("named");
        execute(url, "create schema ops");
        for (String provider : List.of(OpenStores.HIBERNATE, OpenStores.ECLIPSELINK)) {
            OpenStores stores =
                    OpenStores.on(url, provider).with("schema-name", "ops").with("table-prefix", "c1_");
            try (JobStore store = stores.open(provider)) {
                store.join("one");
                store.add(List.of(Jobs.once("a")), OnConflict.FAIL);
                assertThat(store.scan(JobFilter.ALL, "", 10)).hasSize(1);
                assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).contains(Jobs.T0);
            }
        }
        assertThat(number(url, "select count(*) from ops.c1_job")).isEqualTo(2);
        assertThat(number(
                        url,
                        "select count(*) from information_schema.tables where lower(table_name) like 'carillon%'"
                                + " and lower(table_schema) in ('public', 'named', 'ops')"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void the_script_in_the_jar_can_be_run_by_any_tool_as_it_is(Empty empty) throws Exception {
        String url = empty.database("by_tool");
        String script = script(empty);
        execute(url, script);
        execute(url, script);

        try (JobStore store = hibernate(url).with("schema", "validate").open("app")) {
            assertThat(store.add(List.of(Jobs.once("a")), OnConflict.FAIL)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_that_are_missing_are_told_with_the_remedy(Empty empty) throws Exception {
        String url = empty.database("missing");

        assertThatThrownBy(() -> hibernate(url).with("schema", "validate").open("app"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'default'")
                .hasMessageContaining("carillon_schema")
                .hasMessageContaining("schema=create");
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_another_release_are_refused_with_both_versions(Empty empty) throws Exception {
        String url = empty.database("newer");
        hibernate(url).open("app").close();
        execute(url, "insert into carillon_schema (version) values (2)");

        for (String schema : List.of("create", "validate")) {
            assertThatThrownBy(() -> hibernate(url).with("schema", schema).open("app"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("version 2")
                    .hasMessageContaining("version 1")
                    .hasMessageContaining("newer release");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_column_that_is_missing_is_named(Empty empty) throws Exception {
        String url = empty.database("lacking");
        hibernate(url).open("app").close();
        execute(url, "alter table carillon_job drop column cancels");

        assertThatThrownBy(() -> hibernate(url).open("app"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lack")
                .message()
                .containsIgnoringCase("cancels");
    }

    private static OpenStores hibernate(String url) {
        return OpenStores.on(url, OpenStores.HIBERNATE);
    }

    private static String script(Empty empty) throws IOException {
        String resource = Database.valueOf(empty.name()).script().orElseThrow();
        try (InputStream script = SchemaVersionTest.class.getResourceAsStream(resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void execute(String url, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static long number(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
