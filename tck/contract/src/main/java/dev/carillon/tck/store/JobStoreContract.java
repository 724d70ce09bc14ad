package dev.carillon.tck.store;

import static dev.carillon.tck.store.StoredJobs.STORED;
import static dev.carillon.tck.store.StoredJobs.calling;
import static dev.carillon.tck.store.StoredJobs.definition;
import static dev.carillon.tck.store.StoredJobs.job;
import static dev.carillon.tck.store.StoredJobs.on;
import static dev.carillon.tck.store.StoredJobs.once;
import static dev.carillon.tck.store.StoredJobs.planner;
import static dev.carillon.tck.store.StoredJobs.tagged;
import static dev.carillon.tck.store.StoredJobs.with;
import static dev.carillon.tck.store.StoredJobs.withArguments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.DuplicateJobException;
import dev.carillon.JobFilter;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.spi.AddResult;
import dev.carillon.spi.BeatReply;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.Declaration;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Planner;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunEnd;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store must hold, seen through the port alone. Each test has a namespace of its own, so that all can share
 * one server. Races are forced by a common start; nothing here depends on how fast a store is.
 */
public abstract class JobStoreContract extends HistoryContract {

    private static final Instant T0 = Instant.parse("2026-03-01T13:00:00Z");
    private static final Duration MICRO = Duration.ofNanos(1_000);

    private JobStore store;

    /** For subclasses. */
    protected JobStoreContract() {}

    @BeforeEach
    final void chooseStore() {
        store = store();
    }

    /** Returns as many nodes as are to race; two stores serve them by turns, for opening one takes a while. */
    private List<JobStore> nodes(int count) {
        List<JobStore> two = List.of(store, node());
        return IntStream.range(0, count).mapToObj(i -> two.get(i % 2)).toList();
    }

    // ---- add

    @Test
    @Proves("8.13/2")
    void what_is_added_is_found_with_everything_it_says() {
        JobPolicy policy = new JobPolicy(
                Optional.of(Duration.ofMillis(1_500)),
                Coalesce.ALL,
                7,
                3,
                LimitPolicy.QUEUE,
                Duration.ofSeconds(2),
                DeliveryMode.AT_MOST_ONCE,
                Optional.of(Duration.ofMinutes(9)),
                RetryPolicy.of(4).withNot(Set.of("java.io.IOException")),
                Retention.DEFAULT.withHistory(7, Duration.ofHours(3)));
        JobDefinition definition = new JobDefinition(
                "Größe \uD83D\uDE00",
                "com.acme.Mailer#send",
                "[\"a@b.c\",3,null,{\"k\":[true]}]",
                Optional.of(new IntervalTrigger(
                        Duration.ofMinutes(5), Optional.of(T0), Optional.of(T0.plus(Duration.ofDays(1))))),
                "virtual",
                policy,
                Set.of("customer:7", "with space", "comma,", "%_"),
                Optional.of(new Declaration("abc123", "1.2.3")),
                1,
                1);
        JobRecord record = JobRecord.create("mail-42", definition, STORED, Optional.of(T0.plusSeconds(3)), true);

        List<AddResult> results = store.add(List.of(record), OnConflict.FAIL);

        assertThat(results).containsExactly(new AddResult(AddResult.Outcome.ADDED, record));
        assertThat(store.find("mail-42")).contains(record);
        assertThat(node().find("mail-42")).contains(record);
    }

    @Test
    @Proves("8.9/7")
    void adding_a_taken_id_fails_and_stores_none_of_the_others() {
        JobRecord present = once("b", T0);
        store.add(List.of(present), OnConflict.FAIL);

        assertThatThrownBy(() -> store.add(List.of(once("a", T0), once("b", T0), once("c", T0)), OnConflict.FAIL))
                .isInstanceOf(DuplicateJobException.class)
                .hasMessageContaining("'b'");

        assertThat(allIds()).containsExactly("b");
        assertThat(store.find("b")).contains(present);
    }

    @Test
    void keeping_leaves_what_is_there_and_tells_what_that_is() {
        JobRecord present = once("b", T0);
        store.add(List.of(present), OnConflict.FAIL);
        JobRecord added = once("a", T0);

        List<AddResult> results =
                store.add(List.of(added, once("b", T0.plusSeconds(9)), once("c", T0)), OnConflict.KEEP);

        assertThat(results)
                .extracting(AddResult::outcome)
                .containsExactly(AddResult.Outcome.ADDED, AddResult.Outcome.KEPT, AddResult.Outcome.ADDED);
        assertThat(results.get(1).stored()).isEqualTo(present);
        assertThat(store.find("b")).contains(present);
        assertThat(allIds()).containsExactly("a", "b", "c");
    }

    @Test
    @Proves("8.13/3")
    void replacing_gives_the_stored_job_the_new_definition_and_keeps_its_runs_and_its_pause() {
        NodeEpoch node = store.join("one");
        store.add(List.of(job("b", definition(every(Duration.ofMinutes(1))))), OnConflict.FAIL);
        Claim claim = claimOne(store, node, T0);
        JobRecord paused =
                write(claim.after().orElseThrow(), claim.after().orElseThrow().paused());
        JobRecord other = job("b", on("io", definition(every(Duration.ofMinutes(1)))));

        List<AddResult> results = store.add(List.of(once("a", T0), other), OnConflict.REPLACE);

        assertThat(results)
                .extracting(AddResult::outcome)
                .containsExactly(AddResult.Outcome.ADDED, AddResult.Outcome.REPLACED);
        JobRecord replaced = store.find("b").orElseThrow();
        assertThat(results.get(1).stored()).isEqualTo(replaced);
        assertThat(replaced.version()).isEqualTo(paused.version() + 1);
        assertThat(replaced.definition().executor()).isEqualTo("io");
        assertThat(replaced.definition().revision()).isEqualTo(2);
        assertThat(replaced.schedule()).isEqualTo(paused.schedule());
        assertThat(replaced.runs()).isEqualTo(paused.runs()).hasSize(1);
    }

    @Test
    void of_many_who_add_an_id_at_once_one_wins() {
        List<Callable<String>> adders = new ArrayList<>();
        List<JobStore> nodes = nodes(6);
        for (int i = 0; i < 6; i++) {
            JobStore node = nodes.get(i);
            List<JobRecord> records = List.of(once("common", T0), once("own-" + i, T0));
            adders.add(() -> {
                try {
                    node.add(records, OnConflict.FAIL);
                    return "added";
                } catch (DuplicateJobException taken) {
                    return "refused";
                }
            });
        }

        List<String> verdicts = Race.of(adders);

        assertThat(verdicts).containsOnlyOnce("added");
        assertThat(allIds()).hasSize(2).contains("common");
    }

