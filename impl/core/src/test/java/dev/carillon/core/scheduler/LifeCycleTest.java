package dev.carillon.core.scheduler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.JobDefinitionException;
import dev.carillon.JobRun;
import dev.carillon.Scheduler;
import dev.carillon.SchedulerState;
import dev.carillon.SchedulerStateException;
import dev.carillon.StoreUnavailableException;
import dev.carillon.core.call.RegisteredTargets;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobEvent;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.event.SchedulerShutdown;
import dev.carillon.event.StoreRestored;
import dev.carillon.event.StoreUnavailable;
import dev.carillon.spi.JobStore;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real threads: starting, ending, and going on through trouble. */
class LifeCycleTest {

    private final Bean bean = new Bean();
    private final List<SchedulerEvent> events = new CopyOnWriteArrayList<>();
    private final JobStore memory = MemoryJobStore.shared(Clock.systemUTC());
    private final LosingStore store = new LosingStore(memory);
    private final Scheduler scheduler = newScheduler("node", store);

    class Bean {

        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final CompletableFuture<String> stage = new CompletableFuture<>();
        final AtomicInteger count = new AtomicInteger();
        volatile boolean interrupted;

        void work() throws InterruptedException {
            started.countDown();
            try {
                goOn.await();
            } catch (InterruptedException ended) {
                interrupted = true;
                throw ended;
            }
        }

        void shutDown() {
            started.countDown();
            scheduler.shutdown(Duration.ofSeconds(10));
        }

        void count(JobRun run) {
            count.incrementAndGet();
        }

        CompletionStage<String> later() {
            started.countDown();
            return stage;
        }
    }

    private Scheduler newScheduler(String node, JobStore store) {
        Scheduler built = SchedulerAssembly.with(TestNode.settings(node), new RegisteredTargets().add(bean))
                .jobStore("default", store)
                .build();
        built.addListener(events::add);
        return built;
    }

