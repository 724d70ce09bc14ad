package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.HistoryFilter;
import dev.carillon.JobDefinitionException;
import dev.carillon.OnConflict;
import dev.carillon.Retention;
import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.spi.Change;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of ended runs, where it is large, and where it is not wanted. */
class HistoryTableTest {

    private static final int LARGE = 50_000;

    @Test
    void a_large_history_is_purged_in_steps_of_a_thousand_rows_each() throws SQLException {
        String url = PostgreSql.database("large_history");
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE).open("app")) {
            // one job has nearly all of it; a hundred others have ten rows each, of which five are too many
            fill(url, "busy", LARGE - 1_000, 100, store.now());
            for (int i = 0; i < 100; i++) {
                fill(url, "job-" + i, 10, 5, store.now());
            }

            int steps = 0;
            long before = count(url);
            Optional<String> after = Optional.of("");
            while (after.isPresent()) {
                after = store.purgeHistory(after.get());
                long left = count(url);
                assertThat(before - left).isBetween(0L, 1_000L);
                before = left;
                steps++;
            }

            assertThat(before).isEqualTo(100 + 100 * 5);
            assertThat(steps).isBetween(LARGE / 1_000, LARGE / 1_000 + 10);
            assertThat(store.history(HistoryFilter.ALL.withJob("busy"), 1_000)).hasSize(100);
        }
    }

    @Test
    void runs_that_end_while_others_lock_the_history_are_written_all_the_same() throws SQLException {
        String url = PostgreSql.database("locked_history");
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE).open("app");
                Connection other = DriverManager.getConnection(url)) {
            fill(url, "job", 10, 5, store.now());
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute("select * from carillon_history for update");
            }

            JobRecord job = Jobs.once("a");
            store.add(List.of(job), OnConflict.FAIL);
            assertThat(store.replace(List.of(ending(job, store.now())))).containsExactly(true);
            other.rollback();

            assertThat(store.purgeHistory("")).isEmpty();
            assertThat(count(url)).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_store_that_is_to_keep_none_writes_none_and_still_shows_what_was_there(SchemaVersionTest.Empty empty)
            throws SQLException {
        String url = empty.database("no_history");
        JobRecord job = Jobs.once("a");
        OpenStores stores = OpenStores.on(url, OpenStores.HIBERNATE);
        try (JobStore store = stores.open("app")) {
            store.append(run("earlier", store.now()), Retention.DEFAULT);
        }

        try (JobStore store = stores.with("history", "off").open("app")) {
            store.add(List.of(job), OnConflict.FAIL);
            store.replace(List.of(ending(job, store.now())));
            store.append(run("b", store.now()), Retention.DEFAULT);

            assertThat(store.keepsHistory()).isFalse();
            assertThat(store.history(HistoryFilter.ALL, 10))
                    .extracting(RunRecord::jobId)
                    .containsExactly("earlier");
        }
    }

    @Test
    void an_option_that_is_neither_on_nor_off_is_refused() {
        assertThatThrownBy(() -> OpenStores.on("jdbc:h2:mem:none", OpenStores.HIBERNATE)
                        .with("history", "perhaps")
                        .open("app"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("history")
                .hasMessageContaining("'perhaps', is neither on nor off");
    }

    @ParameterizedTest
    @EnumSource
    void a_batch_with_many_ends_is_written_whole_however_long_they_are(SchemaVersionTest.Empty empty)
            throws SQLException {
        String url = empty.database("many_ends");
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE).open("app")) {
            List<JobRecord> jobs = new ArrayList<>();
            for (int i = 0; i < 1_200; i++) {
                jobs.add(Jobs.once("job-" + i));
            }
            store.add(jobs, OnConflict.FAIL);
            // half of them lose
            store.replace(jobs.stream()
                    .filter(job -> job.id().endsWith("1"))
                    .map(job -> Change.of(job, job.paused()))
                    .toList());

            List<Boolean> won = store.replace(
                    jobs.stream().map(job -> ending(job, store.now())).toList());

            List<String> winners = new ArrayList<>();
            for (int i = 0; i < won.size(); i++) {
                if (won.get(i)) {
                    winners.add(jobs.get(i).id());
                }
            }
            assertThat(winners).hasSizeBetween(1, 1_199);
            assertThat(store.history(HistoryFilter.ALL, 2_000))
                    .extracting(RunRecord::jobId)
                    .containsExactlyInAnyOrderElementsOf(winners);
        }
    }

    private static Change ending(JobRecord job, Instant now) {
        return Change.of(job, job.paused()).ending(List.of(run(job.id(), now)));
    }

    private static RunRecord run(String jobId, Instant endedAt) {
        return new RunRecord(
                UUID.randomUUID(),
                jobId,
                "",
                RunCause.SCHEDULE,
                endedAt,
                Optional.of(endedAt),
                endedAt,
                Optional.of("one"),
                1,
                1,
                RunOutcome.EXECUTED,
                Optional.empty(),
                Optional.of("v".repeat(4_000)));
    }

    private static void fill(String url, String job, int rows, int keep, Instant now) throws SQLException {
        long ended = now.toEpochMilli() * 1_000;
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("insert into carillon_history select 'app', " + ended
                    + " - i, cast(gen_random_uuid() as text), '" + job
                    + "', 'SCHEDULE', 0, 0, 'one', 1, 1, 'EXECUTED', null, null, " + keep + ", " + Long.MAX_VALUE
                    + " from generate_series(1, " + rows + ") i");
        }
    }

    private static long count(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("select count(*) from carillon_history")) {
            row.next();
            return row.getLong(1);
        }
    }
}
