package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ConfigurationException;
import dev.carillon.OnConflict;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

/** What this database does in a way of its own. */
class MariaDbTest {

    private final String namespace = "mariadb-" + UUID.randomUUID();

    @Test
    void a_data_source_that_repeats_reads_is_refused_with_the_remedy() throws SQLException {
        StoreSettings settings = new StoreSettings("orders", namespace, Map.of(), new JsonRecordCodec());

        assertThatThrownBy(() -> JpaJobStoreProvider.database(settings, new MariaDbDataSource(MariaDb.url())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'orders'")
                .hasMessageContaining("REPEATABLE_READ")
                .hasMessageContaining("READ_COMMITTED")
                .hasMessageContaining("transaction_isolation");

        assertThat(JpaJobStoreProvider.database(
                        settings,
                        new MariaDbDataSource(
                                MariaDb.url() + "&sessionVariables=transaction_isolation='READ-COMMITTED'")))
                .isEqualTo(Database.MARIADB);
    }

    @Test
    void a_table_that_takes_ids_for_the_same_that_differ_is_refused() throws SQLException {
        String url = MariaDb.database("collated");
        hibernate(url).open(namespace).close();
        MariaDb.execute("alter table collated.carillon_job modify id varchar(120) collate utf8mb4_bin not null");

        assertThatThrownBy(() -> hibernate(url).with("schema", "validate").open(namespace))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("utf8mb4_bin,")
                .hasMessageContaining("utf8mb4_nopad_bin");
    }

    @Test
    void ids_that_differ_in_case_accent_or_blanks_at_the_end_are_different_jobs() {
        List<String> ids = List.of("a", "A", "á", "a ", "a  ", "\uD83D\uDE00");
        try (JobStore store = hibernate(MariaDb.url()).open(namespace)) {
            store.add(ids.stream().map(Jobs::once).toList(), OnConflict.FAIL);

            assertThat(store.find(ids).keySet()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(store.remove("a ")).isPresent();
            assertThat(store.find(ids).keySet()).hasSize(5).doesNotContain("a ");
        }
    }

    @Test
    void a_user_without_the_right_to_make_tables_is_told() throws SQLException {
        MariaDb.database("forbidden");
        MariaDb.execute("create user maker identified by 'secret'");
        MariaDb.execute("grant select, insert, update, delete on forbidden.* to maker");
        OpenStores stores = hibernate(MariaDb.url("forbidden", "maker", "secret"));

        assertThatThrownBy(() -> stores.open(namespace))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("right to make tables")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_user_that_may_only_read_makes_the_store_unavailable_for_what_writes() throws SQLException {
        String url = MariaDb.database("readable");
        hibernate(url).open(namespace).close();
        MariaDb.execute("create user reader identified by 'secret'");
        MariaDb.execute("grant select on readable.* to reader");
        try (JobStore store =
                hibernate(MariaDb.url("readable", "reader", "secret")).open(namespace)) {
            assertThat(store.find("a")).isEmpty();
            assertThatThrownBy(() -> store.add(List.of(Jobs.once("a")), OnConflict.FAIL))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("writable");
        }
    }

    @Test
    void verdicts_do_not_depend_on_how_the_driver_counts_rows() {
        try (JobStore store = hibernate(MariaDb.url() + "&useAffectedRows=true").open(namespace)) {
            NodeEpoch node = store.join("one");
            JobRecord record = Jobs.once("a");
            store.add(List.of(record), OnConflict.FAIL);

            assertThat(store.beat(new NodeBeat(node, 1)).current()).isTrue();
            assertThat(store.beat(new NodeBeat(node, 1)).current()).isTrue();
            assertThat(store.replace(List.of(Change.of(record, record.paused()))))
                    .containsExactly(true);
            assertThat(store.replace(List.of(Change.of(record, record.paused()))))
                    .containsExactly(false);
        }
    }

    @Test
    void a_row_that_another_transaction_holds_is_passed_over_by_a_claim_and_refused_to_a_change() throws SQLException {
        String url = MariaDb.database("locked");
        try (JobStore store = hibernate(url).open(namespace);
                Connection foreign = DriverManager.getConnection(url);
                Statement sql = foreign.createStatement()) {
            NodeEpoch node = store.join("one");
            JobRecord locked = Jobs.once("locked");
            store.add(List.of(locked, Jobs.once("free")), OnConflict.FAIL);
            foreign.setAutoCommit(false);
            sql.execute("select version from carillon_job where namespace = '" + namespace
                    + "' and id = 'locked' for update");

            List<Claim> claims = store.claim(Jobs.claim(node, Jobs.planner(node, Jobs.T0)));

            assertThat(claims)
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.before().id()).isEqualTo("free"));
            assertThatThrownBy(() -> store.replace(List.of(Change.of(locked, locked.paused()))))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("Lock wait timeout");

            foreign.rollback();
            assertThat(store.replace(List.of(Change.of(locked, locked.paused()))))
                    .containsExactly(true);
        }
    }

    @Test
    void connections_that_are_cut_off_in_mid_transaction_leave_nothing_behind_and_are_replaced() throws SQLException {
        String url = MariaDb.database("cut");
        try (JobStore store = hibernate(url).open(namespace)) {
            NodeEpoch node = store.join("one");
            store.add(List.of(Jobs.once("a")), OnConflict.FAIL);

            assertThatThrownBy(() -> store.claim(Jobs.claim(node, due -> {
                        MariaDb.killConnectionsTo("cut");
                        return Jobs.planner(node, Jobs.T0).plan(due);
                    })))
                    .isInstanceOf(StoreUnavailableException.class);

            List<Claim> claims = List.of();
            for (int connection = 0; claims.isEmpty() && connection <= OpenStores.POOL_SIZE; connection++) {
                claims = claimUnlessCutOff(store, node);
            }
            assertThat(claims).hasSize(1);
        }
    }

    private static List<Claim> claimUnlessCutOff(JobStore store, NodeEpoch node) {
        try {
            return store.claim(Jobs.claim(node, Jobs.planner(node, Jobs.T0)));
        } catch (StoreUnavailableException cutOff) {
            assertThat(cutOff).hasMessageContaining("'default'");
            return List.of();
        }
    }

    private static OpenStores hibernate(String url) {
        return OpenStores.on(url, OpenStores.HIBERNATE);
    }
}
