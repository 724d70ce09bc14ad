package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.RunOutcome;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobRunEnded;
import dev.carillon.tck.checklist.Proves;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Every test asks for a run of a job whose own trigger is far away, and waits for what it leaves behind. */
class JobsOfBeansTest {

    private static final String FAR = "365d";

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Traced {}

    @Traced
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class TracedInterceptor {

        @Inject
        Journal journal;

        @AroundInvoke
        Object trace(InvocationContext call) throws Exception {
            journal.add("before " + call.getMethod().getName());
            try {
                return call.proceed();
            } finally {
                journal.add("after " + call.getMethod().getName());
            }
        }
    }

    /** Tells the journal how each run ended. */
    @ApplicationScoped
    static class Endings {

        @Inject
        Journal journal;

        void ended(@Observes JobRunEnded event) {
            journal.add(event);
        }
    }

    @ApplicationScoped
    static class Greeting {

        String text() {
            return "hello";
        }
    }

    /** Runs a job once and returns everything that was written until its end, the end itself as the last. */
    private static List<Object> runOnce(Application application, String id) {
        application.get(Scheduler.class).runNow(id);
        Journal journal = application.get(Journal.class);
        List<Object> entries = new ArrayList<>();
        Object entry = journal.next();
        while (!(entry instanceof JobRunEnded)) {
            entries.add(entry);
            entry = journal.next();
        }
        entries.add(entry);
        return entries;
    }

    private static List<Object> runOnce(String id, Class<?>... beans) {
        List<Class<?>> all = new ArrayList<>(List.of(beans));
        all.addAll(List.of(Journal.class, Endings.class, TracedInterceptor.class, Greeting.class, Counter.class));
        try (Application application = Application.start(all.toArray(Class<?>[]::new))) {
            return runOnce(application, id);
        }
    }

    @ApplicationScoped
    static class Methods {

        @Inject
        Journal journal;

        @Job(id = "with-run-and-bean", every = FAR)
        String withRunAndBean(JobRun run, Greeting greeting) {
            return run.jobId() + " " + greeting.text();
        }

        @Job(every = FAR)
        protected void withoutId() {
            journal.add("ran");
        }

        @Job(id = "static", every = FAR)
        static String isStatic(Greeting greeting) {
            return greeting.text();
        }

        @Job(id = "lookups", every = FAR)
        String lookups(Instance<Greeting> greetings, Scheduler scheduler) {
            return greetings.get().text() + " " + scheduler.findJob("lookups").isPresent();
        }

        @Job(id = "first", every = FAR)
        @Job(id = "second", every = FAR)
        String twice(JobRun run) {
            return run.jobId();
        }

        @Job(id = "remembered", every = FAR, historyCount = "5", historyAge = "none")
        List<String> remembered(Greeting greeting) {
            return List.of(greeting.text());
        }

        @Job(id = "stage", every = FAR)
        CompletionStage<String> stage() {
            return CompletableFuture.supplyAsync(() -> "later");
        }

        @Job(id = "checked", every = FAR)
        void checked() throws IOException {
            throw new IOException("disk full");
        }
    }

    @Test
    @Proves({"8.10/41", "8.14/11", "8.14/13"})
    void a_method_gets_its_run_and_its_injection_points_and_its_value_goes_into_the_event() {
        assertThat(runOnce("with-run-and-bean", Methods.class))
                .singleElement()
                .isInstanceOfSatisfying(JobExecuted.class, event -> assertThat(event.returnValue())
                        .isEqualTo("with-run-and-bean hello"));
    }

    @Test
    void how_a_run_ended_is_in_the_history_with_what_its_method_returned_for_as_long_as_the_job_says() {
        try (Application application = Application.start(
                Methods.class, Journal.class, Endings.class, TracedInterceptor.class, Greeting.class, Counter.class)) {
            runOnce(application, "remembered");

            ScheduledJob job = application.get(Scheduler.class).job("remembered");
            assertThat(job.history(10)).singleElement().satisfies(run -> {
                assertThat(run.outcome()).isEqualTo(RunOutcome.EXECUTED);
                assertThat(run.returnValue()).contains("[\"hello\"]");
            });
            assertThat(job.retention().historyCount()).hasValue(5);
            assertThat(job.retention().historyAge()).isEmpty();
        }
    }

