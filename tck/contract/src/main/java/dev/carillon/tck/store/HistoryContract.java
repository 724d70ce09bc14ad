package dev.carillon.tck.store;

import static dev.carillon.tck.store.StoredJobs.STORED;
import static dev.carillon.tck.store.StoredJobs.definition;
import static dev.carillon.tck.store.StoredJobs.once;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.HistoryFilter;
import dev.carillon.OnConflict;
import dev.carillon.Retention;
import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.trigger.DateTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the history of a store must hold. */
public abstract class HistoryContract extends OpenedStores {

    private static final Instant T0 = Instant.parse("2026-03-01T13:00:00Z");

    HistoryContract() {}

    private List<RunRecord> history() {
        return store().history(HistoryFilter.ALL, 1_000);
    }

    @Test
    void a_run_is_in_the_history_exactly_if_the_change_that_ends_it_won() {
        JobRecord job = added(once("job", T0));
        RunRecord winner = ended("job", 1, RunOutcome.EXECUTED);
        RunRecord loser = ended("job", 2, RunOutcome.FAILED);
        RunRecord another = ended("another", 3, RunOutcome.EXECUTED);
        JobRecord other = added(once("another", T0));

        Change first = Change.of(job, job.paused()).ending(List.of(winner));
        Change second = Change.of(job, job.paused()).ending(List.of(loser));
        Change third = Change.of(other, other.paused()).ending(List.of(another));

        assertThat(store().replace(List.of(first))).containsExactly(true);
        assertThat(store().replace(List.of(second, third))).containsExactly(false, true);
        assertThat(store().keepsHistory()).isTrue();
        assertThat(history()).containsExactly(another, winner);
    }

    @Test
    void a_claim_brings_the_runs_that_end_with_it_into_the_history() {
        NodeEpoch holder = store().join("one");
        added(once("job", T0));
        added(once("left", T0));
        RunRecord missed = ended("job", 1, RunOutcome.MISSED);

        List<Claim> claims = store().claim(new ClaimRequest(
                holder,
                Map.of("default", 10),
                T0,
                Set.of(),
                due -> due.id().equals("left")
                        ? Optional.empty()
                        : StoredJobs.planner(holder, T0)
                                .plan(due)
                                .map(claim ->
                                        new Claim(claim.before(), claim.plan(), claim.after(), List.of(missed)))));

        assertThat(claims).singleElement().satisfies(claim -> assertThat(claim.ended())
                .containsExactly(missed));
        assertThat(history()).containsExactly(missed);
    }

    @Test
    void the_history_keeps_everything_that_is_said_of_a_run() {
        JobRecord job = added(once("job", T0));
        RunRecord full = new RunRecord(
                UUID.randomUUID(),
                "job",
                "",
                RunCause.RECOVERY,
                T0,
                Optional.of(T0.plusNanos(1_000)),
                T0.plusNanos(2_000),
                Optional.of("node \u00e9"),
                3,
                4_000_000_000L,
                RunOutcome.FAILED,
                Optional.of("a \"quote\",\ttwo\nlines, [\u00e9t\u00e9] \uD83D\uDE00 'x' \\ ?1 :a " + "e".repeat(900)),
                Optional.of("{\"k\":[1,null]," + "v".repeat(3_900)));
        RunRecord bare = new RunRecord(
                UUID.randomUUID(),
                "job",
                "",
                RunCause.SCHEDULE,
                T0,
                Optional.empty(),
                T0,
                Optional.empty(),
                1,
                0,
                RunOutcome.MISSED,
                Optional.empty(),
                Optional.empty());

        store().replace(List.of(Change.of(job, job.paused()).ending(List.of(full, bare))));

        assertThat(history()).containsExactly(full, bare);
        assertThat(node().history(HistoryFilter.ALL, 1_000)).containsExactly(full, bare);
    }

