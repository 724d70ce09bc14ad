package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.TransactionManager;
import dev.carillon.DuplicateJobException;
import dev.carillon.HistoryFilter;
import dev.carillon.OnConflict;
import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
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
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.persistence.platform.server.ServerPlatformBase;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.ExternalTransactionController;
import org.eclipse.persistence.transaction.JTATransactionController;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/** With a real transaction manager, and each provider as the containers use it, on each database. */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("providersAndDatabases")
class JtaTransactionsTest {

    private static final Tables TABLES = new Tables("", Tables.DEFAULT_PREFIX);
    private static final String TARGET_SERVER = "eclipselink.target-server";

    /** A database with data sources as a server has them. */
    enum Kind {
        H2 {
            @Override
            String url() {
                return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
            }

            @Override
            EnlistingDataSource source(String url) {
                JdbcDataSource source = new JdbcDataSource();
                source.setURL(url);
                return new EnlistingDataSource(source, source, TransactionManager.transactionManager());
            }
        },
        POSTGRESQL {
            @Override
            String url() {
                return PostgreSql.url();
            }

            @Override
            EnlistingDataSource source(String url) {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setUrl(url);
                PGXADataSource participants = new PGXADataSource();
                participants.setUrl(url);
                return new EnlistingDataSource(source, participants, TransactionManager.transactionManager());
            }
        },
        MARIADB {
            @Override
            String url() {
                return MariaDb.url() + "&sessionVariables=transaction_isolation='READ-COMMITTED'";
            }

            @Override
            EnlistingDataSource source(String url) throws SQLException {
                MariaDbDataSource source = new MariaDbDataSource(url);
                return new EnlistingDataSource(source, source, TransactionManager.transactionManager());
            }
        };

        abstract String url();

        abstract EnlistingDataSource source(String url) throws SQLException;
    }

    /** What EclipseLink needs to be told of a container. */
    public static final class NarayanaPlatform extends ServerPlatformBase {

        /** For EclipseLink. */
        public NarayanaPlatform(DatabaseSession session) {
            super(session);
        }

        @Override
        public Class<? extends ExternalTransactionController> getExternalTransactionControllerClass() {
            return NarayanaController.class;
        }
    }

    /** Finds the transaction manager without JNDI. */
    public static final class NarayanaController extends JTATransactionController {

        @Override
        protected jakarta.transaction.TransactionManager acquireTransactionManager() {
            return TransactionManager.transactionManager();
        }
    }

    @Parameter(0)
    private String provider = "";

    @Parameter(1)
    private Kind kind = Kind.H2;

    private final String namespace = "jta-" + UUID.randomUUID();
    private final UserTransaction transaction = com.arjuna.ats.jta.UserTransaction.userTransaction();
    private JobStore store;
    private JobStore outsider;

    static Stream<Arguments> providersAndDatabases() {
        return Stream.of(OpenStores.HIBERNATE, OpenStores.ECLIPSELINK)
                .flatMap(provider -> Stream.of(Kind.values()).map(kind -> Arguments.of(provider, kind)));
    }

    @BeforeEach
    void open() throws SQLException {
        String url = kind.url();
        outsider = OpenStores.on(url, OpenStores.HIBERNATE).open(namespace);
        Failures failures = new Failures("default");
        System.setProperty(TARGET_SERVER, NarayanaPlatform.class.getName());
        Database database = Database.valueOf(kind.name());
        Unit unit = Units.build("default", Optional.of(provider), kind.source(url), true, TABLES, database);
        Transactions transactions =
                new JtaTransactions(unit, transaction, new TransactionSynchronizationRegistryImple(), failures);
        Instant now = transactions.own(em -> database.now(em, TABLES));
        HotStatements hot = database.statements(TABLES);
        store = new JpaJobStore(
                namespace,
                new JsonRecordCodec(),
                transactions,
                database,
                TABLES,
                hot,
                new JpaHistory(namespace, TABLES, hot, true),
                new StoreClock(System::nanoTime, now),
                ChangeSignals.NONE);
    }

    @AfterEach
    void close() throws Exception {
        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        System.clearProperty(TARGET_SERVER);
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
    void what_ends_in_a_transaction_that_is_rolled_back_has_not_ended() throws Exception {
        JobRecord job = Jobs.once("a");
        store.add(List.of(job), OnConflict.FAIL);
        Change change = Change.of(job, job.paused())
                .ending(List.of(new RunRecord(
                        UUID.randomUUID(),
                        "a",
                        "",
                        RunCause.MANUAL,
                        Jobs.T0,
                        Optional.empty(),
                        Jobs.T0,
                        Optional.empty(),
                        1,
                        0,
                        RunOutcome.CANCELLED,
                        Optional.empty(),
                        Optional.empty())));
        transaction.begin();
        store.replace(List.of(change));
        transaction.rollback();
        assertThat(outsider.history(HistoryFilter.ALL, 10)).isEmpty();

        transaction.begin();
        store.replace(List.of(change));
        transaction.commit();

        assertThat(outsider.history(HistoryFilter.ALL, 10)).isEqualTo(change.ended());
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
