package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.TransactionManager;
import dev.carillon.DuplicateJobException;
import dev.carillon.OnConflict;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real transaction manager, and Hibernate as the containers use it. */
class JtaTransactionsTest {

    private static final Tables TABLES = new Tables("", Tables.DEFAULT_PREFIX);

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final UserTransaction transaction = com.arjuna.ats.jta.UserTransaction.userTransaction();
    private JobStore store;
    private JobStore outsider;

    @BeforeEach
    void open() {
        outsider = OpenStores.on(url, OpenStores.HIBERNATE).open("app");
        EnlistingDataSource source = new EnlistingDataSource(url, TransactionManager.transactionManager());
        Failures failures = new Failures("default");
        Unit unit = Units.build("default", Optional.of(OpenStores.HIBERNATE), source, true, TABLES, Database.H2);
        Transactions transactions =
                new JtaTransactions(unit, transaction, new TransactionSynchronizationRegistryImple(), failures);
        Instant now = transactions.own(em -> Database.H2.now(em, TABLES));
        store = new JpaJobStore(
                "app",
                new JsonRecordCodec(),
                transactions,
                Database.H2,
                TABLES,
                new PortableStatements(),
                new StoreClock(System::nanoTime, now));
    }

    @AfterEach
    void close() throws Exception {
        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        store.close();
        outsider.close();
    }

    @Test
    void without_a_transaction_of_the_caller_everything_is_there_at_once() {
        JobRecord record = Jobs.once("a");
        store.add(List.of(record), OnConflict.FAIL);
        assertThat(outsider.find("a")).contains(record);

        store.replace(List.of(Change.of(record, record.paused())));
        assertThat(outsider.find("a").orElseThrow().schedule().paused()).isTrue();

        store.remove("a");
        assertThat(outsider.find("a")).isEmpty();
    }

    @Test
    void what_a_caller_does_is_seen_by_the_caller_at_once_and_by_others_after_its_commit() throws Exception {
        JobRecord changed = Jobs.once("changed");
        store.add(List.of(changed, Jobs.once("removed")), OnConflict.FAIL);
        transaction.begin();

        store.add(List.of(Jobs.once("added")), OnConflict.FAIL);
        store.replace(List.of(Change.of(changed, changed.paused())));
        store.remove("removed");

        assertThat(store.find(List.of("added", "changed", "removed")).keySet())
                .containsExactlyInAnyOrder("added", "changed");
        assertThat(outsider.find(List.of("added", "changed", "removed")).keySet())
                .containsExactlyInAnyOrder("changed", "removed");
        transaction.commit();
        assertThat(outsider.find(List.of("added", "changed", "removed")).keySet())
                .containsExactlyInAnyOrder("added", "changed");
        assertThat(outsider.find("changed").orElseThrow().schedule().paused()).isTrue();
    }

    @Test
    void a_rollback_of_the_caller_undoes_what_it_did() throws Exception {
        transaction.begin();
        store.add(List.of(Jobs.once("a")), OnConflict.FAIL);
        transaction.rollback();

        assertThat(store.find("a")).isEmpty();
    }

    @Test
    void an_action_waits_for_the_commit_and_never_comes_after_a_rollback() throws Exception {
        List<String> ran = new ArrayList<>();
        store.afterCommit(() -> ran.add("without"));
        assertThat(ran).containsExactly("without");

        transaction.begin();
        store.add(List.of(Jobs.once("a")), OnConflict.FAIL);
        store.afterCommit(() -> ran.add("committed"));
        assertThat(ran).containsExactly("without");
        transaction.commit();
        assertThat(ran).containsExactly("without", "committed");

        transaction.begin();
        store.afterCommit(() -> ran.add("rolled back"));
        transaction.rollback();
        assertThat(ran).containsExactly("without", "committed");
    }

    @Test
    void an_id_that_is_refused_leaves_the_callers_transaction_as_it_was() throws Exception {
        store.add(List.of(Jobs.once("taken")), OnConflict.FAIL);
        transaction.begin();
        store.add(List.of(Jobs.once("before")), OnConflict.FAIL);

        assertThatThrownBy(() -> store.add(List.of(Jobs.once("with"), Jobs.once("taken")), OnConflict.FAIL))
                .isInstanceOf(DuplicateJobException.class);

        transaction.commit();
        assertThat(outsider.find(List.of("before", "with", "taken")).keySet())
                .containsExactlyInAnyOrder("before", "taken");
    }

    @Test
    void a_transaction_that_is_marked_for_rollback_is_told_as_the_reason() throws Exception {
        transaction.begin();
        transaction.setRollbackOnly();

        assertThatThrownBy(() -> store.add(List.of(Jobs.once("a")), OnConflict.FAIL))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("marked for rollback");

        transaction.rollback();
        assertThat(store.find("a")).isEmpty();
    }

    @Test
    void what_a_node_does_is_no_part_of_a_callers_transaction() throws Exception {
        store.add(List.of(Jobs.once("a")), OnConflict.FAIL);
        transaction.begin();

        NodeEpoch node = store.join("one");
        List<Claim> claims = store.claim(Jobs.claim(node, Jobs.planner(node, Jobs.T0)));
        boolean current = store.beat(new NodeBeat(node, 1)).current();

        assertThat(claims).hasSize(1);
        assertThat(current).isTrue();
        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        transaction.rollback();
        assertThat(outsider.held("", 10)).hasSize(1);
        assertThat(outsider.beat(new NodeBeat(node, 2)).current()).isTrue();
    }

    @Test
    void work_that_fails_leaves_no_transaction_behind() {
        store.add(List.of(Jobs.once("a")), OnConflict.FAIL);
        NodeEpoch node = store.join("one");

        assertThatThrownBy(() -> store.claim(Jobs.claim(node, due -> {
                    throw new IllegalStateException("a planner failed");
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a planner failed");

        assertThat(store.claim(Jobs.claim(node, Jobs.planner(node, Jobs.T0)))).hasSize(1);
    }
}