    @Test
    void the_history_tells_of_the_last_ends_first_also_of_jobs_that_are_gone() {
        RunRecord failed = ended("job", 1, RunOutcome.FAILED);
        RunRecord executed = ended("other", 2, RunOutcome.EXECUTED);
        RunRecord last = ended("job", 3, RunOutcome.EXECUTED);
        write(added(once("job", T0)), failed);
        store().replace(List.of(new Change(added(once("other", T0)), Optional.empty(), List.of(executed))));
        store().replace(List.of(new Change(store().find("job").orElseThrow(), Optional.empty(), List.of(last))));
        store().removeAll();

        assertThat(history()).containsExactly(last, executed, failed);
        assertThat(store().history(HistoryFilter.ALL, 2)).containsExactly(last, executed);
        assertThat(found(HistoryFilter.ALL.withJob("job"))).containsExactly(last, failed);
        assertThat(found(HistoryFilter.ALL.withJob("Job"))).isEmpty();
        assertThat(found(HistoryFilter.ALL.withRun(failed.runId()))).containsExactly(failed);
        assertThat(found(HistoryFilter.ALL.withJob("other").withRun(failed.runId())))
                .isEmpty();
        assertThat(found(HistoryFilter.ALL.withOutcomes(RunOutcome.FAILED))).containsExactly(failed);
        assertThat(found(HistoryFilter.ALL.withOutcomes(RunOutcome.FAILED, RunOutcome.EXECUTED)))
                .hasSize(3);
        assertThat(found(HistoryFilter.ALL.withFrom(executed.endedAt()))).containsExactly(last, executed);
        assertThat(found(HistoryFilter.ALL.withUntil(executed.endedAt()))).containsExactly(failed);
        assertThat(found(HistoryFilter.ALL.withBefore(last))).containsExactly(executed, failed);
        assertThat(found(HistoryFilter.ALL.withJob("job").withBefore(last).withFrom(T0)))
                .containsExactly(failed);
    }

    @Test
    void runs_that_ended_at_once_are_read_page_by_page_without_a_gap() {
        List<RunRecord> runs = new ArrayList<>();
        JobRecord job = added(once("job", T0));
        for (int i = 0; i < 10; i++) {
            runs.add(ended("job", i / 4, RunOutcome.EXECUTED));
        }
        store().replace(List.of(Change.of(job, job.paused()).ending(runs)));

        List<RunRecord> read = new ArrayList<>();
        List<RunRecord> page = store().history(HistoryFilter.ALL, 3);
        while (!page.isEmpty()) {
            read.addAll(page);
            page = store().history(HistoryFilter.ALL.withBefore(page.get(page.size() - 1)), 3);
        }

        assertThat(read).isSortedAccordingTo(RunRecord.NEWEST_FIRST).containsExactlyInAnyOrderElementsOf(runs);
    }

    @Test
    void the_history_of_another_namespace_is_not_seen() {
        JobStore other = keep(open(namespace() + "-other"));
        write(added(once("job", T0)), ended("job", 1, RunOutcome.EXECUTED));
        RunRecord foreign = ended("job", 2, RunOutcome.FAILED);
        other.append(foreign, Retention.DEFAULT);

        assertThat(history()).extracting(RunRecord::outcome).containsExactly(RunOutcome.EXECUTED);
        assertThat(other.history(HistoryFilter.ALL, 10)).containsExactly(foreign);
        purge(other);
        assertThat(history()).hasSize(1);
    }

    @Test
    void what_no_change_brings_is_appended_once() {
        RunRecord brought = ended("job", 1, RunOutcome.EXECUTED);
        RunRecord orphan = ended("gone", 2, RunOutcome.EXECUTED);
        write(added(once("job", T0)), brought);

        for (int time = 0; time < 2; time++) {
            store().append(brought, Retention.DEFAULT);
            node().append(orphan, Retention.DEFAULT);
        }

        assertThat(history()).containsExactly(orphan, brought);
    }

