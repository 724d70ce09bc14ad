package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.JobState;
import dev.carillon.ScheduledJob;
import dev.carillon.core.config.DeclaredJob;
import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobModified;
import dev.carillon.spi.Declaration;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobStore;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredJobsTest {

    private static final IntervalTrigger HOURLY =
            new IntervalTrigger(Duration.ofHours(1), Optional.of(TestNode.START), Optional.empty());
    private static final IntervalTrigger DAILY =
            new IntervalTrigger(Duration.ofDays(1), Optional.of(TestNode.START), Optional.empty());

    private final VirtualClock clock = new VirtualClock(TestNode.START);
    private final JobStore store = MemoryJobStore.shared(clock);

    private static DeclaredJob declared(String id, IntervalTrigger trigger, String fingerprint, String version) {
        return new DeclaredJob(
                id,
                "default",
                new JobDefinition(
                        id,
                        Mailer.class.getName() + "#tick",
                        "[]",
                        Optional.of(trigger),
                        "default",
                        JobPolicy.DEFAULT,
                        Set.of(),
                        Optional.of(new Declaration(fingerprint, version)),
                        1,
                        1));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }

    /** Starts an application that declares these jobs, and ends the one before it. */
    private TestNode deploy(DeclaredJob... jobs) {
        return TestNode.of("node", clock, store, jobs);
    }

    @Test
    void a_declared_job_is_stored_at_the_start_and_runs() {
        TestNode node = deploy(declared("report", HOURLY, "one", ""));

        node.runAfter(Duration.ofHours(1));

        assertThat(node.calls()).containsExactly("2026-03-02T10:00:00Z");
        assertThat(node.scheduler.job("report").isDeclared()).isTrue();
        assertThat(node.events(JobAdded.class)).hasSize(1);
        node.close();
    }

    @Test
    void what_was_edited_at_run_time_stays_as_long_as_the_declaration_does() {
        TestNode before = deploy(declared("report", HOURLY, "one", ""));
        before.scheduler.modify("report").name("Edited").apply();
        before.scheduler.pause("report");
        before.close();

        TestNode after = deploy(declared("report", HOURLY, "one", ""));

        ScheduledJob job = after.scheduler.job("report");
        assertThat(job.name()).isEqualTo("Edited");
        assertThat(job.state()).isEqualTo(JobState.PAUSED);
        assertThat(after.events(JobModified.class)).isEmpty();
        after.close();
    }

    @Test
    @Proves("8.10/14")
    void a_changed_declaration_is_taken_over_and_a_pause_and_an_equal_position_stay() {
        TestNode before = deploy(declared("report", HOURLY, "one", ""));
        before.scheduler.pause("report");
        before.close();
        clock.advance(Duration.ofMinutes(90));

        TestNode after = deploy(declared("report", HOURLY, "two", ""));
        assertThat(after.scheduler.job("report").nextFireTime()).contains(at("10:00"));
        assertThat(after.scheduler.job("report").state()).isEqualTo(JobState.PAUSED);
        after.close();

        TestNode later = deploy(declared("report", DAILY, "three", ""));
        assertThat(later.scheduler.job("report").nextFireTime()).contains(Instant.parse("2026-03-03T09:00:00Z"));
        later.close();
    }

    @Test
    void a_job_that_nobody_declares_any_more_is_set_aside_and_comes_back_when_it_is_declared_again() {
        deploy(declared("report", HOURLY, "one", "")).close();

        TestNode without = deploy();
        assertThat(without.scheduler.job("report").state()).isEqualTo(JobState.SET_ASIDE);
        without.runAfter(Duration.ofHours(2));
        assertThat(without.calls()).isEmpty();
        without.close();

        TestNode again = deploy(declared("report", HOURLY, "one", ""));
        assertThat(again.scheduler.job("report").state()).isEqualTo(JobState.SCHEDULED);
        again.close();
    }

    @Test
    void a_job_that_another_live_node_may_declare_is_left_alone() {
        TestNode other = TestNode.of("other", clock, store, declared("report", HOURLY, "one", ""));

        TestNode node = deploy();

        assertThat(node.scheduler.job("report").state()).isEqualTo(JobState.SCHEDULED);
        node.close();
        other.close();
    }

    @Test
    void an_older_version_of_the_application_does_not_overwrite_a_newer_one() {
        deploy(declared("report", DAILY, "new", "1.10.0")).close();

        TestNode old = deploy(declared("report", HOURLY, "old", "1.9.2"));

        assertThat(old.scheduler.job("report").trigger()).contains(DAILY);
        old.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1.10.0, 1.9.2, true",
        "1.9.2, 1.10.0, false",
        "2.0, 1.99, true",
        "1.0, 1.0.0, false",
        "1.0.1, 1.0, true",
        "1.0, '', false",
        "'', 1.0, false"
    })
    void versions_are_compared_part_by_part(String one, String other, boolean newer) {
        assertThat(DeclaredJobs.isNewer(one, other)).isEqualTo(newer);
    }
}
