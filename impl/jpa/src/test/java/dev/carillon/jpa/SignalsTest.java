package dev.carillon.jpa;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.OnConflict;
import dev.carillon.spi.Change;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes on one PostgreSQL tell each other of what is due sooner than they know. */
class SignalsTest {

    private static final String HEARD = "heard";

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private OpenStores stores;
    private JobStore one;
    private JobStore other;

    private final ThreadFactory factory = work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    };

    @BeforeEach
    void listen() throws Exception {
        stores = OpenStores.on(PostgreSql.database("signals_" + System.nanoTime()), OpenStores.HIBERNATE);
        one = stores.open("signals");
        other = stores.open("signals");
        other.onChange(() -> heard.add(HEARD), factory);
        assertThat(heard.poll(30, SECONDS)).as("once it listens it looks").isEqualTo(HEARD);
    }

    @AfterEach
    void no_thread_is_left() throws Exception {
        one.close();
        other.close();
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private JobRecord add(String id, Duration in) {
        return one.add(List.of(Jobs.once(id, one.now().plus(in))), OnConflict.FAIL)
                .get(0)
                .stored();
    }

    @Test
    void a_job_that_is_due_is_told_of_to_other_nodes() throws Exception {
        add("due", Duration.ZERO);

        assertThat(heard.poll(30, SECONDS)).isEqualTo(HEARD);
    }

    @Test
    void a_change_is_told_of_if_it_brings_a_job_forward_and_not_if_it_does_not() throws Exception {
        JobRecord later = add("later", Duration.ofHours(1));
        assertThat(one.replace(List.of(Change.of(later, later.paused())))).containsExactly(true);
        JobRecord paused = one.find("later").orElseThrow();

        assertThat(one.replace(
                        List.of(Change.of(paused, paused.resumed(one.now()).withNextFireTime(one.now())))))
                .containsExactly(true);

        assertThat(heard.poll(30, SECONDS)).isEqualTo(HEARD);
        add("also-later", Duration.ofHours(1));
        add("due", Duration.ZERO);
        assertThat(heard.poll(30, SECONDS)).isEqualTo(HEARD);
        assertThat(heard).as("the two that lie ahead were not told of").isEmpty();
    }

    @Test
    void nodes_of_another_namespace_are_not_meant() throws Exception {
        try (JobStore stranger = stores.open("another")) {
            stranger.add(List.of(Jobs.once("due", stranger.now())), OnConflict.FAIL);
            add("due", Duration.ZERO);

            assertThat(heard.poll(30, SECONDS)).isEqualTo(HEARD);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void a_connection_that_was_cut_off_is_made_anew() throws Exception {
        PostgreSql.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen carillon%'");
        assertThat(heard.poll(60, SECONDS)).as("once it listens again it looks").isEqualTo(HEARD);

        add("due", Duration.ZERO);

        assertThat(heard.poll(30, SECONDS)).isEqualTo(HEARD);
    }

    @Test
    void with_signals_off_no_thread_is_taken() {
        threads.clear();
        try (JobStore silent = stores.with("notify", "off").open("signals")) {
            silent.onChange(() -> heard.add(HEARD), factory);

            assertThat(threads).isEmpty();
        }
    }

    @Test
    void another_word_for_notify_is_refused() {
        assertThatThrownBy(() -> stores.with("notify", "loud").open("signals"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("neither auto nor off");
    }
}