    @Test
    void of_each_job_as_many_runs_are_kept_as_its_newest_says() {
        Instant now = store().now();
        for (int i = 0; i < 5; i++) {
            appendAt("many", now.minusSeconds(i), i == 0 ? keeping(3) : keeping(1));
            appendAt("one", now.minusSeconds(i), i == 0 ? keeping(1) : keeping(3));
            appendAt("all", now.minusSeconds(i), Retention.DEFAULT.withHistoryCount(OptionalInt.empty()));
        }

        purge(store());

        assertThat(ages("many", now)).containsExactly(0L, 1L, 2L);
        assertThat(ages("one", now)).containsExactly(0L);
        assertThat(ages("all", now)).hasSize(5);
    }

    @Test
    void each_run_is_kept_as_long_as_its_own_retention_says_also_if_its_job_is_gone() {
        Instant now = store().now();
        Retention day = Retention.DEFAULT.withHistoryAge(Optional.of(Duration.ofDays(1)));
        Retention ever = Retention.DEFAULT.withHistoryAge(Optional.empty());
        long overADay = Duration.ofDays(1).plusSeconds(1).toSeconds();
        long thousandDays = Duration.ofDays(1_000).toSeconds();
        for (long age : List.of(3_600L, overADay, thousandDays)) {
            appendAt("gone", now.minusSeconds(age), day);
            appendAt("always", now.minusSeconds(age), ever);
            appendAt("month", now.minusSeconds(age), Retention.DEFAULT);
        }

        purge(store());

        assertThat(ages("gone", now)).containsExactly(3_600L);
        assertThat(ages("always", now)).containsExactly(3_600L, overADay, thousandDays);
        assertThat(ages("month", now)).containsExactly(3_600L, overADay);
    }

    @Test
    void the_retention_that_counts_is_that_of_the_job_as_it_was_seen() {
        Instant now = store().now();
        JobRecord job = added(JobRecord.create("job", withRetention(keeping(1)), STORED, Optional.empty(), false));
        JobRecord next = write(job, endedAt("job", now.minusSeconds(1)));
        write(next, endedAt("job", now));

        purge(store());

        assertThat(ages("job", now)).containsExactly(0L);
    }

    private static JobDefinition withRetention(Retention retention) {
        JobDefinition definition = definition(new DateTrigger(T0));
        return definition.withPolicy(definition.policy().withRetention(retention));
    }

    private static Retention keeping(int count) {
        return Retention.DEFAULT.withHistoryCount(OptionalInt.of(count));
    }

    private static void purge(JobStore store) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            after = store.purgeHistory(after.get());
        }
    }

    private List<Long> ages(String jobId, Instant now) {
        return found(HistoryFilter.ALL.withJob(jobId)).stream()
                .map(run -> Duration.between(run.endedAt(), EpochMicros.truncate(now))
                        .toSeconds())
                .toList();
    }

    private List<RunRecord> found(HistoryFilter filter) {
        return store().history(filter, 1_000);
    }

    private void appendAt(String jobId, Instant endedAt, Retention retention) {
        store().append(endedAt(jobId, endedAt), retention);
    }

    private JobRecord added(JobRecord record) {
        store().add(List.of(record), OnConflict.FAIL);
        return record;
    }

    private JobRecord write(JobRecord seen, RunRecord ended) {
        Change change = new Change(seen, Optional.of(seen.paused()), List.of(ended));
        assertThat(store().replace(List.of(change))).containsExactly(true);
        return change.next().orElseThrow();
    }

    private static RunRecord ended(String jobId, int second, RunOutcome outcome) {
        return ended(jobId, T0.plusSeconds(second), outcome);
    }

    private static RunRecord endedAt(String jobId, Instant time) {
        return ended(jobId, time, RunOutcome.EXECUTED);
    }

    private static RunRecord ended(String jobId, Instant time, RunOutcome outcome) {
        return new RunRecord(
                UUID.randomUUID(),
                jobId,
                "",
                RunCause.SCHEDULE,
                T0,
                Optional.of(T0),
                time,
                Optional.of("one"),
                1,
                1,
                outcome,
                Optional.empty(),
                Optional.empty());
    }
}