    @Test
    @Proves("8.6/8")
    void a_job_without_an_id_has_the_name_of_its_class_and_method() {
        assertThat(runOnce(Methods.class.getName() + "#withoutId", Methods.class))
                .first()
                .isEqualTo("ran");
    }

    @Test
    @Proves("8.14/7")
    void a_static_method_runs_too() {
        assertReturned("hello", runOnce("static", Methods.class));
    }

    @Test
    void instances_and_the_scheduler_can_be_parameters() {
        assertReturned("hello true", runOnce("lookups", Methods.class));
    }

    @Test
    void two_jobs_on_one_method_both_run_it() {
        assertReturned("first", runOnce("first", Methods.class));
        assertReturned("second", runOnce("second", Methods.class));
    }

    @Test
    @Proves({"8.6/13", "8.8/6"})
    void a_stage_is_awaited() {
        assertReturned("later", runOnce("stage", Methods.class));
    }

    @Test
    void a_checked_exception_arrives_as_it_is() {
        assertFailed(IOException.class, "disk full", runOnce("checked", Methods.class));
    }

    private static void assertReturned(Object value, List<Object> entries) {
        assertThat(entries.get(entries.size() - 1))
                .isInstanceOfSatisfying(JobExecuted.class, event -> assertThat(event.returnValue())
                        .isEqualTo(value));
    }

    private static void assertFailed(Class<? extends Exception> type, String message, List<Object> entries) {
        assertThat(entries.get(entries.size() - 1))
                .isInstanceOfSatisfying(JobFailed.class, event -> assertThat(event.exception())
                        .isInstanceOf(type)
                        .hasMessage(message));
    }

    // ---- observers

    @ApplicationScoped
    static class Observers {

        @Inject
        Journal journal;

        void plain(@Observes @Job(id = "observed", every = FAR) JobRun run, Greeting greeting) {
            journal.add(run.jobId() + " " + greeting.text());
        }

        void other(@Observes @Job(id = "other", every = FAR) JobRun run) {
            journal.add("other");
        }

        void unnamed(@Observes @Job(every = FAR) JobRun run) {
            journal.add("unnamed");
        }

        void asynchronous(@ObservesAsync @Job(id = "async", every = FAR) JobRun run) {
            journal.add(Thread.currentThread().getName().startsWith("carillon-default-"));
        }

        void checked(@Observes @Job(id = "checked", every = FAR) JobRun run) throws IOException {
            throw new IOException("disk full");
        }

