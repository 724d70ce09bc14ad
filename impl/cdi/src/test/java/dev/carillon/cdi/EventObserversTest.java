package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.JobId;
import dev.carillon.Scheduler;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobExecutionEvent;
import dev.carillon.event.JobRemoved;
import dev.carillon.event.JobStarted;
import dev.carillon.event.SchedulerStarted;
import dev.carillon.tck.checklist.Proves;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventObserversTest {

    @ApplicationScoped
    static class Work {

        @Job(id = "first", every = "365d")
        void first() {}

        @Job(id = "second", every = "365d")
        void second() {}
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Other {}

    @ApplicationScoped
    static class Widths {

        @Inject
        Journal journal;

        void leaf(@Observes JobExecuted event) {
            journal.add("leaf");
        }

        void above(@Observes @Any JobExecutionEvent event) {
            journal.add("above " + event.getClass().getSimpleName());
        }

        void everything(@Observes Object event) {
            if (event instanceof JobExecuted) {
                journal.add("everything");
            }
        }

        void ofFirst(@Observes @JobId("first") JobExecuted event) {
            journal.add("of first");
        }

        void ofSecond(@Observes @JobId("second") JobExecutionEvent event) {
            journal.add("of second");
        }

        void otherwise(@Observes @Other JobExecuted event) {
            journal.add("never");
        }

        void last(@Observes @Priority(Integer.MAX_VALUE) JobExecuted event) {
            journal.add("end");
        }
    }

    @Test
    @Proves("8.12")
    void an_observer_hears_of_its_type_and_its_job() {
        try (Application application = Application.start(Work.class, Widths.class, Journal.class)) {
            Journal journal = application.get(Journal.class);
            application.get(Scheduler.class).runNow("first");
            assertThat(journal.next(6))
                    .containsExactlyInAnyOrder(
                            "above JobStarted", "leaf", "above JobExecuted", "everything", "of first", "end");
            application.get(Scheduler.class).runNow("second");
            assertThat(journal.next(7))
                    .containsExactlyInAnyOrder(
                            "of second",
                            "above JobStarted",
                            "leaf",
                            "above JobExecuted",
                            "everything",
                            "of second",
                            "end");
        }
    }

    @ApplicationScoped
    static class Ordered {

        @Inject
        Journal journal;

        void third(@Observes @Priority(300) JobExecuted event) {
            journal.add("third");
        }

        void first(@Observes @Priority(100) JobExecuted event) {
            journal.add("first");
            throw new IllegalStateException("fails on purpose");
        }

        void second(@Observes @Priority(200) JobExecuted event) throws Exception {
            journal.add("second");
            throw new Exception("fails on purpose");
        }
    }

    @Test
    @Proves("8.10/29")
    void observers_are_told_by_priority_and_one_that_fails_harms_nobody() {
        try (Application application = Application.start(Work.class, Ordered.class, Journal.class)) {
            Journal journal = application.get(Journal.class);
            application.get(Scheduler.class).runNow("first");
            assertThat(journal.next(3)).containsExactly("first", "second", "third");
            application.get(Scheduler.class).runNow("first");
            assertThat(journal.next(3)).containsExactly("first", "second", "third");
        }
    }

    @RequestScoped
    static class Request {

        private int count;

        int next() {
            return ++count;
        }
    }

    @ApplicationScoped
    static class Asynchronous {

        @Inject
        Journal journal;

        @Inject
        Request request;

        private final CountDownLatch gate = new CountDownLatch(1);

        void open() {
            gate.countDown();
        }

        void inOrder(@ObservesAsync @JobId("first") JobExecutionEvent event) throws InterruptedException {
            if (event instanceof JobStarted) {
                assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            }
            journal.add(event.getClass().getSimpleName() + " " + request.next() + " "
                    + Thread.currentThread().getName().startsWith("carillon-observer-"));
        }

        void other(@ObservesAsync JobExecuted event) {
            journal.add("other");
        }
    }

    @Test
    void asynchronous_observers_hear_of_a_run_in_order_and_do_not_wait_for_each_other() {
        try (Application application =
                Application.start(Work.class, Asynchronous.class, Request.class, Journal.class)) {
            Journal journal = application.get(Journal.class);
            application.get(Scheduler.class).runNow("first");
            assertThat(journal.next()).isEqualTo("other");
            application.get(Asynchronous.class).open();
            assertThat(journal.next(2)).containsExactly("JobStarted 1 true", "JobExecuted 1 true");
        }
    }

    @ApplicationScoped
    static class Dynamic {

        @Inject
        Journal journal;

        void started(@Observes SchedulerStarted event) {
            journal.add("started");
        }

        void added(@Observes @JobId("dynamic") JobAdded event) {
            journal.add("added");
        }

        void removed(@Observes JobRemoved event) {
            journal.add("removed " + event.jobId());
        }
    }

    @Test
    void scheduler_events_and_those_of_dynamic_jobs_are_told() {
        try (Application application = Application.start(Work.class, Dynamic.class, Journal.class)) {
            Journal journal = application.get(Journal.class);
            assertThat(journal.next()).isEqualTo("started");
            application.get(Scheduler.class).define(Work::first).id("dynamic").add();
            assertThat(journal.next(2)).containsExactly("added", "removed dynamic");
        }
    }

    @Test
    void events_that_nobody_observes_are_not_wanted() {
        EventObservers none = new EventObservers(List.of(), new Container(null, null), Thread::new);
        assertThat(none.wants(JobExecuted.class)).isFalse();
        assertThat(none.wants(SchedulerStarted.class)).isFalse();
        none.receive(new JobAdded("id", UUID.randomUUID().toString()));
    }
}
