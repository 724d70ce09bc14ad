package dev.carillon.tck.store;

import static dev.carillon.tck.store.StoredJobs.definition;
import static dev.carillon.tck.store.StoredJobs.once;
import static dev.carillon.tck.store.StoredJobs.withArguments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.DuplicateJobException;
import dev.carillon.JobFilter;
import dev.carillon.JobState;
import dev.carillon.OnConflict;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.RecordCodec;
import dev.carillon.spi.SetAside;
import dev.carillon.spi.UndecodableException;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.DateTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What holds besides for a store that keeps records as text: what one release cannot read stays for another that can.
 */
public abstract class EncodingJobStoreContract extends JobStoreContract {

    private static final Instant T0 = Instant.parse("2026-03-01T13:00:00Z");
    private static final String NEWER = "[\"of a newer release\"]";

    /** For subclasses. */
    protected EncodingJobStoreContract() {}

    /**
     * Returns the codec that records are written with.
     *
     * @return a codec that can read all that it writes
     */
    protected abstract RecordCodec codec();

    /**
     * Opens a store, as one node of those that share a namespace.
     *
     * @param namespace part of every key; a new one has no jobs and no nodes
     * @param codec turns records into text
     * @return an open store, which sees what the others of the same namespace have written
     */
    protected abstract JobStore open(String namespace, RecordCodec codec);

    @Override
    protected final JobStore open(String namespace) {
        return open(namespace, codec());
    }

    /** Opens the store as a node of an older release, which cannot read some of the records. */
    private JobStore olderNode() {
        return keep(open(namespace(), new OlderCodec(codec(), NEWER)));
    }

    @Test
    @Proves({"8.9/12", "8.13/19"})
    void a_record_that_cannot_be_read_is_passed_over_wherever_jobs_are_listed() {
        JobStore older = olderNode();
        JobRecord unreadable = unreadable("b");
        added(once("a", T0));
        added(once("c", T0.plusSeconds(1)));

        assertThat(ids(older.scan(JobFilter.ALL, "", 10))).containsExactly("a", "c");
        assertThat(ids(older.scan(JobFilter.ALL, "", 2))).containsExactly("a", "c");
        assertThat(ids(older.next(JobFilter.ALL, 10))).containsExactly("a", "c");
        assertThat(ids(older.next(JobFilter.ALL, 2))).containsExactly("a", "c");
        assertThat(older.find(List.of("a", "b")).keySet()).containsExactly("a");
        assertThat(older.find("b")).isEmpty();
        assertThat(store().find("b")).contains(unreadable);
    }

    @Test
    void a_record_that_cannot_be_read_is_passed_over_among_those_that_are_held() {
        JobStore older = olderNode();
        NodeEpoch node = store().join("one");
        unreadable("b");
        added(once("a", T0));
        added(once("c", T0));
        store().claim(request(node, T0, Map.of("default", 10)));

        assertThat(ids(older.held("", 2))).containsExactly("a", "c");
        assertThat(ids(store().held("", 10))).containsExactly("a", "b", "c");
    }

    @Test
    @Proves({"8.7/9", "8.9/12", "8.11", "8.13/16"})
    void a_claim_sets_aside_what_it_cannot_read_and_what_is_behind_it_is_not_hidden() {
        JobStore older = olderNode();
        NodeEpoch node = older.join("old");
        for (int i = 0; i < 5; i++) {
            unreadable("b" + i);
        }
        added(once("c", T0.plusSeconds(1)));

        List<Claim> claims = older.claim(request(node, T0.plusSeconds(1), Map.of("default", 2)));

        assertThat(claims).extracting(claim -> claim.before().id()).containsExactly("c");
        assertThat(older.earliestWakeUp(Set.of("default"), Set.of())).isEmpty();
        assertThat(store().earliestWakeUp(Set.of("default"), Set.of())).isEmpty();
    }

    @Test
    void what_was_set_aside_is_seen_with_its_reason_by_a_release_that_can_read_it_and_can_be_put_back() {
        JobStore older = olderNode();
        NodeEpoch node = older.join("old");
        JobRecord written = unreadable("b");
        older.claim(request(node, T0, Map.of("default", 2)));

        JobRecord aside = store().find("b").orElseThrow();
        assertThat(aside.state()).isEqualTo(JobState.SET_ASIDE);
        assertThat(aside.schedule().setAside().map(SetAside::reason).orElseThrow())
                .contains("newer release");
        assertThat(aside.definition()).isEqualTo(written.definition());
        assertThat(ids(store().scan(JobFilter.ALL.withStates(JobState.SET_ASIDE), "", 10)))
                .containsExactly("b");

        assertThat(store().replace(List.of(Change.of(aside, aside.putBack())))).containsExactly(true);
        JobRecord back = store().find("b").orElseThrow();
        assertThat(back.schedule()).isEqualTo(written.schedule());
        assertThat(store().earliestWakeUp(Set.of("default"), Set.of())).contains(T0);
    }

    @Test
    void what_cannot_be_read_cannot_be_removed_kept_or_replaced_by_its_id() {
        JobStore older = olderNode();
        JobRecord written = unreadable("b");

        assertThat(older.remove("b")).isEmpty();
        assertThatThrownBy(() -> older.add(List.of(once("a", T0), once("b", T0)), OnConflict.FAIL))
                .isInstanceOf(DuplicateJobException.class);
        assertThatThrownBy(() -> older.add(List.of(once("a", T0), once("b", T0)), OnConflict.KEEP))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("'b'");
        assertThatThrownBy(() -> older.add(List.of(once("a", T0), once("b", T0)), OnConflict.REPLACE))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("'b'");

        assertThat(store().find("b")).contains(written);
        assertThat(allIds()).containsExactly("b");
    }

    private JobRecord unreadable(String id) {
        return added(StoredJobs.job(id, withArguments(NEWER, definition(new DateTrigger(T0)))));
    }

    private static List<String> ids(List<JobRecord> records) {
        return records.stream().map(JobRecord::id).toList();
    }
}
