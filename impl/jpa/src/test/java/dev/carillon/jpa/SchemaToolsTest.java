package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.OnConflict;
import dev.carillon.spi.JobStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts in the jar, run by the tools with which applications make their tables. */
class SchemaToolsTest {

    @ParameterizedTest
    @EnumSource
    void flyway_runs_the_script_as_it_is(SchemaVersionTest.Empty empty) throws SQLException {
        String url = empty.database("by_flyway");

        Flyway flyway = Flyway.configure()
                .dataSource(url, user(empty), "")
                .locations("classpath:META-INF/carillon/jpa/" + empty.name().toLowerCase(Locale.ROOT))
                .load();

        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        assertServes(url);
    }

    @ParameterizedTest
    @EnumSource
    void liquibase_runs_the_script_that_fits_the_database(SchemaVersionTest.Empty empty) throws Exception {
        String url = empty.database("by_liquibase");

        for (int time = 1; time <= 2; time++) {
            try (Connection connection = DriverManager.getConnection(url);
                    Liquibase liquibase = new Liquibase(
                            "META-INF/carillon/jpa/changelog.xml",
                            new ClassLoaderResourceAccessor(),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
                liquibase.update("");
            }
        }

        assertServes(url);
    }

    @ParameterizedTest
    @EnumSource
    void a_script_with_other_names_can_be_printed(SchemaVersionTest.Empty empty) throws SQLException {
        String url = empty.database("by_print");

        execute(url, printed(empty.name().toLowerCase(Locale.ROOT), "c1_"));

        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE)
                .with("schema", "validate")
                .with("table-prefix", "c1_")
                .open("app")) {
            assertThat(store.add(List.of(Jobs.once("a")), OnConflict.FAIL)).hasSize(1);
        }
    }

    @Test
    void whoever_asks_for_the_script_of_an_unknown_database_is_told_which_there_are() {
        assertThatThrownBy(() -> printed("dbase", "c1_"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql, mariadb, h2")
                .hasMessageContaining("dbase");
        assertThatThrownBy(() -> printed("h2", "x; drop table y")).isInstanceOf(IllegalArgumentException.class);
        assertThat(printed("oracle", "c1_", "ops"))
                .contains("UNTESTED")
                .contains("create table ops.c1_job")
                .contains("create index c1_job_due on ops.c1_job");
    }

    private static String printed(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SchemaScript.print(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void assertServes(String url) {
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE)
                .with("schema", "validate")
                .open("app")) {
            assertThat(store.add(List.of(Jobs.once("a")), OnConflict.FAIL)).hasSize(1);
        }
    }

    private static String user(SchemaVersionTest.Empty empty) {
        return switch (empty) {
            case H2 -> "";
            case POSTGRESQL -> "postgres";
            case MARIADB -> "tester";
        };
    }

    private static void execute(String url, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