    @Test
    void of_many_who_add_and_keep_an_id_at_once_one_adds_and_all_hold_the_same_record() {
        List<Callable<AddResult>> adders = new ArrayList<>();
        List<JobStore> nodes = nodes(6);
        for (int i = 0; i < 6; i++) {
            JobStore node = nodes.get(i);
            JobRecord record = once("common", T0.plusSeconds(i));
            adders.add(() -> node.add(List.of(record), OnConflict.KEEP).get(0));
        }

        List<AddResult> results = Race.of(adders);

        assertThat(results).extracting(AddResult::outcome).containsOnlyOnce(AddResult.Outcome.ADDED);
        assertThat(results)
                .extracting(AddResult::stored)
                .containsOnly(store.find("common").orElseThrow());
    }

    @Test
    void of_many_who_replace_an_id_at_once_each_has_its_turn() {
        store.add(List.of(once("common", T0)), OnConflict.FAIL);
        List<Callable<AddResult>> adders = new ArrayList<>();
        List<JobStore> nodes = nodes(6);
        for (int i = 0; i < 6; i++) {
            JobStore node = nodes.get(i);
            JobRecord record = once("common", T0.plusSeconds(i));
            adders.add(() -> node.add(List.of(record), OnConflict.REPLACE).get(0));
        }

        List<AddResult> results = Race.of(adders);

        assertThat(results).extracting(AddResult::outcome).containsOnly(AddResult.Outcome.REPLACED);
        assertThat(results).extracting(result -> result.stored().version()).doesNotHaveDuplicates();
        assertThat(store.find("common").orElseThrow().definition().revision()).isEqualTo(7);
    }

    @Test
    @Proves("8.10/32")
    void nothing_is_added_changed_or_found_for_nothing() {
        assertThat(store.add(List.of(), OnConflict.FAIL)).isEmpty();
        assertThat(store.replace(List.of())).isEmpty();
        assertThat(store.find(List.of())).isEmpty();
    }

    @Test
    void two_thousand_jobs_go_through_every_step_in_one_call_each() {
        NodeEpoch node = store.join("one");
        List<JobRecord> records = IntStream.range(0, 2_000)
                .mapToObj(i -> once("bulk-%04d".formatted(i), T0.plusNanos(i * 1_000L)))
                .toList();
        List<String> ids = records.stream().map(JobRecord::id).toList();

        store.add(records, OnConflict.FAIL);
        assertThat(store.find(ids)).hasSize(2_000);
        List<Claim> claims = store.claim(request(node, T0.plusSeconds(1), Map.of("default", 2_000)));
        assertThat(claims).extracting(claim -> claim.before().id()).containsExactlyElementsOf(ids);
        List<Change> completions =
                claims.stream().map(claim -> completion(claim, node)).toList();
        assertThat(store.replace(completions)).hasSize(2_000).containsOnly(true);

        assertThat(store.find(ids)).isEmpty();
        assertThat(store.held("", 10)).isEmpty();
    }

    // ---- replace

    @Test
    void a_change_wins_under_the_version_that_was_seen_and_raises_it() {
        JobRecord seen = added(once("a", T0));

        assertThat(store.replace(List.of(Change.of(seen, seen.paused())))).containsExactly(true);

        JobRecord stored = store.find("a").orElseThrow();
        assertThat(stored).isEqualTo(seen.paused().withVersion(seen.version() + 1));
    }

    @Test
    @Proves("8.9/11")
    void a_change_to_a_record_that_has_changed_since_loses_and_leaves_no_trace() {
        JobRecord seen = added(once("a", T0));
        JobRecord paused = write(seen, seen.paused());

        boolean won = store.replace(List.of(Change.of(seen, seen.setAside("too late", T0))))
                .get(0);
        boolean removed =
                store.replace(List.of(new Change(seen, Optional.empty()))).get(0);

        assertThat(won).isFalse();
        assertThat(removed).isFalse();
        assertThat(store.find("a")).contains(paused);
    }

    @Test
    void one_change_that_loses_hinders_no_other_and_verdicts_keep_the_order() {
        List<JobRecord> seen =
                List.of(added(once("a", T0)), added(once("b", T0)), added(once("c", T0)), added(once("d", T0)));
        write(seen.get(1), seen.get(1).paused());
        store.remove("d");
        JobRecord never = once("never", T0);

        List<Boolean> won = store.replace(List.of(
                Change.of(never, never.paused()),
                Change.of(seen.get(3), seen.get(3).paused()),
                Change.of(seen.get(2), seen.get(2).paused()),
                new Change(seen.get(1), Optional.empty()),
                new Change(seen.get(0), Optional.empty())));

        assertThat(won).containsExactly(false, false, true, false, true);
        assertThat(allIds()).containsExactly("b", "c");
    }

