package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.DuplicateJobException;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More jobs in one call than one statement takes. */
class BulkTest {

    private static final int JOBS = 100_000;

    private final String namespace = "bulk-" + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(
            value = JpaJobStoreTest.Statements.class,
            names = {"POSTGRESQL", "MARIADB"})
    void a_hundred_thousand_jobs_are_added_in_one_call_all_or_none(JpaJobStoreTest.Statements statements) {
        List<JobRecord> jobs = IntStream.range(0, JOBS)
                .mapToObj(i -> Jobs.once("job-%06d".formatted(i)))
                .toList();
        try (JobStore store = statements.stores().open(namespace)) {
            store.add(List.of(Jobs.once("taken")), OnConflict.FAIL);
            List<JobRecord> withOneTaken = new ArrayList<>(jobs);
            withOneTaken.add(Jobs.once("taken"));
            assertThatThrownBy(() -> store.add(withOneTaken, OnConflict.FAIL))
                    .isInstanceOf(DuplicateJobException.class);
            assertThat(store.scan(JobFilter.ALL, "", 10))
                    .extracting(JobRecord::id)
                    .containsExactly("taken");

            long begun = System.nanoTime();
            assertThat(store.add(jobs, OnConflict.FAIL)).hasSize(JOBS);
            System.out.printf(
                    "%s: %d jobs added in one call, %d adds/s%n",
                    statements, JOBS, JOBS * 1_000_000_000L / (System.nanoTime() - begun));

            assertThat(store.removeAll()).isEqualTo(JOBS + 1);
        }
    }
}
