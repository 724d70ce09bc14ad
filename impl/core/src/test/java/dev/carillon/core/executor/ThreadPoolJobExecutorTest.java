package dev.carillon.core.executor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadPoolJobExecutorTest {

    private final List<JobExecutor> opened = new ArrayList<>();

    private JobExecutor executor(int workers, ThreadFactory threads) {
        JobExecutor executor = new ThreadPoolJobExecutor("test", workers, threads);
        opened.add(executor);
        return executor;
    }

    private JobExecutor executor(int workers) {
        return executor(workers, Thread::new);
    }

    @AfterEach
    void close() {
        opened.forEach(JobExecutor::close);
    }

    private record Task(UUID runId, Callable<Outcome> body) implements RunTask {

        @Override
        public String jobId() {
            return "job";
        }

        @Override
        public CompletionStage<Outcome> call() {
            try {
                return CompletableFuture.completedFuture(body.call());
            } catch (RuntimeException fault) {
                throw fault;
            } catch (Exception fault) {
                return CompletableFuture.completedFuture(new Outcome.Failed(fault));
            }
        }
    }

    private static Task task(Callable<Outcome> body) {
        return new Task(UUID.randomUUID(), body);
    }

    private static Outcome outcome(CompletionStage<Outcome> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }

    @Test
    void each_run_is_carried_out_once_however_many_submit_at_once_and_however_often_all_threads_fall_asleep()
            throws Exception {
        JobExecutor executor = executor(3);
        AtomicInteger ran = new AtomicInteger();
        for (int burst = 0; burst < 300; burst++) {
            CountDownLatch submitted = new CountDownLatch(4);
            List<CompletionStage<Outcome>> outcomes = new ArrayList<>();
            for (int submitter = 0; submitter < 4; submitter++) {
                new Thread(() -> {
                            for (int i = 0; i < 5; i++) {
                                CompletionStage<Outcome> outcome = executor.submit(task(() -> {
                                    ran.incrementAndGet();
                                    return new Outcome.Succeeded(null);
                                }));
                                synchronized (outcomes) {
                                    outcomes.add(outcome);
                                }
                            }
                            submitted.countDown();
                        })
                        .start();
            }
            assertThat(submitted.await(30, SECONDS)).isTrue();
            for (CompletionStage<Outcome> outcome : outcomes) {
                assertThat(outcome(outcome)).isInstanceOf(Outcome.Succeeded.class);
            }
        }

        assertThat(ran).hasValue(300 * 4 * 5);
        assertThat(executor.shutdown(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void as_many_runs_as_it_has_threads_go_at_once_and_no_more() throws Exception {
        JobExecutor executor = executor(3);
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger going = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletionStage<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            outcomes.add(executor.submit(task(() -> {
                most.accumulateAndGet(going.incrementAndGet(), Math::max);
                three.countDown();
                release.await();
                going.decrementAndGet();
                return new Outcome.Succeeded(null);
            })));
        }

        assertThat(three.await(30, SECONDS)).isTrue();
        assertThat(executor.running()).isEqualTo(3);
        assertThat(executor.room()).isZero();
        release.countDown();
        for (CompletionStage<Outcome> outcome : outcomes) {
            outcome(outcome);
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void a_run_that_throws_has_failed_and_its_thread_goes_on() throws Exception {
        JobExecutor executor = executor(1);
        CompletionStage<Outcome> failing = executor.submit(task(() -> {
            throw new IllegalStateException("broken");
        }));
        CompletionStage<Outcome> next = executor.submit(task(() -> new Outcome.Succeeded("next")));

        assertThat(outcome(failing)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.error())
                .hasMessage("broken"));
        assertThat(outcome(next)).isEqualTo(new Outcome.Succeeded("next"));
    }

    @Test
    void cancelling_interrupts_that_run_and_not_the_next_on_its_thread() throws Exception {
        JobExecutor executor = executor(1);
        CountDownLatch begun = new CountDownLatch(1);
        Task stuck = task(() -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return new Outcome.Succeeded(null);
        });
        CompletionStage<Outcome> cancelled = executor.submit(stuck);
        CompletionStage<Outcome> next = executor.submit(task(() -> new Outcome.Succeeded(Thread.interrupted())));
        assertThat(begun.await(30, SECONDS)).isTrue();

        executor.cancel(stuck.runId());
        executor.cancel(stuck.runId());

        assertThat(outcome(cancelled)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.error())
                .isInstanceOf(InterruptedException.class));
        assertThat(outcome(next)).isEqualTo(new Outcome.Succeeded(false));
    }

    @Test
    void what_has_not_begun_when_it_is_shut_down_or_comes_later_goes_back() throws Exception {
        JobExecutor executor = executor(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletionStage<Outcome> going = executor.submit(task(() -> {
            begun.countDown();
            release.await();
            return new Outcome.Succeeded(null);
        }));
        CompletionStage<Outcome> waiting = executor.submit(task(() -> new Outcome.Succeeded(null)));
        assertThat(begun.await(30, SECONDS)).isTrue();

        assertThat(executor.shutdown(Duration.ZERO)).isFalse();
        CompletionStage<Outcome> late = executor.submit(task(() -> new Outcome.Succeeded(null)));

        assertThat(outcome(waiting)).isInstanceOf(Outcome.NotStarted.class);
        assertThat(outcome(late)).isInstanceOf(Outcome.NotStarted.class);
        release.countDown();
        assertThat(outcome(going)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(executor.shutdown(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void runs_go_back_if_no_thread_can_be_had_and_later_ones_start_once_there_are_threads_again() throws Exception {
        AtomicInteger refusals = new AtomicInteger(1);
        JobExecutor executor = executor(2, work -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("no thread");
            }
            return new Thread(work);
        });

        CompletionStage<Outcome> refused = executor.submit(task(() -> new Outcome.Succeeded(null)));
        CompletionStage<Outcome> next = executor.submit(task(() -> new Outcome.Succeeded(null)));

        assertThat(outcome(refused)).isInstanceOf(Outcome.NotStarted.class);
        assertThat(outcome(next)).isInstanceOf(Outcome.Succeeded.class);
    }
}
