package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.Job;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobRun;
import dev.carillon.Scheduler;
import dev.carillon.tck.checklist.Proves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamicJobsTest {

    private static final String CLASS = Mailer.class.getName();

    private Application application;
    private Scheduler scheduler;
    private Journal journal;

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Loud {}

    @ApplicationScoped
    static class Footers {

        @Produces
        @Loud
        String footer() {
            return "BYE";
        }
    }

    public record Address(String street, int number) {}

    abstract static class Sender<T> {

        @Inject
        Journal journal;

        void pass(T value) {
            journal.add(value);
        }

        void shout(List<T> values) {
            journal.add(values.get(0));
        }
    }

    interface Greeter {

        void greet(String name);
    }

    interface Handler<T> {

        void handle(T value);
    }

    @ApplicationScoped
    static class Mailer extends Sender<Address> implements Greeter, Handler<Address> {

        void send(String to, int times) {
            journal.add(to + " " + times);
        }

        void over(String text) {
            journal.add("text " + text);
        }

        void over(int number) {
            journal.add("number " + number);
        }

        void withRun(JobRun run, String text) {
            journal.add(run.jobId() + " " + text);
        }

        @Job(id = "send-mail", formerly = "mail")
        void named(JobRun run, String to, @Loud String footer) {
            journal.add(to + " " + footer);
        }

        @Job(id = "plain")
        void plain() {
            journal.add("plain");
        }

        @Override
        public void greet(String name) {
            journal.add("hello " + name);
        }

        @Override
        public void handle(Address value) {
            journal.add("handled " + value);
        }

        static void isStatic(Mailer mailer) {}

        @SuppressWarnings("unused")
        private void hidden() {}
    }

    static class NoBean {

        void send() {}
    }

    @SessionScoped
    static class Session implements Serializable {

        void send() {}
    }

    @ApplicationScoped
    static class OneGreeter implements Greeter {

        @Override
        public void greet(String name) {}
    }

    @BeforeEach
    void start() {
        application = Application.of(Mailer.class, Footers.class, Journal.class)
                .config("carillon.targets.old-plain", "plain")
                .config("carillon.targets.com.acme.Old#send", CLASS + "#send")
                .start();
        scheduler = application.get(Scheduler.class);
        journal = application.get(Journal.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    @Proves({"8.6/8", "8.14/7"})
    void a_method_reference_is_called_with_its_arguments() {
        scheduler.define(Mailer::send, "a@b.c", 3).add();
        assertThat(journal.next()).isEqualTo("a@b.c 3");
    }

    @Test
    void a_method_may_take_the_run_first() {
        scheduler.define(Mailer::withRun, "text").id("with-run").add();
        assertThat(journal.next()).isEqualTo("with-run text");
    }

    @Test
    void an_overloaded_method_is_found_by_the_types_of_its_arguments() {
        scheduler.define(Mailer.class).<Integer>calling(Mailer::over, 7).add();
        assertThat(journal.next()).isEqualTo("number 7");
    }

    @Test
    @Proves("8.14/7")
    void an_inherited_method_has_the_argument_types_that_the_bean_gives_it() {
        scheduler
                .define(Mailer.class)
                .calling(Mailer::pass, new Address("Main Street", 1))
                .add();
        scheduler
                .define(Mailer.class)
                .calling(Mailer::shout, List.of(new Address("Side Street", 2)))
                .add();
        assertThat(journal.next(2))
                .containsExactlyInAnyOrder(new Address("Main Street", 1), new Address("Side Street", 2));
    }

    @Test
    void an_interface_names_its_only_bean() {
        scheduler.define(Greeter::greet, "you").id("greet").add();
        assertThat(journal.next()).isEqualTo("hello you");
    }

    @Test
    void a_generic_interface_takes_what_its_bean_takes() {
        scheduler
                .define(Handler<Address>::handle, new Address("Main Street", 1))
                .add();
        assertThat(journal.next()).isEqualTo("handled " + new Address("Main Street", 1));
    }

    @Test
    void a_named_target_takes_arguments_and_injects_qualified_parameters() {
        scheduler.define("send-mail").argument("to", "a@b.c").add();
        assertThat(journal.next()).isEqualTo("a@b.c BYE");
    }

    @Test
    void a_target_is_found_by_its_former_and_its_configured_names() {
        scheduler.define("mail").argument("to", "you").add();
        assertThat(journal.next()).isEqualTo("you BYE");
        scheduler.define("old-plain").add();
        assertThat(journal.next()).isEqualTo("plain");
        scheduler
                .define("com.acme.Old#send")
                .argument("to", "x")
                .argument("times", 1)
                .add();
        assertThat(journal.next()).isEqualTo("x 1");
    }

    @Test
    @Proves({"8.6/10", "8.9/1"})
    void a_stored_name_is_understood_without_anybody_having_used_the_method_before() {
        scheduler
                .define(CLASS + "#send")
                .argument("to", "x")
                .argument("times", 1)
                .add();
        assertThat(journal.next()).isEqualTo("x 1");
        scheduler
                .define(CLASS + "#over(java.lang.String)")
                .argument("text", "t")
                .add();
        assertThat(journal.next()).isEqualTo("text t");
    }

    @Test
    void a_reference_to_a_declared_method_is_stored_under_the_id_of_the_job() {
        scheduler.define(Mailer::plain).id("uses-plain").add();
        assertThat(journal.next()).isEqualTo("plain");
    }

    @Test
    void a_job_that_was_stored_before_its_target_got_an_id_still_finds_it() {
        scheduler.define(CLASS + "#named").argument("to", "you").add();
        assertThat(journal.next()).isEqualTo("you BYE");
    }

    @Test
    void a_named_target_is_no_job_by_itself() {
        assertThat(scheduler.jobs()).isEmpty();
    }

    @Test
    @Proves("8.6/10")
    void a_stored_name_reaches_nothing_but_beans() {
        for (String name : List.of(
                NoBean.class.getName() + "#send",
                "java.lang.Runtime#exit",
                "java.lang.Object#notify",
                CLASS + "#notify",
                CLASS + "#hidden",
                CLASS + "#isStatic",
                CLASS + "#over",
                CLASS + "#unknown",
                "unknown")) {
            assertThatExceptionOfType(JobDefinitionException.class)
                    .as(name)
                    .isThrownBy(() -> scheduler.define(name))
                    .withMessageContaining(name);
        }
    }

    @Test
    void a_class_that_is_no_bean_is_refused_with_a_remedy() {
        assertThatExceptionOfType(JobDefinitionException.class)
                .isThrownBy(() -> scheduler.define(NoBean::send))
                .withMessageContaining(NoBean.class.getName() + "#send()")
                .withMessageContaining("Add @ApplicationScoped");
    }

    @Test
    void a_private_method_is_refused_with_a_remedy() {
        assertThatExceptionOfType(JobDefinitionException.class)
                .isThrownBy(() -> scheduler.define(Mailer::hidden))
                .withMessageContaining(CLASS + "#hidden()")
                .withMessageContaining("Make it package-private");
    }

    @Test
    void a_bean_of_a_session_is_refused_with_a_remedy() {
        try (Application other = Application.start(Session.class)) {
            Scheduler its = other.get(Scheduler.class);
            assertThatExceptionOfType(JobDefinitionException.class)
                    .isThrownBy(() -> its.define(Session::send))
                    .withMessageContaining("@SessionScoped")
                    .withMessageContaining("Make it @ApplicationScoped");
        }
    }

    @Test
    void an_interface_of_several_beans_is_refused_with_their_names() {
        try (Application other = Application.start(Mailer.class, OneGreeter.class, Footers.class, Journal.class)) {
            Scheduler its = other.get(Scheduler.class, Default.Literal.INSTANCE);
            assertThatExceptionOfType(JobDefinitionException.class)
                    .isThrownBy(() -> its.define(Greeter::greet, "you"))
                    .withMessageContaining(CLASS)
                    .withMessageContaining(OneGreeter.class.getName());
        }
    }
}
