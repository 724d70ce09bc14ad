package dev.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.trigger.DateTrigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DueQueueTest {

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private final DueQueue queue = new DueQueue();

    private static KeptJob job(String id, Instant due) {
        JobDefinition definition = new JobDefinition(
                id,
                "target",
                "[]",
                Optional.of(new DateTrigger(due)),
                "default",
                JobPolicy.DEFAULT,
                Set.of(),
                Optional.empty(),
                1,
                1);
        return new KeptJob(JobRecord.create(id, definition, T0, Optional.empty(), false));
    }

    @RepeatedTest(20)
    void whatever_comes_and_goes_the_first_is_the_earliest_and_of_equals_the_one_written_first(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        Map<KeptJob, Instant> wakeUps = new HashMap<>();
        TreeSet<KeptJob> expected = new TreeSet<>(
                Comparator.<KeptJob, Instant>comparing(wakeUps::get).thenComparingInt((KeptJob job) -> job.order));
        List<KeptJob> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(job("job-" + i, T0));
            wakeUps.put(all.get(i), Instant.MIN);
        }
        for (int step = 0; step < 5_000; step++) {
            KeptJob job = all.get(random.nextInt(all.size()));
            if (expected.remove(job)) {
                queue.remove(job);
            } else {
                wakeUps.put(job, T0.plusSeconds(random.nextInt(50)));
                queue.add(job, wakeUps.get(job), step);
                expected.add(job);
            }
            assertThat(queue.isDue(T0.plusSeconds(100))).isEqualTo(!expected.isEmpty());
            if (!expected.isEmpty()) {
                assertThat(queue.first()).isSameAs(expected.first());
            }
        }
    }

    @Test
    void a_job_is_due_at_its_time_and_not_a_nanosecond_before() {
        queue.add(job("job", T0), T0, 1);

        assertThat(queue.isDue(T0.minusNanos(1))).isFalse();
        assertThat(queue.isDue(T0)).isTrue();
    }

    @Test
    void the_earliest_that_is_wanted_is_found_behind_others_that_stay() {
        queue.add(job("a", T0), T0, 1);
        queue.add(job("b", T0.plusSeconds(1)), T0.plusSeconds(1), 2);

        assertThat(queue.earliest(job -> job.id().equals("b"))).contains(T0.plusSeconds(1));

        assertThat(queue.earliest(job -> true)).contains(T0);
    }

    @Test
    void a_job_that_is_in_no_queue_can_be_removed() {
        KeptJob elsewhere = job("a", T0);
        queue.remove(elsewhere);

        assertThat(queue.isDue(Instant.MAX)).isFalse();
    }
}
