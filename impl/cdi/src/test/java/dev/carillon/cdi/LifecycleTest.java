package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.JobId;
import dev.carillon.JobRun;
import dev.carillon.Scheduler;
import dev.carillon.SchedulerState;
import dev.carillon.core.call.RegisteredTargets;
import dev.carillon.core.config.ConfigReader;
import dev.carillon.core.config.ConfigSource;
import dev.carillon.core.scheduler.SchedulerBuilder;
import dev.carillon.event.JobExecuted;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("carillon-"))
                .toList();
    }

    /** The last threads may be on their way out when the container has closed. */
    private static void assertNoThreadIsLeft() {
        Awaitility.await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
    }

    @ApplicationScoped
    static class Early {

        @Inject
        Scheduler scheduler;

        @Inject
        Journal journal;

        void initialized(@Observes @Initialized(ApplicationScoped.class) Object event) {
            scheduler.define(Early::note, "added when the application began").add();
        }

        void startup(@Observes Startup event) {
            journal.add(scheduler.state());
            scheduler.define(Early::note, "added at startup").add();
        }

        void note(String text) {
            journal.add(text);
        }
    }

    @Test
    void jobs_can_be_added_before_the_start_and_run_after_it() {
        try (Application application = Application.start(Early.class, Journal.class)) {
            Journal journal = application.get(Journal.class);
            assertThat(journal.next()).isEqualTo(SchedulerState.NOT_STARTED);
            assertThat(journal.next(2))
                    .containsExactlyInAnyOrder("added when the application began", "added at startup");
            assertThat(application.get(Scheduler.class).state()).isEqualTo(SchedulerState.RUNNING);
        }
    }

    @ApplicationScoped
    static class Slow {

        @Inject
        Journal journal;

        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);

        CountDownLatch inside() {
            return inside;
        }

        CountDownLatch leave() {
            return leave;
        }

        @Job(id = "slow", every = "365d")
        void run() throws InterruptedException {
            inside.countDown();
            assertThat(leave.await(30, TimeUnit.SECONDS)).isTrue();
            journal.add("run has ended");
        }

        void executed(@ObservesAsync @JobId("slow") JobExecuted event) {
            OUTSIDE.add("observer was told");
        }

        @PreDestroy
        void end() {
            OUTSIDE.add("bean was destroyed");
        }
    }

    /** Outlives the container. */
    private static final Journal OUTSIDE = new Journal();

    @Test
    void the_end_waits_for_runs_and_observers_while_their_beans_live() throws InterruptedException {
        Application application = Application.start(Slow.class, Journal.class);
        Slow slow = application.get(Slow.class);
        application.get(Scheduler.class).runNow("slow");
        assertThat(slow.inside().await(30, TimeUnit.SECONDS)).isTrue();
        CountDownLatch leave = slow.leave();
        Scheduler scheduler = application.get(Scheduler.class);
        Thread closing = new Thread(application::close);
        closing.start();
        Awaitility.await().until(() -> scheduler.state() == SchedulerState.SHUT_DOWN);
        leave.countDown();
        closing.join(30_000);
        assertThat(OUTSIDE.next(2)).containsExactly("observer was told", "bean was destroyed");
        assertNoThreadIsLeft();
    }

    @ApplicationScoped
    static class Ticker {

        @Inject
        Journal journal;

        @Job(id = "tick", every = "${tick.interval:365d}")
        void tick(JobRun run) {
            journal.add(Thread.currentThread().getContextClassLoader());
        }

        void observed(@ObservesAsync JobExecuted event) {
            journal.add(Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void two_applications_in_one_machine_do_not_meet() {
        try (Application one = Application.of(Ticker.class, Journal.class)
                        .config("tick.interval", "50ms")
                        .start();
                Application other = Application.start(Ticker.class, Journal.class)) {
            assertThat(one.get(Journal.class).next(4)).containsOnly(one.loader());
            assertThat(other.get(Journal.class).rest()).isEmpty();
            other.get(Scheduler.class).runNow("tick");
            assertThat(other.get(Journal.class).next(2)).containsOnly(other.loader());
        }
        assertNoThreadIsLeft();
    }

    @Test
    void an_application_can_be_deployed_again() {
        for (int i = 0; i < 3; i++) {
            try (Application application = Application.start(Ticker.class, Journal.class)) {
                application.get(Scheduler.class).runNow("tick");
                application.get(Journal.class).next(2);
            }
            assertNoThreadIsLeft();
        }
    }

    @ApplicationScoped
    static class EndsItself {

        @Inject
        Scheduler scheduler;

        @Job(id = "end", every = "365d")
        void end() {
            scheduler.close();
            OUTSIDE.add("ended from inside");
        }
    }

    @Test
    void a_job_may_end_the_scheduler() {
        try (Application application = Application.start(EndsItself.class)) {
            application.get(Scheduler.class).runNow("end");
            assertThat(OUTSIDE.next()).isEqualTo("ended from inside");
            assertThat(application.get(Scheduler.class).state()).isEqualTo(SchedulerState.SHUT_DOWN);
        }
        assertNoThreadIsLeft();
    }

    @Test
    void nothing_is_started_when_the_deployment_fails() {
        DeploymentFailure.of(Application.of(Ticker.class, Journal.class)
                .config("tick.interval", "50ms")
                .config("carillon.unheard-of", "1"));
        assertThat(ourThreads()).isEmpty();
    }

    private static Lifecycle lifecycleOf(Scheduler scheduler) {
        EventObservers observers = new EventObservers(List.of(), new Container(null, null), Thread::new);
        return new Lifecycle(scheduler, observers, Thread::new, Duration.ofSeconds(30));
    }

    private static Scheduler scheduler() {
        ConfigReader reader = new ConfigReader(
                ConfigSource.of(Map.of()),
                SchedulerBuilder.storeProviders(),
                SchedulerBuilder.executorProviders(),
                "test");
        return SchedulerBuilder.with(reader.settings(), new RegisteredTargets()).build();
    }

    @Test
    void a_container_that_does_not_tell_of_the_start_starts_after_a_while() {
        Scheduler scheduler = scheduler();
        Lifecycle lifecycle = lifecycleOf(scheduler);
        lifecycle.startUnlessTold();
        Awaitility.await().until(() -> scheduler.state() == SchedulerState.RUNNING);
        lifecycle.start();
        lifecycle.stop();
        lifecycle.stopNow();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.SHUT_DOWN);
        assertNoThreadIsLeft();
    }

    @Test
    void a_container_that_tells_of_the_start_decides_when_it_is() {
        Scheduler scheduler = scheduler();
        Lifecycle lifecycle = lifecycleOf(scheduler);
        lifecycle.startUnlessTold();
        lifecycle.startIsTold();
        assertNoThreadIsLeft();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.NOT_STARTED);
        lifecycle.start();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.RUNNING);
        lifecycle.stop();
        assertNoThreadIsLeft();
    }

    @Test
    void what_was_stopped_does_not_start_any_more() {
        Scheduler scheduler = scheduler();
        Lifecycle lifecycle = lifecycleOf(scheduler);
        lifecycle.startUnlessTold();
        lifecycle.stopNow();
        lifecycle.start();
        assertThat(scheduler.state()).isEqualTo(SchedulerState.SHUT_DOWN);
        assertNoThreadIsLeft();
    }
}
