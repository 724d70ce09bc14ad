package dev.carillon.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.StoreUnavailableException;
import dev.carillon.spi.JobStore;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HistoryPurgeTest {

    private final List<String> asked = new ArrayList<>();
    private int jobs = 3;
    private long step = TimeUnit.MILLISECONDS.toNanos(10);
    private boolean silent;
    private boolean first = true;
    private long nanos;
    private final JobStore store = (JobStore) Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (self, method, given) -> switch (method.getName()) {
                case "keepsHistory", "isShared" -> true;
                case "purgeHistory" -> purged((String) given[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            });
    private final HistoryPurge purge = new HistoryPurge("default", store, () -> first, () -> nanos);

    private Optional<String> purged(String after) {
        if (silent) {
            throw new StoreUnavailableException("silent", new IllegalStateException());
        }
        asked.add(after);
        nanos += step;
        int job = after.isEmpty() ? 1 : Integer.parseInt(after) + 1;
        return job < jobs ? Optional.of(String.valueOf(job)) : Optional.empty();
    }

    @Test
    void a_round_goes_from_job_to_job_and_the_next_begins_anew() {
        assertThat(purge.goOn()).isEqualTo(HistoryPurge.BETWEEN_ROUNDS);
        assertThat(purge.goOn()).isEqualTo(HistoryPurge.BETWEEN_ROUNDS);

        assertThat(asked).containsExactly("", "1", "2", "", "1", "2");
    }

    @Test
    void a_long_round_rests_and_goes_on_where_it_was() {
        jobs = 300;

        assertThat(purge.goOn()).isEqualTo(HistoryPurge.REST);
        assertThat(asked).hasSize(200);
        assertThat(purge.goOn()).isEqualTo(HistoryPurge.BETWEEN_ROUNDS);

        assertThat(asked).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void a_silent_store_is_asked_again_later_and_then_goes_on_where_it_was() {
        step = TimeUnit.SECONDS.toNanos(2);
        purge.goOn();
        silent = true;
        assertThat(purge.goOn()).isEqualTo(HistoryPurge.BETWEEN_ROUNDS);
        silent = false;
        purge.goOn();

        assertThat(asked).containsExactly("", "1");
    }

    @Test
    void a_node_that_is_not_the_first_asks_nothing_and_one_that_is_no_longer_stops() {
        jobs = 300;
        purge.goOn();
        first = false;

        assertThat(purge.goOn()).isEqualTo(HistoryPurge.BETWEEN_ROUNDS);
        assertThat(asked).hasSize(200);
        first = true;
        purge.goOn();
        assertThat(asked.get(200)).isEmpty();
    }
}
