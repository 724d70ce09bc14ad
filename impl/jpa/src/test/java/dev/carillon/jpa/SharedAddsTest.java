package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedAddsTest {

    private final List<List<String>> batches = new ArrayList<>();
    private final Set<String> stored = new HashSet<>();
    private final CountDownLatch firstIsUnderWay = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Map<String, RuntimeException> troubles = new HashMap<>();
    private final SharedAdds adds = new SharedAdds(this::insert);

    private static JobText job(String id) {
        return new JobText(id, 1, 0, 0, "default", "target", "SCHEDULED", 0, 0, "\n", "{}", "{}", "[]");
    }

    /** Only one at a time is here, or the lists would not bear it. */
    private Set<String> insert(List<JobText> jobs) {
        List<String> ids = jobs.stream().map(JobText::id).toList();
        batches.add(ids);
        if (batches.size() == 1) {
            firstIsUnderWay.countDown();
            await(gate);
        }
        for (String id : ids) {
            if (troubles.containsKey(id)) {
                throw troubles.get(id);
            }
        }
        return ids.stream().filter(stored::add).collect(Collectors.toSet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private List<FutureTask<Boolean>> callersBehindAnother(String... ids) {
        List<FutureTask<Boolean>> callers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String id : ids) {
            FutureTask<Boolean> caller = new FutureTask<>(() -> adds.add(job(id)));
            callers.add(caller);
            Thread thread = new Thread(caller);
            threads.add(thread);
            thread.start();
            if (threads.size() == 1) {
                await(firstIsUnderWay);
            } else {
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
        }
        gate.countDown();
        return callers;
    }

    @Test
    void what_comes_while_one_is_added_is_added_together_in_the_order_of_ids() throws Exception {
        for (FutureTask<Boolean> caller : callersBehindAnother("first", "c", "a", "b")) {
            assertThat(caller.get()).isTrue();
        }

        assertThat(batches).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void of_two_with_one_id_one_is_added() throws Exception {
        List<FutureTask<Boolean>> callers = callersBehindAnother("first", "a", "a");

        assertThat(List.of(callers.get(1).get(), callers.get(2).get())).containsExactlyInAnyOrder(true, false);
        assertThat(batches).containsExactly(List.of("first"), List.of("a"), List.of("a"));
    }

    @Test
    void the_trouble_of_one_sends_all_to_try_alone() throws Exception {
        troubles.put("b", new StoreUnavailableException("too long"));
        List<FutureTask<Boolean>> callers = callersBehindAnother("first", "a", "b", "c");

        assertThat(callers.get(0).get()).isTrue();
        for (FutureTask<Boolean> caller : callers.subList(1, 4)) {
            assertThat(caller.get()).isFalse();
        }
        assertThat(stored).containsExactly("first");
    }

    @Test
    void trouble_without_company_is_the_caller_s_own() {
        gate.countDown();
        troubles.put("a", new StoreUnavailableException("no answer"));

        assertThatThrownBy(() -> adds.add(job("a"))).isInstanceOf(StoreUnavailableException.class);
        assertThat(adds.add(job("b"))).isTrue();
    }
}