        void unchecked(@Observes @Job(id = "unchecked", every = FAR) JobRun run) {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void an_observer_with_a_job_is_told_of_its_own_runs_only() {
        assertThat(runOnce("observed", Observers.class)).first().isEqualTo("observed hello");
        assertThat(runOnce("observed", Observers.class)).hasSize(2);
    }

    @Test
    void an_observer_without_an_id_has_the_name_of_its_class_and_method() {
        assertThat(runOnce(Observers.class.getName() + "#unnamed", Observers.class))
                .first()
                .isEqualTo("unnamed");
    }

    @Test
    void an_asynchronous_observer_runs_on_a_thread_of_the_executor() {
        assertThat(runOnce("async", Observers.class)).first().isEqualTo(true);
    }

    @Test
    void what_an_observer_throws_arrives_as_it_is() {
        assertFailed(IOException.class, "disk full", runOnce("checked", Observers.class));
        assertFailed(IllegalStateException.class, "no", runOnce("unchecked", Observers.class));
    }

    // ---- contexts

    @RequestScoped
    static class Counter {

        private int count;

        int next() {
            return ++count;
        }
    }

    @ApplicationScoped
    static class Requests {

        @Inject
        Counter counter;

        @Inject
        Journal journal;

        @Job(id = "method", every = FAR)
        int method(Counter same) {
            return counter.next() + same.next();
        }

        void observer(@Observes @Job(id = "observer", every = FAR) JobRun run) {
            journal.add(counter.next());
        }
    }

    @Test
    void each_run_has_a_request_context_of_its_own() {
        try (Application application = Application.start(Requests.class, Counter.class, Journal.class, Endings.class)) {
            assertReturned(3, runOnce(application, "method"));
            assertReturned(3, runOnce(application, "method"));
            assertThat(runOnce(application, "observer")).first().isEqualTo(1);
            assertThat(runOnce(application, "observer")).first().isEqualTo(1);
        }
    }

    @Dependent
    static class Helper {

        @Inject
        Journal journal;

        @Inject
        InjectionPoint point;

        String whose() {
            return point.getBean().getBeanClass().getSimpleName() + "#"
                    + point.getMember().getName();
        }

        @PreDestroy
        void end() {
            journal.add("helper destroyed");
        }
    }

    @Dependent
    static class DependentJobs {

        @Inject
        Journal journal;

        @Job(id = "dependent", every = FAR)
        void run(Helper helper) {
            journal.add(helper.whose());
        }

        @Job(id = "dependent-stage", every = FAR)
        CompletionStage<Void> stage(Helper helper, Gate gate, Request request) {
            request.touch();
            return gate.opened().thenRun(() -> journal.add("stage uses helper of " + helper.whose()));
        }

        @PreDestroy
        void end() {
            journal.add("bean destroyed");
        }
    }

    @Test
    void dependents_are_destroyed_after_the_run() {
        assertThat(runOnce("dependent", DependentJobs.class, Helper.class, Gate.class, Request.class))
                .startsWith("DependentJobs#run")
                .contains("helper destroyed", "bean destroyed");
    }

    @ApplicationScoped
    static class Gate {

        private final CompletableFuture<Void> opening = new CompletableFuture<>();

        CompletionStage<Void> opened() {
            return opening;
        }

        void open() {
            opening.complete(null);
        }
    }

    /** Its end is the end of everything around the call. */
    @RequestScoped
    static class Request {

        @Inject
        Journal journal;

        void touch() {}

        @PreDestroy
        void end() {
            journal.add("request ended");
        }
    }

    @Test
    void dependents_of_a_stage_live_as_long_as_the_stage() {
        try (Application application =
                Application.start(DependentJobs.class, Helper.class, Gate.class, Request.class, Journal.class)) {
            Journal journal = application.get(Journal.class);
            application.get(Scheduler.class).runNow("dependent-stage");
            assertThat(journal.next()).isEqualTo("request ended");
            application.get(Gate.class).open();
            assertThat(journal.next()).isEqualTo("stage uses helper of DependentJobs#stage");
            assertThat(journal.next(2)).containsExactlyInAnyOrder("helper destroyed", "bean destroyed");
        }
    }

    // ---- interceptors

    @Traced
    @ApplicationScoped
    static class Intercepted {

        @Inject
        Journal journal;

        @Job(id = "method", every = FAR)
        void method() {
            journal.add("method runs");
        }

        void observer(@Observes @Job(id = "observer", every = FAR) JobRun run) {
            journal.add("observer runs");
        }
    }

    @Test
    void interceptors_surround_methods_and_observers() {
        assertThat(runOnce("method", Intercepted.class)).startsWith("before method", "method runs", "after method");
        assertThat(runOnce("observer", Intercepted.class))
                .startsWith("before observer", "observer runs", "after observer");
    }

    // ---- inheritance

    abstract static class Base<T> {

        @Inject
        Journal journal;

        @Job(id = "generic", every = FAR)
        void generic(T bean) {
            journal.add(bean.getClass() != Object.class);
        }

        @Job(id = "overridden", every = FAR)
        void overridden() {
            journal.add("base");
        }

        @Job(id = "dropped", every = FAR)
        void dropped() {
            journal.add("base");
        }
    }

    @ApplicationScoped
    static class Sub extends Base<Greeting> {

        @Override
        @Job(id = "overridden", every = FAR)
        void overridden() {
            journal.add("sub");
        }

        @Override
        void dropped() {
            journal.add("sub");
        }
    }

    @Test
    void an_inherited_method_gets_what_the_bean_makes_of_a_type_variable() {
        assertThat(runOnce("generic", Sub.class)).first().isEqualTo(true);
    }

    @Test
    void an_override_takes_the_place_of_the_inherited_job() {
        assertThat(runOnce("overridden", Sub.class)).first().isEqualTo("sub");
    }

    @Test
    void an_override_without_a_job_ends_the_inherited_one() {
        try (Application application = Application.start(Sub.class, Journal.class, Greeting.class)) {
            assertThat(application.get(Scheduler.class).findJob("dropped")).isEmpty();
        }
    }
}
