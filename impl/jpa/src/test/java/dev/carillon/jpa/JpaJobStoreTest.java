package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.OnConflict;
import dev.carillon.StoreUnavailableException;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JpaJobStoreTest {

    /** Each set of statements. */
    enum Statements {
        POSTGRESQL {
            @Override
            OpenStores stores() {
                return OpenStores.on(PostgreSql.url(), OpenStores.HIBERNATE);
            }
        },
        MARIADB {
            @Override
            OpenStores stores() {
                return OpenStores.on(MariaDb.url(), OpenStores.HIBERNATE);
            }
        },
        PORTABLE {
            @Override
            OpenStores stores() {
                return OpenStores.on("jdbc:h2:mem:store;DB_CLOSE_DELAY=-1", OpenStores.HIBERNATE);
            }
        };

        abstract OpenStores stores();
    }

    private final String namespace = "store-" + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource
    void a_node_that_was_taken_for_dead_claims_nothing(Statements statements) {
        try (JobStore store = statements.stores().open(namespace)) {
            NodeEpoch ended = store.join("one");
            NodeEpoch again = store.join("one");
            NodeEpoch left = store.join("two");
            store.leave(new NodeBeat(left, 0));
            store.add(List.of(Jobs.once("a")), OnConflict.FAIL);

            assertThat(store.claim(Jobs.claim(ended, Jobs.planner(ended, Jobs.T0))))
                    .isEmpty();
            assertThat(store.claim(Jobs.claim(left, Jobs.planner(left, Jobs.T0))))
                    .isEmpty();
            assertThat(store.claim(Jobs.claim(again, Jobs.planner(again, Jobs.T0))))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_error_of_the_planner_reaches_the_caller_and_nothing_is_written(Statements statements) {
        try (JobStore store = statements.stores().open(namespace)) {
            NodeEpoch node = store.join("one");
            JobRecord record = Jobs.once("a");
            store.add(List.of(record), OnConflict.FAIL);

            assertThatThrownBy(() -> store.claim(Jobs.claim(node, due -> {
                        throw new IllegalStateException("a planner failed");
                    })))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a planner failed");

            assertThat(store.find("a")).contains(record);
        }
    }

    @Test
    void without_row_locks_a_job_that_changed_under_its_plan_is_planned_again() {
        OpenStores stores = Statements.PORTABLE.stores();
        try (JobStore store = stores.open(namespace);
                JobStore editor = stores.open(namespace)) {
            NodeEpoch node = store.join("one");
            store.add(List.of(Jobs.once("a")), OnConflict.FAIL);
            List<Long> seen = new ArrayList<>();

            List<Claim> claims = store.claim(Jobs.claim(node, due -> {
                seen.add(due.version());
                if (seen.size() == 1) {
                    assertThat(editor.replace(List.of(Change.of(due, due.withNextFireTime(Jobs.T0.minusSeconds(1))))))
                            .containsExactly(true);
                }
                return Jobs.planner(node, Jobs.T0).plan(due);
            }));

            assertThat(seen).hasSize(2);
            assertThat(seen.get(1)).isEqualTo(seen.get(0) + 1);
            assertThat(claims)
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.before().version()).isEqualTo(seen.get(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_closed_store_is_unavailable_and_says_so(Statements statements) {
        JobStore store = statements.stores().open(namespace);
        store.close();

        assertThatThrownBy(() -> store.find("a"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @ParameterizedTest
    @EnumSource
    void the_time_is_that_of_the_database_and_never_stands_still(Statements statements) {
        try (JobStore store = statements.stores().open(namespace);
                JobStore other = statements.stores().open(namespace)) {
            NodeEpoch one = store.join("one");

            assertThat(store.beat(new NodeBeat(one, 1)).storeTime())
                    .isBeforeOrEqualTo(store.now())
                    .isBeforeOrEqualTo(other.beat(new NodeBeat(one, 2)).storeTime());
        }
    }

    @Test
    void a_database_that_is_silent_is_told_apart_and_asked_again_when_it_is_back() throws SQLException {
        String url = PostgreSql.database("silent");
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE).open(namespace)) {
            store.add(List.of(Jobs.once("a")), OnConflict.FAIL);
            PostgreSql.execute("alter database silent allow_connections false");
            PostgreSql.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'silent'");

            assertThatThrownBy(() -> store.find("a"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("'default'");

            PostgreSql.execute("alter database silent allow_connections true");
            assertThat(foundAtLast(store, "a")).isTrue();
        }
    }

    /** Asks until it is answered: each connection of the pool that was cut off costs one question at most. */
    private static boolean foundAtLast(JobStore store, String id) {
        for (int connection = 0; connection < OpenStores.POOL_SIZE; connection++) {
            try {
                return store.find(id).isPresent();
            } catch (StoreUnavailableException cutOff) {
                assertThat(cutOff).hasMessageContaining("'default'");
            }
        }
        return store.find(id).isPresent();
    }

    @Test
    void a_database_that_can_only_be_read_is_unavailable_for_what_writes() throws SQLException {
        String url = PostgreSql.database("readable");
        OpenStores.on(url, OpenStores.HIBERNATE).open(namespace).close();
        PostgreSql.execute("alter database readable set default_transaction_read_only = on");
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE).open(namespace)) {
            assertThat(store.find("a")).isEmpty();
            assertThatThrownBy(() -> store.add(List.of(Jobs.once("a")), OnConflict.FAIL))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("writable");
        }
    }
}
