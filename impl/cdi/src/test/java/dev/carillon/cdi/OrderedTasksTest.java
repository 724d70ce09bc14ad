package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedTasksTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final OrderedTasks tasks = new OrderedTasks(Thread::new);

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void tasks_of_one_key_run_in_order() {
        Queue<Integer> done = new ConcurrentLinkedQueue<>();
        List<Integer> numbers = IntStream.range(0, 3_000).boxed().toList();
        numbers.forEach(number -> tasks.add("key", () -> done.add(number)));
        assertThat(tasks.close(LONG)).isTrue();
        assertThat(done).containsExactlyElementsOf(numbers);
    }

    @Test
    void tasks_of_different_keys_do_not_wait_for_each_other() {
        CountDownLatch other = new CountDownLatch(1);
        tasks.add("one", () -> await(other));
        tasks.add("other", other::countDown);
        assertThat(tasks.close(LONG)).isTrue();
    }

    @Test
    void a_task_may_add_tasks_even_when_too_many_wait() {
        CountDownLatch full = new CountDownLatch(1);
        Queue<String> done = new ConcurrentLinkedQueue<>();
        tasks.add("key", () -> {
            await(full);
            tasks.add("key", () -> done.add("added from inside"));
        });
        for (int i = 0; i < 1_000; i++) {
            tasks.add("key", () -> {});
        }
        full.countDown();
        assertThat(tasks.close(LONG)).isTrue();
        assertThat(done).containsExactly("added from inside");
    }

    @Test
    void what_is_not_done_in_time_is_interrupted() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        tasks.add("key", () -> {
            try {
                inside.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        await(inside);
        assertThat(tasks.close(Duration.ZERO)).isFalse();
        await(interrupted);
    }

    @Test
    void what_comes_after_the_end_is_done_where_it_comes_from() {
        assertThat(tasks.close(LONG)).isTrue();
        List<Thread> ran = new ArrayList<>();
        tasks.add("key", () -> ran.add(Thread.currentThread()));
        assertThat(ran).containsExactly(Thread.currentThread());
    }
}
