package dev.carillon.samples.fromapscheduler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.JobState;
import dev.carillon.Scheduler;
import dev.carillon.SchedulerState;
import dev.carillon.SchedulerStateException;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.event.SchedulerShutdown;
import dev.carillon.tck.checklist.Proves;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From start to shutdown. */
class LifeCycleTest {

    /** A job that ends its own scheduler. */
    class Caretaker {
        void lockUp() {
            scheduler.shutdown(Duration.ofSeconds(30));
        }
    }

    private final Reports reports = new Reports();
    private final Happenings happenings = new Happenings();
    private final Scheduler scheduler =
            Scheduler.builder().register(reports).register(new Caretaker()).build();

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    @Test
    void jobs_added_before_the_start_run_after_it() throws Exception {
        scheduler.define(Reports::build, "sales").id("early").add();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.NOT_STARTED);
        assertThat(scheduler.job("early").runCount()).isZero();

        scheduler.start();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
        assertThatThrownBy(scheduler::start).isInstanceOf(SchedulerStateException.class);
    }

    @Test
    void a_scheduler_is_started_paused_and_resumed() throws Exception {
        scheduler.start(true);
        assertThat(scheduler.state()).isEqualTo(SchedulerState.PAUSED);
        scheduler.define(Reports::build, "sales").id("later").add();
        assertThat(scheduler.job("later").state()).isEqualTo(JobState.SCHEDULED);

        scheduler.resume();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
    }

    @Test
    void a_scheduler_is_paused_and_resumed() throws Exception {
        scheduler.start();

        scheduler.pause();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.PAUSED);
        scheduler.define(Reports::build, "sales").add();

        scheduler.resume();
        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("sales");
    }

    @Test
    void a_blocking_scheduler_returns_when_it_has_ended() throws Exception {
        scheduler.define(Caretaker::lockUp).add();

        CompletableFuture<Void> main = CompletableFuture.runAsync(() -> scheduler.run());

        main.get(30, SECONDS);
        assertThat(scheduler.state()).isEqualTo(SchedulerState.SHUT_DOWN);
    }

    @Test
    void a_shutdown_waits_for_what_is_going() throws Exception {
        scheduler.addListener(happenings, SchedulerEvent.class);
        scheduler.start();
        scheduler.define(Reports::print).add();
        reports.begun.acquire();

        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> scheduler.shutdown(Duration.ofSeconds(30)));
        await().until(() -> scheduler.state() == SchedulerState.SHUT_DOWN);
        assertThat(ending).isNotDone();
        reports.paper.countDown();
        ending.get(30, SECONDS);

        assertThat(reports.built).containsExactly("printed");
        happenings.next(JobExecuted.class);
        happenings.next(SchedulerShutdown.class);
    }

    @Test
    @Proves("8.10/5")
    void a_shutdown_interrupts_what_is_going_if_it_does_not_wait() throws Exception {
        scheduler.addListener(happenings, SchedulerEvent.class);
        scheduler.start();
        scheduler.define(Reports::print).add();
        reports.begun.acquire();

        scheduler.shutdownNow();

        assertThat(reports.built.poll(30, SECONDS)).isEqualTo("torn off");
        happenings.next(SchedulerShutdown.class);
    }

    @Test
    void a_job_may_shut_its_scheduler_down() throws Exception {
        scheduler.addListener(happenings, SchedulerEvent.class);
        scheduler.start();

        scheduler.define(Caretaker::lockUp).id("lock-up").add();

        happenings.next(SchedulerShutdown.class);
        assertThat(scheduler.state()).isEqualTo(SchedulerState.SHUT_DOWN);
    }
}