    @AfterEach
    void nothing_is_left() {
        bean.goOn.countDown();
        scheduler.shutdownNow();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("carillon-")));
    }

    private <E extends SchedulerEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    @Proves("8.10/5")
    void a_shutdown_waits_for_a_run_that_is_going_and_puts_its_end_on_record() throws Exception {
        scheduler.start();
        scheduler.define(Bean::work).id("work").add();
        assertThat(bean.started.await(10, SECONDS)).isTrue();

        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> scheduler.shutdown(Duration.ofMinutes(1)));
        assertThat(scheduler.state()).isIn(SchedulerState.RUNNING, SchedulerState.SHUT_DOWN);
        bean.goOn.countDown();
        ending.get(30, SECONDS);

        assertThat(bean.interrupted).isFalse();
        assertThat(events(JobExecuted.class)).hasSize(1);
        assertThat(events(SchedulerShutdown.class)).hasSize(1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(SchedulerShutdown.class);
        assertThat(memory.find("work")).isEmpty();
    }

    @Test
    @Proves("8.14/20")
    void a_run_that_is_interrupted_by_the_end_of_its_node_goes_back_for_another_to_take() throws Exception {
        scheduler.start();
        scheduler.define(Bean::work).id("work").add();
        assertThat(bean.started.await(10, SECONDS)).isTrue();

        scheduler.shutdownNow();

        assertThat(bean.interrupted).isTrue();
        assertThat(memory.find("work")).hasValueSatisfying(job -> {
            assertThat(job.heldRuns()).isZero();
            assertThat(job.runs()).hasSize(1);
        });
        assertThat(events(JobEvent.class))
                .noneMatch(event -> event.getClass().getSimpleName().equals("JobCancelled"));
        bean.goOn.countDown();
        Scheduler other = newScheduler("other", memory);
        other.start();
        await().until(() -> memory.find("work").isEmpty());
        other.close();
    }

    @Test
    @Proves({"8.8/8", "8.10/31"})
    void a_job_may_shut_the_scheduler_down_and_is_still_put_on_record() throws Exception {
        scheduler.start();

        scheduler.define(Bean::shutDown).id("last").add();

        await().until(() -> !events(SchedulerShutdown.class).isEmpty());
        assertThat(events(JobExecuted.class)).extracting(JobExecuted::jobId).containsExactly("last");
        assertThat(memory.find("last")).isEmpty();
    }

    @Test
    @Proves({"8.8/6", "8.14/2"})
    void a_stage_is_awaited_and_its_value_told_while_no_thread_waits_for_it() throws Exception {
        scheduler.start();
        scheduler.define(Bean::later).id("later").add();
        assertThat(bean.started.await(10, SECONDS)).isTrue();
        assertThat(events(JobExecuted.class)).isEmpty();

        bean.stage.complete("done");

        await().untilAsserted(() -> assertThat(events(JobExecuted.class))
                .extracting(JobExecuted::returnValue)
                .containsExactly("done"));
    }

    @Test
    @Proves("8.10/42")
    void an_end_that_could_not_be_put_on_record_waits_for_the_store_and_is_told_once() throws Exception {
        scheduler.start();
        scheduler.define(Bean::work).id("work").add();
        assertThat(bean.started.await(10, SECONDS)).isTrue();

        store.down(true);
        bean.goOn.countDown();
        await().until(() -> !events(StoreUnavailable.class).isEmpty());
        assertThat(events(JobExecuted.class)).isEmpty();
        store.down(false);

        await().until(() -> !events(StoreRestored.class).isEmpty());
        await().untilAsserted(() -> assertThat(events(JobExecuted.class)).hasSize(1));
        assertThat(memory.find("work")).isEmpty();
    }

    @Test
    void a_fault_of_the_store_while_an_end_is_written_is_ridden_through() {
        AtomicInteger faults = new AtomicInteger(1);
        store.beforeReplace(changes -> {
            if (faults.getAndDecrement() > 0) {
                throw new IllegalStateException("a fault that is no silence");
            }
        });
        scheduler.start();

        scheduler.define(Bean::count).id("count").add();

        await().until(() -> events(JobExecuted.class).size() == 1);
        scheduler.define(Bean::count).id("again").add();
        await().until(() -> events(JobExecuted.class).size() == 2);
        assertThat(bean.count).hasValue(2);
    }

    @Test
    void an_end_whose_answer_was_lost_is_told_once_all_the_same() throws Exception {
        scheduler.start();
        scheduler
                .define(Bean::count)
                .id("count")
                .trigger(new IntervalTrigger(Duration.ofMillis(20), Optional.empty(), Optional.empty()))
                .add();
        await().until(() -> bean.count.get() > 0);

        store.loseNextReplace();
        int before = bean.count.get();
        await().until(() -> bean.count.get() > before + 3);
        scheduler.shutdown(Duration.ofSeconds(10));

        assertThat(events(JobExecuted.class)).hasSize(bean.count.get());
        assertThat(events(JobExecuted.class)).extracting(JobExecuted::runId).doesNotHaveDuplicates();
    }

    @Test
    @Proves({"8.10/3", "8.14/1"})
    void a_scheduler_starts_once_and_a_shutdown_is_for_good() {
        scheduler.start();

        assertThatThrownBy(scheduler::start)
                .isInstanceOf(SchedulerStateException.class)
                .hasMessageContaining("RUNNING");
        scheduler.shutdown(Duration.ZERO);
        scheduler.shutdown(Duration.ZERO);
        assertThatThrownBy(scheduler::jobs).isInstanceOf(SchedulerStateException.class);
        assertThatThrownBy(scheduler::resume).isInstanceOf(SchedulerStateException.class);
    }

    @Test
    void a_store_that_does_not_answer_at_the_start_is_joined_once_it_does() {
        store.down(true);
        scheduler.start();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.RUNNING);
        assertThatThrownBy(() -> scheduler.define(Bean::count).id("early").add())
                .isInstanceOf(StoreUnavailableException.class);
        await().until(() -> events(StoreUnavailable.class).size() == 1);

        store.down(false);
        scheduler.define(Bean::count).id("count").add();

        await().until(() -> bean.count.get() == 1);
        await().until(() -> events(StoreRestored.class).size() == 1);
    }

    @Test
    void a_shutdown_does_not_wait_for_a_store_that_never_answered() {
        store.down(true);
        scheduler.start();

        scheduler.shutdown(Duration.ofMinutes(1));

        assertThat(scheduler.state()).isEqualTo(SchedulerState.SHUT_DOWN);
    }

    @Test
    @Proves("8.10/42")
    void a_store_that_is_wrong_rather_than_silent_fails_the_start_and_leaves_nothing_behind() {
        store.beforeJoin(() -> {
            throw new JobDefinitionException("the tables are of another release");
        });

        assertThatThrownBy(scheduler::start).isInstanceOf(JobDefinitionException.class);

        assertThat(scheduler.state()).isEqualTo(SchedulerState.SHUT_DOWN);
    }

    @Test
    @Proves("8.10/7")
    void a_scheduler_that_is_started_paused_waits_for_resume() {
        scheduler.start(true);
        scheduler.define(Bean::count).add();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.PAUSED);

        scheduler.resume();

        await().until(() -> bean.count.get() == 1);
    }

    @Test
    @Proves({"8.10/41", "8.14/15", "8.14/21"})
    void a_scheduler_that_is_run_blocks_until_it_has_ended() throws Exception {
        CompletableFuture<Void> running = CompletableFuture.runAsync(scheduler::run);
        await().until(() -> scheduler.state() == SchedulerState.RUNNING);
        assertThat(running).isNotDone();

        scheduler.shutdown(Duration.ofSeconds(5));

        running.get(10, SECONDS);
        assertThat(events(SchedulerShutdown.class)).hasSize(1);
    }

    @Test
    @Proves({"8.10/8", "8.10/36"})
    void an_executor_that_is_added_later_takes_the_jobs_that_waited_for_it_and_gives_them_up_when_it_is_removed() {
        scheduler.addExecutor("io", new DirectExecutor());
        scheduler.start();
        scheduler
                .define(Bean::count)
                .id("count")
                .executor("io")
                .trigger(new IntervalTrigger(Duration.ofMillis(10), Optional.empty(), Optional.empty()))
                .add();
        await().until(() -> bean.count.get() > 2);

        scheduler.removeExecutor("io");
        assertThat(scheduler.executors()).containsExactly("default");
        assertThat(scheduler.findJob("count")).as("nothing is deleted").isPresent();
        assertThatThrownBy(() -> scheduler.removeExecutor("io"))
                .isInstanceOf(dev.carillon.UnknownExecutorException.class);

        int before = bean.count.get();
        scheduler.addExecutor("io", new DirectExecutor());
        await().until(() -> bean.count.get() > before + 2);
        assertThatThrownBy(() -> scheduler.addExecutor("io", new DirectExecutor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'io'");
    }

    @Test
    @Proves({"8.10/9", "8.10/40"})
    void a_store_can_be_added_and_removed_while_the_scheduler_runs() {
        JobStore other = MemoryJobStore.shared(Clock.systemUTC());
        scheduler.start();

        scheduler.addJobStore("other", other);
        scheduler.define(Bean::count).store("other").add();
        await().until(() -> bean.count.get() == 1);
        scheduler
                .define(Bean::count)
                .id("later")
                .store("other")
                .trigger(new IntervalTrigger(Duration.ofHours(1), Optional.empty(), Optional.empty()))
                .add();
        scheduler.removeJobStore("other");

        assertThat(scheduler.stores()).containsExactly("default");
        assertThat(scheduler.findJob("later")).isEmpty();
        assertThat(other.find("later")).as("what it keeps stays in it").isPresent();
        assertThatThrownBy(() -> scheduler.removeJobStore("other"))
                .isInstanceOf(dev.carillon.UnknownStoreException.class);
    }

    @Test
    void a_run_that_is_cancelled_is_interrupted_and_told_as_cancelled_and_the_job_goes_on() throws Exception {
        scheduler.start();
        scheduler
                .define(Bean::work)
                .id("work")
                .trigger(new IntervalTrigger(Duration.ofHours(1), Optional.empty(), Optional.empty()))
                .add();
        UUID runId = scheduler.runNow("work");
        assertThat(bean.started.await(10, SECONDS)).isTrue();

        assertThat(scheduler.cancelRun("work", UUID.randomUUID())).isFalse();
        assertThat(scheduler.cancelRun("work", runId)).isTrue();

        await().untilAsserted(() -> assertThat(events(JobCancelled.class))
                .extracting(JobCancelled::runId)
                .containsExactly(runId));
        assertThat(bean.interrupted).isTrue();
        assertThat(scheduler.job("work").failures()).isZero();
        assertThat(scheduler.cancel("work")).isZero();
    }

    @Test
    @Proves("8.8/7")
    void a_stage_that_is_awaited_is_cancelled_with_its_run() throws Exception {
        scheduler.start();
        scheduler.define(Bean::later).id("later").add();
        assertThat(bean.started.await(10, SECONDS)).isTrue();

        assertThat(scheduler.cancel("later")).isEqualTo(1);

        await().until(() -> events(JobCancelled.class).size() == 1);
        assertThat(bean.stage).isCancelled();
    }

    @Test
    @Proves({"8.1/8", "8.7/4", "8.10/4", "8.10/11", "8.10/12", "8.14/1"})
    void jobs_added_before_the_start_run_after_it() {
        scheduler.define(Bean::count).id("early").add();
        assertThat(scheduler.job("early").nextFireTime()).isPresent();
        assertThat(bean.count).hasValue(0);

        scheduler.start();

        await().until(() -> bean.count.get() == 1);
    }
}
