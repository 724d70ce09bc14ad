package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.OnConflict;
import dev.carillon.Scheduler;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobEvent;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRemoved;
import dev.carillon.trigger.DateTrigger;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A scheduler within the transaction of an application's own persistence unit, which knows nothing of Carillon. */
class WithinTest {

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final String HIBERNATE_UNIT = "without-entities";
    private static final String ECLIPSELINK_UNIT = "eclipselink-without-entities";

    /** What a job calls. */
    static final class Mailer {

        void send() {}
    }

    private final BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        Collections.reverse(open);
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    static Stream<Arguments> databasesAndProviders() throws SQLException {
        List<Arguments> all = new ArrayList<>();
        for (String url : List.of(h2(), PostgreSql.url(), MariaDb.url())) {
            for (String ofStore : List.of(OpenStores.HIBERNATE, OpenStores.ECLIPSELINK)) {
                all.add(Arguments.of(url, ofStore, HIBERNATE_UNIT));
                all.add(Arguments.of(url, ofStore, ECLIPSELINK_UNIT));
            }
        }
        return all.stream();
    }

    private static String h2() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    @ParameterizedTest
    @MethodSource("databasesAndProviders")
    void changes_and_events_come_with_the_commit_and_never_with_a_rollback(String url, String ofStore, String unit)
            throws Exception {
        Scheduler scheduler = scheduler(url, ofStore);
        EntityManager em = application(url, unit);
        String table = "orders_" + UUID.randomUUID().toString().replace('-', '_');
        execute(url, "create table " + table + " (id integer primary key)");

        em.getTransaction().begin();
        em.createNativeQuery("insert into " + table + " values (1)").executeUpdate();
        add(scheduler.within(em), "a");
        assertThat(scheduler.within(em).findJob("a")).isPresent();
        assertThat(scheduler.findJob("a")).isEmpty();
        em.getTransaction().rollback();
        assertThat(scheduler.findJob("a")).isEmpty();
        add(scheduler, "first");
        assertThat(nextEvent().jobId()).isEqualTo("first");

        em.getTransaction().begin();
        em.createNativeQuery("insert into " + table + " values (1)").executeUpdate();
        Scheduler within = scheduler.within(em);
        add(within, "a");
        add(within, "b");
        add(scheduler, "second");
        assertThat(nextEvent().jobId()).isEqualTo("second");
        em.getTransaction().commit();
        assertThat(scheduler.findJob("a")).isPresent();
        assertThat(nextEvent()).isEqualTo(new JobAdded("a", "default"));
        assertThat(nextEvent()).isEqualTo(new JobAdded("b", "default"));

        em.getTransaction().begin();
        within.modify("a").name("other").apply();
        within.remove("b");
        assertThat(scheduler.job("a").name()).isEqualTo("a");
        assertThat(scheduler.findJob("b")).isPresent();
        em.getTransaction().commit();
        assertThat(scheduler.job("a").name()).isEqualTo("other");
        assertThat(scheduler.findJob("b")).isEmpty();
        assertThat(nextEvent()).isEqualTo(new JobModified("a", "default"));
        assertThat(nextEvent()).isEqualTo(new JobRemoved("b", "default"));
        add(scheduler, "last");
        assertThat(nextEvent().jobId()).isEqualTo("last");
        assertThat(em.createNativeQuery("select count(*) from " + table).getSingleResult())
                .hasToString("1");
    }

    @ParameterizedTest
    @MethodSource("databasesAndProviders")
    void what_is_refused_leaves_the_transaction_as_it_was(String url, String ofStore, String unit) {
        Scheduler scheduler = scheduler(url, ofStore);
        EntityManager em = application(url, unit);
        add(scheduler, "taken");

        em.getTransaction().begin();
        Scheduler within = scheduler.within(em);
        add(within, "before");
        assertThatThrownBy(() -> add(within, "taken")).hasMessageContaining("taken");
        add(within, "after");
        em.getTransaction().commit();

        assertThat(scheduler.findJob("before")).isPresent();
        assertThat(scheduler.findJob("after")).isPresent();
    }

    @Test
    void without_an_active_transaction_nothing_is_done() {
        String url = h2();
        Scheduler scheduler = scheduler(url, OpenStores.HIBERNATE);
        EntityManager em = application(url, HIBERNATE_UNIT);

        assertThatThrownBy(() -> add(scheduler.within(em), "a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begin()");
        assertThat(scheduler.findJob("a")).isEmpty();
    }

    @Test
    void an_entity_manager_of_another_database_is_refused() {
        Scheduler scheduler = scheduler(h2(), OpenStores.HIBERNATE);
        EntityManager em = application(h2(), HIBERNATE_UNIT);
        em.getTransaction().begin();

        assertThatThrownBy(() -> add(scheduler.within(em), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is on the database jdbc:h2:mem:")
                .hasMessageNotContaining("DB_CLOSE");
        em.getTransaction().rollback();
    }

    @Test
    void a_store_that_is_in_no_database_takes_part_in_no_transaction_and_says_so() {
        Scheduler scheduler = opened(Scheduler.builder()
                .jobStore("default", Map.of("type", "memory"))
                .build());
        EntityManager em = application(h2(), HIBERNATE_UNIT);

        assertThatThrownBy(() -> scheduler.within(em))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[default]")
                .hasMessageContaining("jpa");
    }

    private JobEvent nextEvent() throws InterruptedException {
        JobEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private Scheduler scheduler(String url, String provider) {
        Scheduler scheduler = opened(Scheduler.builder()
                .register(Mailer.class, Mailer::new)
                .properties(Map.of("carillon.namespace", "within-" + UUID.randomUUID()))
                .jobStore("default", Map.of("type", "jpa", "url", url, "provider", provider))
                .build());
        scheduler.addListener(
                event -> events.add((JobEvent) event), JobAdded.class, JobModified.class, JobRemoved.class);
        return scheduler;
    }

    private EntityManager application(String url, String unit) {
        String committed = url.startsWith("jdbc:mariadb:")
                ? url + "&sessionVariables=transaction_isolation='READ-COMMITTED'"
                : url;
        EntityManagerFactory factory =
                opened(Persistence.createEntityManagerFactory(unit, Map.of("jakarta.persistence.jdbc.url", committed)));
        return opened(factory.createEntityManager());
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static void add(Scheduler scheduler, String id) {
        scheduler
                .define(Mailer::send)
                .id(id)
                .trigger(new DateTrigger(FAR))
                .onConflict(OnConflict.FAIL)
                .add();
    }

    private static void execute(String url, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
