package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.OnConflict;
import dev.carillon.StoreUnavailableException;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Planner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostConnectionsTest {

    private static final int TWO = 2;

    private final Logger poolLog = Logger.getLogger("com.zaxxer.hikari");
    private final List<String> lines = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        poolLog.addHandler(listener);
    }

    @AfterEach
    void stop_listening() {
        poolLog.removeHandler(listener);
    }

    @Test
    void a_connection_that_is_lost_is_no_error_of_a_statement_and_the_pool_lets_go_of_it_without_a_word()
            throws SQLException {
        try (OwnPool pool = pool()) {
            int lost;
            try (Connection connection = pool.source().getConnection();
                    Statement sql = connection.createStatement()) {
                lost = process(sql);
                PostgreSql.execute("select pg_terminate_backend(" + lost + ", 5000)");

                assertThatThrownBy(() -> process(sql))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasRootCauseInstanceOf(SQLException.class);
            }
            try (Connection connection = pool.source().getConnection();
                    Statement sql = connection.createStatement()) {
                assertThat(process(sql)).isNotEqualTo(lost);
            }
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void an_error_of_a_statement_is_left_as_it_is() throws SQLException {
        try (OwnPool pool = pool();
                Connection connection = pool.source().getConnection();
                Statement sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute("select 1 / 0")).isInstanceOf(SQLException.class);

            assertThat(process(sql)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OpenStores.HIBERNATE, OpenStores.ECLIPSELINK})
    void connections_that_are_lost_in_the_midst_of_transactions_cost_the_pool_no_place(String persistence)
            throws SQLException {
        String database = "lost_" + persistence.length();
        try (JobStore store =
                OpenStores.on(PostgreSql.database(database), persistence).open("lost")) {
            NodeEpoch node = store.join("node");
            store.add(List.of(Jobs.once("job")), OnConflict.FAIL);
            Planner all = Jobs.planner(node, Jobs.T0);
            for (int i = 0; i < 2 * OpenStores.POOL_SIZE; i++) {
                boolean writes = i % 2 == 0;

                assertThatThrownBy(() -> store.claim(Jobs.claim(node, due -> {
                            cutOff(database);
                            return writes ? all.plan(due) : Optional.empty();
                        })))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageNotContaining("not available");
            }

            assertThat(store.find("job")).isPresent();
        }
    }

    private static void cutOff(String database) {
        try {
            PostgreSql.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + database + "'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static OwnPool pool() {
        return OwnPool.open(
                "default", new JpaOptions.Source.Address(PostgreSql.url(), Optional.empty(), Optional.empty(), TWO));
    }

    private static int process(Statement sql) throws SQLException {
        try (ResultSet row = sql.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
