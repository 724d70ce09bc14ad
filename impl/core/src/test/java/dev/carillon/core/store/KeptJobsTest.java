package dev.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.trigger.DateTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeptJobsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private final Object lock = new Object();
    private final KeptJobs jobs = new KeptJobs();

    private KeptJob add(String id) {
        JobDefinition definition = new JobDefinition(
                id,
                "target",
                "[]",
                Optional.of(new DateTrigger(T0)),
                "default",
                JobPolicy.DEFAULT,
                Set.of(),
                Optional.empty(),
                1,
                1);
        KeptJob job = new KeptJob(JobRecord.create(id, definition, T0, Optional.empty(), false));
        synchronized (lock) {
            jobs.add(job);
        }
        return job;
    }

    private List<String> idsAfter(String id) {
        return jobs.after(id, lock).map(JobRecord::id).toList();
    }

    @Test
    void what_comes_and_goes_after_the_order_was_asked_for_is_in_it_and_out_of_it() {
        add("b");
        assertThat(idsAfter("")).containsExactly("b");

        add("c");
        KeptJob first = add("a");
        assertThat(idsAfter("")).containsExactly("a", "b", "c");

        synchronized (lock) {
            jobs.remove(first);
        }
        assertThat(idsAfter("")).containsExactly("b", "c");
        assertThat(idsAfter("b")).containsExactly("c");
    }

    @Test
    void the_order_is_right_whenever_it_is_asked_for_however_much_has_changed_since() {
        Random random = new Random(7);
        TreeMap<String, KeptJob> expected = new TreeMap<>();
        for (int step = 0; step < 3_000; step++) {
            String id = "job-" + random.nextInt(100);
            KeptJob present = expected.remove(id);
            if (present == null) {
                expected.put(id, add(id));
            } else {
                synchronized (lock) {
                    jobs.remove(present);
                }
            }
            if (random.nextInt(random.nextBoolean() ? 5 : 300) == 0) {
                assertThat(idsAfter("")).containsExactlyElementsOf(expected.keySet());
            }
        }
    }

    @Test
    void a_page_goes_on_after_its_last_id_although_jobs_come_and_go_while_it_is_read() {
        for (int i = 10; i < 100; i++) {
            add("job-" + i);
        }
        KeptJob removed = add("job-700");

        List<String> seen = jobs.after("job-50", lock)
                .peek(job -> {
                    if (job.id().equals("job-51")) {
                        add("job-600");
                        synchronized (lock) {
                            jobs.remove(removed);
                        }
                    }
                })
                .map(JobRecord::id)
                .toList();

        assertThat(seen)
                .hasSize(50)
                .startsWith("job-51")
                .endsWith("job-99")
                .contains("job-600")
                .doesNotContain("job-700");
    }
}