    @Test
    @Proves("8.9/8")
    void a_change_can_alter_definition_schedule_and_runs_at_once() {
        JobRecord seen = added(once("a", T0));
        JobDefinition next = tagged(withArguments("[\"new\"]", on("io", definition(every(Duration.ofHours(1))))), "t");
        JobRecord changed = seen.redefined(next, T0).withManualRun(UUID.randomUUID(), T0.plusSeconds(7));

        JobRecord stored = write(seen, changed);

        assertThat(stored).isEqualTo(changed.withVersion(seen.version() + 1));
        assertThat(ids(store.scan(JobFilter.ALL.withExecutor("io").withTag("t"), "", 10)))
                .containsExactly("a");
        assertThat(store.scan(JobFilter.ALL.withExecutor("default"), "", 10)).isEmpty();
        assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).isEmpty();
        assertThat(store.earliestWakeUp(Set.of("io"), Set.of())).contains(T0.plusSeconds(7));
    }

    @Test
    void of_many_changes_to_one_record_at_once_one_wins() {
        JobRecord seen = added(once("a", T0));
        List<Callable<Boolean>> writers = new ArrayList<>();
        List<JobStore> nodes = nodes(8);
        for (int i = 0; i < 8; i++) {
            JobStore node = nodes.get(i);
            JobRecord next = seen.withNextFireTime(T0.plusSeconds(i));
            writers.add(() -> node.replace(List.of(Change.of(seen, next))).get(0));
        }

        List<Boolean> won = Race.of(writers);

        assertThat(won).containsOnlyOnce(true);
        assertThat(store.find("a").orElseThrow().schedule().nextFireTime()).contains(T0.plusSeconds(won.indexOf(true)));
    }

    @Test
    void batches_that_overlap_in_any_order_are_all_written_and_each_record_has_one_winner() {
        List<JobRecord> seen = IntStream.range(0, 100)
                .mapToObj(i -> once("x%03d".formatted(i), T0))
                .toList();
        store.add(seen, OnConflict.FAIL);
        List<Callable<List<Boolean>>> writers = new ArrayList<>();
        List<JobStore> nodes = nodes(4);
        for (int i = 0; i < 4; i++) {
            JobStore node = nodes.get(i);
            List<JobRecord> shuffled = new ArrayList<>(seen);
            Collections.shuffle(shuffled, new Random(i));
            writers.add(() -> node.replace(shuffled.stream()
                    .map(each -> Change.of(each, each.paused()))
                    .toList()));
        }

        List<List<Boolean>> won = Race.of(writers);

        assertThat(won.stream().flatMap(List::stream).filter(each -> each)).hasSize(100);
        assertThat(store.find(seen.stream().map(JobRecord::id).toList()).values())
                .hasSize(100)
                .allMatch(job -> job.state() == JobState.PAUSED);
    }

    @Test
    void a_job_that_is_added_again_is_not_touched_by_a_change_to_its_earlier_life() {
        JobRecord earlier = added(once("a", T0));
        store.remove("a");
        JobRecord later =
                JobRecord.create("a", definition(new DateTrigger(T0)), STORED.plusSeconds(1), Optional.empty(), false);
        store.add(List.of(later), OnConflict.FAIL);

        assertThat(store.replace(List.of(new Change(earlier, Optional.empty()))))
                .containsExactly(false);
        assertThat(store.find("a")).contains(later);
    }

    // ---- find, scan, next

    @Test
    @Proves("8.9/2")
    void only_those_that_exist_are_found() {
        added(once("a", T0));
        added(once("b", T0));

        assertThat(store.find(List.of("a", "b", "A", "c", "")).keySet()).containsExactlyInAnyOrder("a", "b");
        assertThat(store.find("nobody")).isEmpty();
    }

    @Test
    void ids_differ_as_soon_as_one_byte_does_and_are_listed_byte_by_byte() {
        List<String> ids = new ArrayList<>(List.of(
                "a",
                "A",
                "b",
                "B",
                "a ",
                "a  ",
                " a",
                " ",
                "aa",
                "a-b",
                "a_b",
                "a%b",
                "a.b",
                "a'b",
                "a\"b",
                "a\\b",
                "a$b",
                "a?1",
                "a:b",
                "a\u00A0",
                "\u00E4",
                "a\u0308",
                "ss",
                "\u00DF",
                "i",
                "\u0130",
                "\u0131",
                "\u00E5",
                "z",
                "\u4E2D",
                "\uE000",
                "\uFF21",
                "\uFFFD",
                "\uD83D\uDE00",
                "\uD83D\uDE01",
                "\uD83D\uDE00a",
                "\uDBFF\uDFFD",
                "x".repeat(120),
                "\uD83D\uDE00".repeat(30)));
        Collections.shuffle(ids, new Random(42));
        store.add(ids.stream().map(id -> once(id, T0)).toList(), OnConflict.FAIL);
        List<String> sorted = ids.stream().sorted(JobRecord.ID_ORDER).toList();

        assertThat(allIds()).containsExactlyElementsOf(sorted);
        assertThat(store.find(ids).keySet()).containsExactlyInAnyOrderElementsOf(ids);
        for (int size : List.of(1, 3, 7)) {
            assertThat(pagedIds(JobFilter.ALL, size)).containsExactlyElementsOf(sorted);
        }
        for (String id : ids) {
            assertThat(store.remove(id)).map(JobRecord::id).contains(id);
            assertThat(store.find(id)).isEmpty();
        }
        assertThat(allIds()).isEmpty();
    }

    @Test
    void a_page_is_shorter_than_its_limit_only_at_the_end() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            added(once(id, T0));
        }

        assertThat(ids(store.scan(JobFilter.ALL, "", 2))).containsExactly("a", "b");
        assertThat(ids(store.scan(JobFilter.ALL, "b", 2))).containsExactly("c", "d");
        assertThat(ids(store.scan(JobFilter.ALL, "d", 2))).containsExactly("e");
        assertThat(ids(store.scan(JobFilter.ALL, "bb", 2))).containsExactly("c", "d");
        assertThat(store.scan(JobFilter.ALL, "e", 2)).isEmpty();
    }

    @Test
    void a_filter_narrows_by_the_beginning_of_the_id() {
        for (String id : List.of("a%b", "a%c", "a_b", "aXb", "A%b", "b", "a", "a\uD83D\uDE00", "a\uFFFD")) {
            added(once(id, T0));
        }

        assertThat(ids(store.scan(JobFilter.ALL.withIdPrefix("a%"), "", 10))).containsExactly("a%b", "a%c");
        assertThat(ids(store.scan(JobFilter.ALL.withIdPrefix("a_"), "", 10))).containsExactly("a_b");
        assertThat(ids(store.scan(JobFilter.ALL.withIdPrefix("a\uD83D\uDE00"), "", 10)))
                .containsExactly("a\uD83D\uDE00");
        assertThat(ids(store.scan(JobFilter.ALL.withIdPrefix("a"), "a%b", 2))).containsExactly("a%c", "aXb");
        assertThat(ids(store.scan(JobFilter.ALL.withIdPrefix("b"), "", 10))).containsExactly("b");
        assertThat(store.scan(JobFilter.ALL.withIdPrefix("c"), "", 10)).isEmpty();
        assertThat(ids(store.next(JobFilter.ALL.withIdPrefix("a%"), 10))).containsExactly("a%b", "a%c");
    }

    @Test
    void a_filter_narrows_by_state_executor_and_tag_and_all_at_once() {
        added(once("scheduled", T0));
        write(added(once("paused", T0)), store.find("paused").orElseThrow().paused());
        write(added(once("aside", T0)), store.find("aside").orElseThrow().setAside("a fault", T0));
        added(job("idle", withoutTrigger()));
        failedJob("failed");
        added(job("io-1", tagged(on("io", definition(new DateTrigger(T0))), "red", "blue")));
        added(job("io-2", tagged(on("io", definition(new DateTrigger(T0))), "red, blue", "%")));
        write(
                added(job("io-3", tagged(on("io", definition(new DateTrigger(T0))), "red"))),
                store.find("io-3").orElseThrow().paused());

        assertThat(ids(store.scan(JobFilter.ALL.withStates(JobState.SCHEDULED), "", 10)))
                .containsExactly("io-1", "io-2", "scheduled");
        assertThat(ids(store.scan(JobFilter.ALL.withStates(JobState.PAUSED, JobState.SET_ASIDE), "", 10)))
                .containsExactly("aside", "io-3", "paused");
        assertThat(ids(store.scan(JobFilter.ALL.withStates(JobState.IDLE), "", 10)))
                .containsExactly("idle");
        assertThat(ids(store.scan(JobFilter.ALL.withStates(JobState.FAILED), "", 10)))
                .containsExactly("failed");
        assertThat(ids(store.scan(JobFilter.ALL.withExecutor("io"), "", 10))).containsExactly("io-1", "io-2", "io-3");
        assertThat(store.scan(JobFilter.ALL.withExecutor("IO"), "", 10)).isEmpty();
        assertThat(ids(store.scan(JobFilter.ALL.withTag("red"), "", 10))).containsExactly("io-1", "io-3");
        assertThat(ids(store.scan(JobFilter.ALL.withTag("%"), "", 10))).containsExactly("io-2");
        assertThat(store.scan(JobFilter.ALL.withTag("re"), "", 10)).isEmpty();
        JobFilter all = JobFilter.ALL
                .withIdPrefix("io")
                .withStates(JobState.SCHEDULED)
                .withExecutor("io")
                .withTag("red");
        assertThat(ids(store.scan(all, "", 10))).containsExactly("io-1");
        assertThat(ids(store.next(all, 10))).containsExactly("io-1");
    }

    @Test
    void a_filtered_page_is_full_although_most_jobs_are_not_wanted() {
        for (int i = 0; i < 40; i++) {
            String tag = i % 8 == 7 ? "rare" : "common";
            added(job("f%02d".formatted(i), tagged(definition(new DateTrigger(T0)), tag)));
        }

        assertThat(ids(store.scan(JobFilter.ALL.withTag("rare"), "", 3))).containsExactly("f07", "f15", "f23");
        assertThat(pagedIds(JobFilter.ALL.withTag("rare"), 2)).containsExactly("f07", "f15", "f23", "f31", "f39");
    }

    @Test
    @Proves("8.9/3")
    void the_next_jobs_come_by_fire_time_then_by_id_and_those_without_one_last() {
        added(once("late", T0.plusSeconds(2)));
        added(once("tie-2", T0.plusSeconds(1)));
        added(once("tie-1", T0.plusSeconds(1)));
        added(once("tie-\uFFFD", T0.plusSeconds(1)));
        added(once("tie-\uD83D\uDE00", T0.plusSeconds(1)));
        added(once("micro", T0.plusSeconds(1).minus(MICRO)));
        added(job("b-none", withoutTrigger()));
        write(added(once("a-paused", T0)), store.find("a-paused").orElseThrow().paused());

        assertThat(ids(store.next(JobFilter.ALL, 100)))
                .containsExactly(
                        "micro", "tie-1", "tie-2", "tie-\uFFFD", "tie-\uD83D\uDE00", "late", "a-paused", "b-none");
        assertThat(ids(store.next(JobFilter.ALL, 2))).containsExactly("micro", "tie-1");
    }

    // ---- claim

    @Test
    @Proves("8.9/5")
    void a_job_is_due_at_its_wake_up_time_and_not_a_microsecond_before() {
        NodeEpoch node = store.join("one");
        added(once("a", T0));

        assertThat(store.claim(request(node, T0.minus(MICRO), Map.of("default", 10))))
                .isEmpty();
        assertThat(store.claim(request(node, T0, Map.of("default", 10)))).hasSize(1);
    }

    @Test
    @Proves("8.10/39")
    void a_claim_tells_what_was_read_and_what_was_written() {
        NodeEpoch node = store.join("one");
        JobRecord before = added(job("a", definition(every(Duration.ofMinutes(1)))));

        Claim claim = claimOne(store, node, T0);

        assertThat(claim.before()).isEqualTo(before);
        JobRecord after = claim.after().orElseThrow();
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after).isEqualTo(store.find("a").orElseThrow());
        assertThat(claim.held()).hasSize(1).allMatch(run -> run.isHeldBy(node));
        assertThat(after.schedule().nextFireTime().orElseThrow()).isAfter(T0);
    }

    @Test
    void a_claimed_run_is_not_claimed_again() {
        NodeEpoch one = store.join("one");
        NodeEpoch two = store.join("two");
        added(once("a", T0));

        assertThat(store.claim(request(one, T0, Map.of("default", 10)))).hasSize(1);

        assertThat(store.claim(request(one, T0.plusSeconds(60), Map.of("default", 10))))
                .isEmpty();
        assertThat(node().claim(request(two, T0.plusSeconds(60), Map.of("default", 10))))
                .isEmpty();
    }

    @Test
    @Proves({"8.9/4", "8.13/8"})
    void each_executor_gets_no_more_than_its_room_the_earliest_first() {
        NodeEpoch node = store.join("one");
        for (int i = 0; i < 6; i++) {
            added(once("d" + i, T0.minusSeconds(i)));
            added(once("io" + i, T0.minusSeconds(10 + i), "io"));
            added(once("no" + i, T0.minusSeconds(100), "unnamed"));
            added(once("zero" + i, T0.minusSeconds(100), "zero"));
        }

        List<Claim> claims = store.claim(request(node, T0, Map.of("default", 2, "io", 3, "zero", 0, "empty", 5)));

        assertThat(claims).extracting(claim -> claim.before().id()).containsExactly("io5", "io4", "io3", "d5", "d4");
    }

    @Test
    @Proves("8.13/19")
    void a_full_executor_hides_nothing_of_another() {
        NodeEpoch node = store.join("one");
        List<JobRecord> many = IntStream.range(0, 300)
                .mapToObj(i -> once("full-" + i, T0.minusSeconds(1_000), "full"))
                .toList();
        store.add(many, OnConflict.FAIL);
        added(once("other", T0));

        assertThat(claimedIds(store.claim(request(node, T0, Map.of("default", 1, "full", 0)))))
                .containsExactly("other");
        assertThat(store.claim(request(node, T0, Map.of("full", 7)))).hasSize(7);
    }

    @Test
    void jobs_of_targets_that_the_node_does_not_know_are_left_to_others() {
        NodeEpoch node = store.join("one");
        added(calling("a", T0.minusSeconds(2), "unknown-1"));
        added(calling("b", T0.minusSeconds(1), "unknown-2"));
        added(calling("c", T0, "known"));
        JobRecord left = store.find("a").orElseThrow();

        List<Claim> claims = store.claim(
                new ClaimRequest(node, Map.of("default", 10), T0, Set.of("unknown-1", "unknown-2"), planner(node, T0)));

        assertThat(claimedIds(claims)).containsExactly("c");
        assertThat(store.find("a")).contains(left);
    }

    @Test
    void what_the_planner_leaves_stays_as_it_is_and_hides_nothing_behind_it() {
        NodeEpoch node = store.join("one");
        List<JobRecord> head = IntStream.range(0, 120)
                .mapToObj(i -> calling("head-%03d".formatted(i), T0.minusSeconds(100), "unknown"))
                .toList();
        store.add(head, OnConflict.FAIL);
        for (int i = 0; i < 5; i++) {
            added(once("behind-" + i, T0.minusSeconds(9 - i)));
        }

        List<Claim> claims = store.claim(new ClaimRequest(
                node,
                Map.of("default", 3),
                T0,
                Set.of(),
                due -> due.definition().target().equals("unknown")
                        ? Optional.empty()
                        : planner(node, T0).plan(due)));

        assertThat(claimedIds(claims)).containsExactly("behind-0", "behind-1", "behind-2");
        assertThat(store.find("head-000")).contains(head.get(0));
    }

    @Test
    void a_job_that_is_due_again_as_soon_as_it_is_claimed_is_claimed_once_in_one_call() {
        NodeEpoch node = store.join("one");
        store.add(List.of(job("b", definition(every(MICRO)))), OnConflict.FAIL);
        Instant later = T0.plus(Duration.ofSeconds(1));
        AtomicLong micros = new AtomicLong();
        Planner moving = due -> planner(node, T0.plus(MICRO.multipliedBy(micros.incrementAndGet())))
                .plan(due);

        List<Claim> claims = store.claim(new ClaimRequest(node, Map.of("default", 10), later, Set.of(), moving));

        assertThat(claimedIds(claims)).containsExactly("b");
    }

    @Test
    void a_planner_that_fails_leaves_every_job_as_it_was() {
        NodeEpoch node = store.join("one");
        store.add(List.of(once("a", T0), once("b", T0), once("c", T0)), OnConflict.FAIL);
        Planner failing = due -> {
            if (due.id().equals("b")) {
                throw new IllegalStateException("b");
            }
            return planner(node, T0).plan(due);
        };

        assertThatThrownBy(() -> store.claim(new ClaimRequest(node, Map.of("default", 10), T0, Set.of(), failing)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(claimedIds(store.claim(request(node, T0, Map.of("default", 10)))))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void a_claim_that_leaves_nothing_to_do_removes_the_job() {
        NodeEpoch node = store.join("one");
        added(once("a", T0));
        JobRecord other = added(once("b", T0.plusSeconds(60)));

        List<Claim> claims =
                store.claim(new ClaimRequest(node, Map.of("default", 10), T0, Set.of(), due -> planner(node, T0)
                        .plan(due)
                        .map(claim -> new Claim(due, claim.plan(), Optional.empty()))));

        assertThat(claims).hasSize(1);
        assertThat(claims.get(0).after()).isEmpty();
        assertThat(claims.get(0).held()).isEmpty();
        assertThat(store.find(List.of("a", "b"))).containsOnly(Map.entry("b", other));
    }

    @Test
    void a_claim_can_set_a_job_aside_without_taking_a_run() {
        NodeEpoch node = store.join("one");
        added(once("a", T0));

        List<Claim> claims =
                store.claim(new ClaimRequest(node, Map.of("default", 10), T0, Set.of(), due -> planner(node, T0)
                        .plan(due)
                        .map(claim -> new Claim(due, claim.plan(), Optional.of(due.setAside("a fault", T0))))));

        assertThat(claims).hasSize(1);
        assertThat(store.find("a").orElseThrow().state()).isEqualTo(JobState.SET_ASIDE);
        assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).isEmpty();
    }

    @Test
    @Proves({"8.9/4", "8.9/6"})
    void waiting_runs_are_due_at_their_time_and_paused_and_set_aside_jobs_are_not() {
        NodeEpoch node = store.join("one");
        JobRecord manual = added(once("manual", T0.plusSeconds(600)));
        write(manual, manual.withManualRun(UUID.randomUUID(), T0));
        JobRecord paused = added(once("paused", T0));
        write(paused, paused.paused());
        JobRecord aside = added(once("aside", T0));
        write(aside, aside.setAside("a fault", T0));

        assertThat(claimedIds(store.claim(request(node, T0, Map.of("default", 10)))))
                .containsExactly("manual");
    }

    @Test
    @Proves("8.10/39")
    void a_job_comes_back_for_its_next_run_and_each_run_has_a_larger_fence() {
        NodeEpoch node = store.join("one");
        added(job("a", definition(every(Duration.ofMinutes(1)))));
        Instant now = T0;
        long fence = 0;
        for (int i = 0; i < 3; i++) {
            Claim claim = claimOne(store, node, now);
            Run run = claim.held().get(0);
            assertThat(run.fence()).isGreaterThan(fence);
            fence = run.fence();
            assertThat(store.replace(List.of(completion(claim, node)))).containsExactly(true);
            now = store.earliestWakeUp(Set.of("default"), Set.of()).orElseThrow();
        }
        assertThat(store.find("a").orElseThrow().schedule().runCount()).isEqualTo(3);
    }

    @Test
    @Proves({"8.13/5", "8.13/6"})
    void of_many_claimers_at_once_no_two_get_the_same_run_and_none_is_forgotten() {
        int jobs = 600;
        store.add(
                IntStream.range(0, jobs)
                        .mapToObj(i -> once("r%04d".formatted(i), T0.minusNanos(i * 1_000L)))
                        .toList(),
                OnConflict.FAIL);
        Queue<String> claimed = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(jobs);
        List<Callable<Integer>> claimers = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            JobStore node = node();
            NodeEpoch holder = node.join("node-" + n);
            for (int c = 0; c < 2; c++) {
                claimers.add(() -> {
                    int rounds = 0;
                    while (left.get() > 0) {
                        List<Claim> claims = node.claim(request(holder, T0, Map.of("default", 17)));
                        left.addAndGet(-claims.size());
                        claimed.addAll(claimedIds(claims));
                        List<Change> done = claims.stream()
                                .map(claim -> completion(claim, holder))
                                .toList();
                        assertThat(node.replace(done)).hasSize(claims.size()).doesNotContain(false);
                        rounds++;
                    }
                    return rounds;
                });
            }
        }

        Race.of(claimers);

        assertThat(claimed).hasSize(jobs).doesNotHaveDuplicates();
        assertThat(allIds()).isEmpty();
    }

    @Test
    void claims_and_edits_of_the_same_jobs_at_once_lose_neither() {
        int jobs = 60;
        store.add(
                IntStream.range(0, jobs)
                        .mapToObj(i -> job("e%02d".formatted(i), definition(every(Duration.ofMinutes(1)))))
                        .toList(),
                OnConflict.FAIL);
        JobStore claiming = node();
        JobStore editing = node();
        NodeEpoch holder = claiming.join("one");
        Queue<String> claimed = new ConcurrentLinkedQueue<>();
        Callable<Integer> claimer = () -> {
            while (claimed.size() < jobs) {
                List<Claim> claims = claiming.claim(request(holder, T0, Map.of("default", 10)));
                claimed.addAll(claimedIds(claims));
            }
            return claimed.size();
        };
        Callable<Integer> editor = () -> {
            for (int i = 0; i < jobs; i++) {
                boolean won = false;
                while (!won) {
                    JobRecord seen = editing.find("e%02d".formatted(i)).orElseThrow();
                    JobDefinition renamed = withArguments("[\"edited\"]", seen.definition());
                    won = editing.replace(List.of(Change.of(seen, seen.redefined(renamed, T0))))
                            .get(0);
                }
            }
            return jobs;
        };

        Race.of(List.of(claimer, editor));

        assertThat(claimed).hasSize(jobs).doesNotHaveDuplicates();
        assertThat(store.scan(JobFilter.ALL, "", jobs))
                .hasSize(jobs)
                .allMatch(job -> job.definition().arguments().equals("[\"edited\"]"))
                .allMatch(job -> job.heldRuns() == 1);
    }

    // ---- earliestWakeUp

    @Test
    @Proves({"8.9/6", "8.13/13"})
    void the_earliest_wake_up_is_that_of_the_executors_and_targets_asked_for() {
        added(once("a", T0.plusSeconds(1), "io"));
        added(once("b", T0.plusSeconds(2)));
        added(calling("c", T0.minusSeconds(5), "unknown"));
        JobRecord paused = added(once("d", T0.minusSeconds(9)));
        write(paused, paused.paused());

        assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).contains(T0.minusSeconds(5));
        assertThat(store.earliestWakeUp(Set.of("default"), Set.of("unknown"))).contains(T0.plusSeconds(2));
        assertThat(store.earliestWakeUp(Set.of("default", "io"), Set.of("unknown", "none")))
                .contains(T0.plusSeconds(1));
        assertThat(store.earliestWakeUp(Set.of("none"), Set.of())).isEmpty();
        assertThat(store.earliestWakeUp(Set.of(), Set.of())).isEmpty();
    }

    @Test
    @Proves({"8.9/9", "8.9/10"})
    void a_change_moves_the_earliest_wake_up_and_the_order_of_jobs_with_equal_times() {
        for (String moved : List.of("a", "b", "c")) {
            for (String id : List.of("a", "b", "c")) {
                store.remove(id);
                added(once(id, T0.plusSeconds(5)));
            }
            List<String> others =
                    Stream.of("a", "b", "c").filter(id -> !id.equals(moved)).toList();

            JobRecord earlier = write(
                    store.find(moved).orElseThrow(),
                    store.find(moved).orElseThrow().withNextFireTime(T0.plusSeconds(4)));
            assertThat(ids(store.next(JobFilter.ALL, 3))).containsExactly(moved, others.get(0), others.get(1));
            assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).contains(T0.plusSeconds(4));

            write(earlier, earlier.paused());
            assertThat(ids(store.next(JobFilter.ALL, 3))).containsExactly(others.get(0), others.get(1), moved);
            assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).contains(T0.plusSeconds(5));
        }
    }

    // ---- nodes

    @Test
    void a_node_that_joins_again_gets_a_larger_epoch_also_after_it_left() {
        NodeEpoch first = store.join("one");
        NodeEpoch second = node().join("one");
        store.leave(new NodeBeat(second, 0));
        NodeEpoch third = store.join("one");

        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(third.epoch()).isGreaterThan(second.epoch());
        assertThat(third.node()).isEqualTo("one");
    }

    @Test
    void of_many_who_join_under_one_id_at_once_each_has_another_epoch_and_the_largest_lives() {
        List<Callable<NodeEpoch>> joiners = new ArrayList<>();
        List<JobStore> nodes = nodes(6);
        for (int i = 0; i < 6; i++) {
            JobStore node = nodes.get(i);
            joiners.add(() -> node.join("one"));
        }

        List<NodeEpoch> epochs = Race.of(joiners);

        assertThat(epochs).doesNotHaveDuplicates();
        NodeEpoch largest = epochs.stream()
                .max((one, other) -> Long.compare(one.epoch(), other.epoch()))
                .orElseThrow();
        for (NodeEpoch epoch : epochs) {
            assertThat(store.beat(new NodeBeat(epoch, 1)).current()).isEqualTo(epoch.equals(largest));
        }
    }

    @Test
    void a_beat_tells_that_the_node_lives_and_who_else_does() {
        NodeEpoch one = store.join("one");
        NodeEpoch two = node().join("two \uD83D\uDE00");
        store.beat(new NodeBeat(two, 1));
        store.beat(new NodeBeat(two, 2));

        BeatReply reply = store.beat(new NodeBeat(one, 1));

        assertThat(reply.current()).isTrue();
        assertThat(reply.cancelled()).isEmpty();
        assertThat(reply.nodes()).containsExactlyInAnyOrder(new NodeBeat(one, 1), new NodeBeat(two, 2));
        assertThat(store.now()).isAfterOrEqualTo(reply.storeTime());
    }

    @Test
    void a_node_is_seen_with_no_beat_as_soon_as_it_has_joined() {
        NodeEpoch one = store.join("one");
        NodeEpoch two = store.join("two");

        assertThat(store.beat(new NodeBeat(one, 1)).nodes()).contains(new NodeBeat(two, 0));
    }

    @Test
    void a_beat_of_an_earlier_life_or_of_nobody_is_refused_and_changes_nothing() {
        NodeEpoch first = store.join("one");
        NodeEpoch second = store.join("one");
        store.beat(new NodeBeat(second, 4));

        assertThat(store.beat(new NodeBeat(first, 9)).current()).isFalse();
        BeatReply stranger = store.beat(new NodeBeat(new NodeEpoch("nobody", 1), 1));

        assertThat(stranger.current()).isFalse();
        assertThat(stranger.nodes()).containsExactly(new NodeBeat(second, 4));
    }

    @Test
    void a_node_that_left_is_gone_and_can_be_ended_once_only() {
        NodeEpoch one = store.join("one");
        NodeEpoch two = store.join("two");
        store.beat(new NodeBeat(one, 7));

        assertThat(store.leave(new NodeBeat(one, 0))).isTrue();
        assertThat(store.leave(new NodeBeat(one, 0))).isFalse();
        assertThat(store.leave(new NodeBeat(one, 7))).isFalse();

        assertThat(store.beat(new NodeBeat(one, 8)).current()).isFalse();
        assertThat(store.beat(new NodeBeat(two, 1)).nodes()).containsExactly(new NodeBeat(two, 1));
    }

    @Test
    @Proves("8.13/14")
    void a_node_that_has_beaten_since_is_not_ended() {
        NodeEpoch one = store.join("one");
        store.beat(new NodeBeat(one, 1));
        store.beat(new NodeBeat(one, 2));

        assertThat(store.leave(new NodeBeat(one, 1))).isFalse();
        assertThat(store.beat(new NodeBeat(one, 3)).current()).isTrue();
        assertThat(store.leave(new NodeBeat(one, 3))).isTrue();
    }

    @Test
    void a_node_that_has_joined_again_is_not_ended_by_who_saw_its_earlier_life() {
        NodeEpoch first = store.join("one");
        NodeEpoch second = store.join("one");

        assertThat(store.leave(new NodeBeat(first, 0))).isFalse();
        assertThat(store.beat(new NodeBeat(second, 1)).current()).isTrue();
    }

    @Test
    void of_many_who_end_a_node_at_once_one_does() {
        NodeEpoch dead = store.join("dead");
        store.beat(new NodeBeat(dead, 3));
        List<Callable<Boolean>> enders = new ArrayList<>();
        List<JobStore> nodes = nodes(6);
        for (int i = 0; i < 6; i++) {
            JobStore node = nodes.get(i);
            enders.add(() -> node.leave(new NodeBeat(dead, 3)));
        }

        assertThat(Race.of(enders)).containsOnlyOnce(true);
    }

    @Test
    void a_beat_tells_which_of_the_nodes_own_runs_a_user_asked_to_cancel() {
        NodeEpoch one = store.join("one");
        NodeEpoch two = store.join("two");
        added(once("a", T0));
        Claim mine = claimOne(store, one, T0);
        added(once("b", T0));
        claimOne(store, one, T0);
        added(once("c", T0));
        Claim other = claimOne(store, two, T0);
        UUID run = mine.held().get(0).id();
        write(mine.after().orElseThrow(), mine.after().orElseThrow().withCancelRequest(run));
        UUID foreign = other.held().get(0).id();
        JobRecord asked =
                write(other.after().orElseThrow(), other.after().orElseThrow().withCancelRequest(foreign));

        assertThat(store.beat(new NodeBeat(one, 1)).cancelled()).containsExactly(run);
        assertThat(store.beat(new NodeBeat(two, 1)).cancelled()).containsExactly(foreign);

        RunEnd end = new RunEnd(foreign, RunEnd.Kind.CANCELLED, "", T0);
        Change change = Change.of(asked, asked.ended(end, two).orElseThrow());
        assertThat(store.replace(List.of(change))).containsExactly(true);
        assertThat(store.beat(new NodeBeat(two, 2)).cancelled()).isEmpty();
    }

    // ---- held

    @Test
    void what_runs_tell_of_themselves_is_kept_by_their_node_until_it_tells_otherwise_or_its_life_ends() {
        NodeEpoch one = store.join("one");
        NodeEpoch two = store.join("two");
        UUID run = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Instant now = store.now();
        Progress half = new Progress(5, 10, "half of \"it\", \u00e9t\u00e9", now);

        store.report(one, Map.of(run, half, other, new Progress(1, 0, "", now)));
        store.report(two, Map.of());
        assertThat(store.progress(Set.of(run))).containsExactly(Map.entry(run, half));
        assertThat(store.progress(Set.of(run, other, UUID.randomUUID()))).containsOnlyKeys(run, other);

        store.report(one, Map.of(other, half));
        assertThat(store.progress(Set.of(run, other))).containsOnlyKeys(other);

        NodeEpoch again = store.join("one");
        assertThat(store.progress(Set.of(other))).isEmpty();
        store.report(one, Map.of(other, half));
        assertThat(store.progress(Set.of(other)))
                .as("told by a life that is over")
                .isEmpty();
        store.report(again, Map.of(other, half));
        assertThat(store.progress(Set.of(other))).hasSize(1);
        store.leave(new NodeBeat(again, 0));
        assertThat(store.progress(Set.of(other))).isEmpty();
    }

    @Test
    void held_jobs_are_listed_by_id_in_pages_until_their_runs_end() {
        NodeEpoch node = store.join("one");
        List<String> ids = List.of("a", "b", "c", "\uFFFD", "\uD83D\uDE00");
        ids.forEach(id -> added(once(id, T0)));
        added(once("not-due", T0.plusSeconds(1)));
        List<Claim> claims = store.claim(request(node, T0, Map.of("default", 10)));

        assertThat(ids(store.held("", 2))).containsExactly("a", "b");
        assertThat(ids(store.held("b", 2))).containsExactly("c", "\uFFFD");
        assertThat(ids(store.held("\uFFFD", 2))).containsExactly("\uD83D\uDE00");
        assertThat(store.held("\uD83D\uDE00", 2)).isEmpty();

        store.replace(claims.stream()
                .filter(claim -> !claim.before().id().equals("b"))
                .map(claim -> completion(claim, node))
                .toList());
        assertThat(store.held("", 10)).containsExactly(store.find("b").orElseThrow());
    }

    @Test
    void the_runs_of_a_dead_node_can_be_taken_back_by_one_of_the_others_only() {
        NodeEpoch dead = store.join("dead");
        added(once("a", T0));
        claimOne(store, dead, T0);
        store.leave(new NodeBeat(dead, 0));
        List<Callable<Boolean>> sweepers = new ArrayList<>();
        List<JobStore> nodes = nodes(4);
        for (int i = 0; i < 4; i++) {
            JobStore node = nodes.get(i);
            JobRecord held = node.held("", 10).get(0);
            JobRecord taken =
                    held.takenOver(life -> !life.equals(dead), T0).orElseThrow().job();
            sweepers.add(() -> node.replace(List.of(Change.of(held, taken))).get(0));
        }

        assertThat(Race.of(sweepers)).containsOnlyOnce(true);
        assertThat(store.held("", 10)).isEmpty();
        assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).contains(T0);
    }

    // ---- remove

    @Test
    @Proves({"8.9/13", "8.13/4"})
    void what_is_removed_is_returned_and_gone_whatever_its_version() {
        NodeEpoch node = store.join("one");
        added(once("a", T0));
        Claim claim = claimOne(store, node, T0);

        assertThat(store.remove("a")).isEqualTo(claim.after());

        assertThat(store.remove("a")).isEmpty();
        assertThat(store.find("a")).isEmpty();
        assertThat(store.held("", 10)).isEmpty();
        assertThat(store.replace(List.of(completion(claim, node)))).containsExactly(false);
    }

    @Test
    @Proves("8.9/13")
    void removing_all_empties_this_namespace_and_no_other() {
        NodeEpoch node = store.join("one");
        JobStore other = keep(open(namespace() + "-other"));
        JobRecord theirs = once("a", T0);
        other.add(List.of(theirs), OnConflict.FAIL);
        for (String id : List.of("a", "b", "c")) {
            added(once(id, T0));
        }
        store.claim(request(node, T0, Map.of("default", 2)));

        assertThat(store.removeAll()).isEqualTo(3);

        assertThat(store.removeAll()).isZero();
        assertThat(allIds()).isEmpty();
        assertThat(store.held("", 10)).isEmpty();
        assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).isEmpty();
        assertThat(store.claim(request(node, T0, Map.of("default", 10)))).isEmpty();
        assertThat(other.find("a")).contains(theirs);
    }

    // ---- namespaces, times, texts

    @Test
    void namespaces_are_kept_apart_in_every_method() {
        JobStore other = keep(open(namespace() + "-other"));
        NodeEpoch mine = store.join("one");
        NodeEpoch theirs = other.join("one");
        JobRecord here = added(once("same", T0));
        JobRecord there = once("same", T0.plusSeconds(5), "io");
        other.add(List.of(there), OnConflict.FAIL);

        assertThat(store.find("same")).contains(here);
        assertThat(other.find("same")).contains(there);
        assertThat(store.scan(JobFilter.ALL, "", 10)).containsExactly(here);
        assertThat(other.next(JobFilter.ALL, 10)).containsExactly(there);
        assertThat(store.earliestWakeUp(Set.of("default", "io"), Set.of())).contains(T0);
        assertThat(other.claim(request(theirs, T0, Map.of("default", 10)))).isEmpty();
        assertThat(store.beat(new NodeBeat(mine, 1)).nodes()).containsExactly(new NodeBeat(mine, 1));
        assertThat(store.leave(new NodeBeat(mine, 0))).isTrue();
        assertThat(other.beat(new NodeBeat(theirs, 1)).current()).isTrue();
        assertThat(store.remove("same")).contains(here);
        assertThat(other.find("same")).contains(there);
    }

    @Test
    @Proves("8.6/5")
    void times_survive_to_the_microsecond_from_1970_to_2200() {
        NodeEpoch node = store.join("one");
        List<Instant> times = List.of(
                Instant.parse("1970-01-01T00:00:00.000001Z"),
                Instant.parse("1999-12-31T23:59:59.999999Z"),
                Instant.parse("2026-03-29T01:30:00.123456Z"),
                Instant.parse("2038-01-19T03:14:08.000007Z"),
                Instant.parse("2199-12-31T23:59:59.999999Z"));
        for (int i = 0; i < times.size(); i++) {
            added(once("t" + i, times.get(i)));
        }

        for (int i = 0; i < times.size(); i++) {
            Instant time = times.get(i);
            JobRecord stored = store.find("t" + i).orElseThrow();
            assertThat(stored.schedule().nextFireTime()).contains(time);
            assertThat(store.earliestWakeUp(Set.of("default"), Set.of())).contains(time);
            assertThat(store.claim(request(node, time.minus(MICRO), Map.of("default", 10))))
                    .isEmpty();
            Claim claim = claimOne(store, node, time);
            assertThat(claim.held().get(0).scheduledTime()).isEqualTo(time);
            store.replace(List.of(completion(claim, node)));
        }
    }

    @Test
    void texts_survive_with_every_kind_of_character_and_up_to_their_largest_size() {
        StringBuilder odd = new StringBuilder("[\"");
        for (char c :
                "\u00E4\u4E2D\uD83D\uDE00\uDBFF\uDFFD\uFFFD\uE000\u2028\u00A0'`$?1:name;--/*%_\u007F".toCharArray()) {
            odd.append(c);
        }
        for (int control = 0; control < 0x20; control++) {
            odd.append("\\u%04x".formatted(control));
        }
        odd.append("\\\\\\\"\",\"").append("x".repeat(60_000)).append("\"]");
        JobRecord record = job("texts", withArguments(odd.toString(), definition(new DateTrigger(T0))));
        store.add(List.of(record), OnConflict.FAIL);
        assertThat(store.find("texts")).contains(record);

        NodeEpoch node = store.join("one");
        Claim claim = claimOne(store, node, T0);
        String error = "a\u0000b\u001Ec\u001Fd\n\t\\ 'quoted' \uD83D\uDE00";
        RunEnd failed = new RunEnd(claim.held().get(0).id(), RunEnd.Kind.FAILED, error, T0);
        JobRecord held = claim.after().orElseThrow();
        JobRecord after = write(held, held.ended(failed, node).orElseThrow());

        assertThat(after.schedule().results().error()).contains(error);
        assertThat(after.definition()).isEqualTo(record.definition());
    }

    @Test
    void a_hundred_runs_of_one_job_can_wait_and_a_hundred_be_held() {
        NodeEpoch node = store.join("one");
        JobPolicy policy = JobPolicy.DEFAULT.withMaxInstances(100);
        JobRecord seen = added(job("a", with(policy, definition(new DateTrigger(T0.plusSeconds(900))))));
        JobRecord waiting = seen;
        for (int i = 0; i < JobRecord.MAX_WAITING; i++) {
            waiting = waiting.withManualRun(UUID.randomUUID(), T0);
        }
        write(seen, waiting);

        Claim claim = claimOne(store, node, T0);

        assertThat(claim.held()).hasSize(100).extracting(Run::fence).doesNotHaveDuplicates();
        assertThat(store.find("a")).isEqualTo(claim.after());
    }

    // ---- life of the store

    @Test
    void an_action_runs_at_once_where_there_is_no_transaction() {
        AtomicInteger ran = new AtomicInteger();
        added(once("a", T0));

        store.afterCommit(ran::incrementAndGet);

        assertThat(ran).hasValue(1);
    }

    @Test
    void closing_twice_does_nothing_and_takes_nothing_from_the_others() {
        JobRecord record = added(once("a", T0));
        JobStore other = node();

        store.close();
        store.close();

        assertThat(other.find("a")).contains(record);
    }

    // ---- helpers

    private static IntervalTrigger every(Duration interval) {
        return new IntervalTrigger(interval, Optional.of(T0), Optional.empty());
    }

    private static JobDefinition withoutTrigger() {
        return new JobDefinition(
                "A target",
                "send-mail",
                "[]",
                Optional.empty(),
                "default",
                JobPolicy.DEFAULT,
                Set.of(),
                Optional.of(new Declaration("f", "1")),
                1,
                1);
    }

    private void failedJob(String id) {
        NodeEpoch node = store.join("failing");
        added(once(id, T0.minusSeconds(3_000)));
        Claim claim = claimOne(store, node, T0.minusSeconds(3_000));
        RunEnd end = new RunEnd(claim.held().get(0).id(), RunEnd.Kind.FAILED, "java.lang.Error", T0);
        JobRecord held = claim.after().orElseThrow();
        write(held, held.ended(end, node).orElseThrow());
    }

    final JobRecord added(JobRecord record) {
        return store.add(List.of(record), OnConflict.FAIL).get(0).stored();
    }

    /** Writes and returns what is stored now. */
    private JobRecord write(JobRecord seen, JobRecord next) {
        assertThat(store.replace(List.of(Change.of(seen, next)))).containsExactly(true);
        return store.find(seen.id()).orElseThrow();
    }

    static ClaimRequest request(NodeEpoch holder, Instant now, Map<String, Integer> room) {
        return new ClaimRequest(holder, room, now, Set.of(), planner(holder, now));
    }

    private static Claim claimOne(JobStore store, NodeEpoch holder, Instant now) {
        List<Claim> claims = store.claim(request(holder, now, Map.of("default", 1)));
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    /** Returns the change with which a node writes that the only run of a claim has succeeded. */
    private static Change completion(Claim claim, NodeEpoch holder) {
        JobRecord held = claim.after().orElseThrow();
        RunEnd end = new RunEnd(claim.held().get(0).id(), RunEnd.Kind.SUCCEEDED, "", T0);
        return Change.of(held, held.ended(end, holder).orElseThrow());
    }

    private static List<String> claimedIds(List<Claim> claims) {
        return claims.stream().map(claim -> claim.before().id()).toList();
    }

    private static List<String> ids(List<JobRecord> records) {
        return records.stream().map(JobRecord::id).toList();
    }

    final List<String> allIds() {
        return ids(store.scan(JobFilter.ALL, "", 10_000));
    }

    private List<String> pagedIds(JobFilter filter, int size) {
        List<String> all = new ArrayList<>();
        List<JobRecord> page = store.scan(filter, "", size);
        while (page.size() == size) {
            all.addAll(ids(page));
            page = store.scan(filter, page.get(size - 1).id(), size);
        }
        all.addAll(ids(page));
        return all;
    }
}
