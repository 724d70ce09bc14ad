package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Cron;
import dev.carillon.Job;
import dev.carillon.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Qualifier;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each fault once, and all of them at once. */
class DeploymentFaultsTest {

    /** Deploys and returns the faults, a line each, without their numbers. */
    private static List<String> faultsOf(Application.Builder application) {
        return DeploymentFailure.of(application)
                .getMessage()
                .lines()
                .filter(line -> line.matches("\\d+\\. .*"))
                .map(line -> line.replaceFirst("\\d+\\. ", ""))
                .toList();
    }

    private static void assertFault(Class<?> bean, String code, String... texts) {
        assertThat(faultsOf(Application.of(bean)))
                .singleElement()
                .asString()
                .startsWith(code + " " + bean.getName() + "#")
                .contains(texts);
    }

    @ApplicationScoped
    static class PrivateMethod {

        @Job(every = "1h")
        @SuppressWarnings("unused")
        private void run() {}
    }

    @ApplicationScoped
    static class PrivateObserver {

        @SuppressWarnings("unused")
        private void run(@Observes @Job(every = "1h") JobRun run) {}
    }

    @Test
    void private_methods_and_observers_are_refused() {
        assertFault(PrivateMethod.class, "CARL-1101", "run(): @Job", "Make it package-private");
        assertFault(PrivateObserver.class, "CARL-1101", "run(JobRun): @Job", "Make it package-private");
    }

    interface WithJob {

        @Job(every = "1h")
        default void run() {}
    }

    @ApplicationScoped
    static class OfInterface implements WithJob {

        @Override
        public void run() {}
    }

    @Test
    void a_job_on_an_interface_is_refused() {
        assertThat(faultsOf(Application.of(OfInterface.class)))
                .singleElement()
                .asString()
                .startsWith("CARL-1102 " + OfInterface.class.getName() + "#run(): @Job")
                .contains(WithJob.class.getName());
    }

    @ApplicationScoped
    static class Producer {

        @Job(every = "1h")
        @Produces
        StringBuilder text() {
            return new StringBuilder();
        }
    }

    @Test
    void a_job_on_a_producer_is_refused() {
        assertFault(Producer.class, "CARL-1103", "text()", "@Produces");
    }

    @ApplicationScoped
    static class MethodOfObserver {

        @Job(every = "1h")
        void run(@Observes JobRun run) {}
    }

    @Test
    void a_job_on_the_method_of_an_observer_is_refused() {
        assertFault(MethodOfObserver.class, "CARL-1104", "Move @Job to the observed parameter");
    }

    @ApplicationScoped
    static class WrongType {

        void run(@Observes @Job(every = "1h") Object run) {}
    }

    @Test
    void an_observer_of_anything_but_runs_is_refused() {
        assertFault(WrongType.class, "CARL-1105", "@Observes = \"java.lang.Object\"", "Observe JobRun");
    }

    @ApplicationScoped
    static class IfExists {

        void run(@Observes(notifyObserver = Reception.IF_EXISTS) @Job(every = "1h") JobRun run) {}
    }

    @ApplicationScoped
    static class During {

        void run(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Job(every = "1h") JobRun run) {}
    }

    @Test
    void observers_that_would_leave_runs_out_or_wait_are_refused() {
        assertFault(IfExists.class, "CARL-1106", "IF_EXISTS");
        assertFault(During.class, "CARL-1107", "AFTER_SUCCESS");
    }

    @ApplicationScoped
    static class Metadata {

        void run(@Observes @Job(every = "1h") JobRun run, EventMetadata metadata) {}
    }

    @ApplicationScoped
    static class MethodMetadata {

        @Job(every = "1h")
        void run(EventMetadata metadata) {}
    }

    @Test
    void event_metadata_is_refused() {
        assertFault(Metadata.class, "CARL-1108", "parameter 2", "Ask the JobRun");
        assertFault(MethodMetadata.class, "CARL-1108", "parameter 1", "Ask the JobRun");
    }

    @ApplicationScoped
    static class RunNotFirst {

        @Job(every = "1h")
        void run(jakarta.enterprise.inject.spi.BeanManager beans, JobRun run) {}
    }

    @Test
    void a_run_that_is_not_first_is_refused() {
        assertFault(RunNotFirst.class, "CARL-1109", "parameter 2", "must come first");
    }

    interface Service {}

    @ApplicationScoped
    static class OneService implements Service {}

    @ApplicationScoped
    static class OtherService implements Service {}

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Special {}

    @ApplicationScoped
    static class NeedsService {

        @Job(every = "1h")
        void run(JobRun run, Service service) {}
    }

    @ApplicationScoped
    static class NeedsNumber {

        @Job(every = "1h")
        void run(int days) {}
    }

    @ApplicationScoped
    static class NeedsSpecial {

        @Job(id = "target")
        void run(String argument, @Special Service service) {}
    }

    @Test
    void an_injection_point_without_a_bean_is_refused() {
        assertFault(
                NeedsService.class, "CARL-1110", "parameter 2 = \"" + Service.class.getName(), "@ApplicationScoped");
        assertFault(NeedsNumber.class, "CARL-1110", "parameter 1 = \"int\"", "takes no arguments");
        assertFault(NeedsSpecial.class, "CARL-1110", "parameter 2", "Special", "qualifier");
    }

    @Test
    void an_injection_point_with_several_beans_is_refused() {
        assertThat(faultsOf(Application.of(NeedsService.class, OneService.class, OtherService.class)))
                .singleElement()
                .asString()
                .startsWith("CARL-1111 " + NeedsService.class.getName())
                .contains("parameter 2", OneService.class.getName(), OtherService.class.getName());
    }

    @ApplicationScoped
    static class OpenType {

        @Job(every = "1h")
        <T> void run(T service) {}
    }

    @Test
    void an_open_type_variable_is_refused() {
        assertFault(OpenType.class, "CARL-1112", "parameter 1 = \"T\"");
    }

    @SessionScoped
    static class OfSession implements Serializable {

        @Job(every = "1h")
        void run() {}
    }

    @ConversationScoped
    static class OfConversation implements Serializable {

        @Job(every = "1h")
        void run() {}
    }

    @Test
    void beans_of_a_client_are_refused() {
        assertFault(OfSession.class, "CARL-1113", "@SessionScoped");
        assertFault(OfConversation.class, "CARL-1113", "@ConversationScoped");
    }

    @RequestScoped
    static class ForgottenObserves {

        void run(@Job(every = "1h") JobRun run) {}
    }

    @Test
    void a_job_on_a_parameter_that_is_not_observed_is_refused() {
        assertFault(ForgottenObserves.class, "CARL-1117", "Add @Observes");
    }

    @ApplicationScoped
    static class TriggerWithoutJob {

        @Cron("0 3 * * *")
        void run() {}
    }

    @Test
    void a_trigger_without_a_job_is_refused() {
        assertFault(TriggerWithoutJob.class, "CARL-1118", "@Cron", "Add @Job");
    }

    @ApplicationScoped
    static class ObserverWithoutJob {

        void run(@Observes JobRun run) {}
    }

    @Test
    void an_observer_of_runs_without_a_job_is_refused() {
        assertFault(ObserverWithoutJob.class, "CARL-1119", "Add @Job");
    }

    static class Synthetic implements Extension {

        @Job(every = "1h")
        static void bearer() {}

        private static Job everyHour() {
            try {
                return Synthetic.class.getDeclaredMethod("bearer").getAnnotation(Job.class);
            } catch (NoSuchMethodException missing) {
                throw new AssertionError(missing);
            }
        }

        void add(@Observes AfterBeanDiscovery event) {
            event.<JobRun>addObserverMethod()
                    .observedType(JobRun.class)
                    .addQualifier(everyHour())
                    .beanClass(Synthetic.class)
                    .notifyWith(context -> {});
        }
    }

    @Test
    void a_synthetic_observer_without_an_id_is_refused() {
        assertThat(faultsOf(Application.of(OneService.class).extension(new Synthetic())))
                .anyMatch(fault -> fault.startsWith("CARL-1120 " + Synthetic.class.getName()));
    }

    @ApplicationScoped
    static class FormerNames {

        @Job(
                id = "one",
                formerly = {"old", "two"})
        void one() {}

        @Job(id = "two", formerly = "old")
        void two() {}
    }

    @Test
    void a_former_name_of_two_targets_is_refused() {
        assertThat(faultsOf(Application.of(FormerNames.class)))
                .hasSize(2)
                .allMatch(fault -> fault.startsWith("CARL-1121 " + FormerNames.class.getName()));
    }

    @ApplicationScoped
    static class Target {

        @Job(id = "target")
        void run(String argument) {}
    }

    @Test
    void a_configured_trigger_of_a_target_with_arguments_is_refused() {
        assertThat(faultsOf(Application.of(Target.class).config("carillon.jobs.target.every", "1h")))
                .singleElement()
                .asString()
                .startsWith("CARL-1122 " + Target.class.getName() + "#run(String): @Job = \"target\"");
    }

    @Test
    void a_new_name_that_is_no_target_is_refused() {
        assertThat(faultsOf(Application.of(Target.class).config("carillon.targets.old", "unknown")))
                .singleElement()
                .asString()
                .startsWith("CARL-1123 configuration: carillon.targets.old = \"unknown\"");
    }

    @ApplicationScoped
    static class Overloaded {

        @Job(every = "1h")
        void run() {}

        @Job(every = "1h")
        void run(JobRun run) {}
    }

    @Test
    void two_jobs_of_one_id_are_refused() {
        assertFault(Overloaded.class, "CARL-1015", "@Job(id) = \"" + Overloaded.class.getName() + "#run\"");
    }

    @Test
    void faults_of_classes_and_configuration_are_told_together_numbered_and_always_alike() {
        Supplier<Application.Builder> broken =
                () -> Application.of(PrivateMethod.class, NeedsNumber.class, Overloaded.class, FormerNames.class)
                        .config("carillon.jobs.one.every", "often")
                        .config("carillon.unheard-of", "1");
        String message = DeploymentFailure.of(broken.get()).getMessage();
        assertThat(message.lines().skip(1)).hasSize(7).allSatisfy(line -> assertThat(line)
                .matches("\\d\\. CARL-1\\d{3} .+: .+: .+"));
        assertThat(message).contains("7 faults", "\n1. ", "\n7. ");
        assertThat(DeploymentFailure.of(broken.get())).hasMessage(message);
    }

    @Vetoed
    @ApplicationScoped
    static class NotABean {

        @Job(every = "1h")
        @SuppressWarnings("unused")
        private void run() {}
    }

    @ApplicationScoped
    static class General {

        @Job(id = "special", every = "1h")
        void run(int days) {}
    }

    @Specializes
    static class Specialised extends General {

        @Override
        @Job(id = "special", every = "1h")
        void run(int days) {}

        @Job(id = "mine", every = "1h")
        void mine() {}
    }

    @Test
    void beans_that_are_not_enabled_have_no_faults() {
        assertThat(faultsOf(Application.of(General.class, Specialised.class, NotABean.class)))
                .singleElement()
                .asString()
                .startsWith("CARL-1110 " + Specialised.class.getName() + "#run(int)");
    }
}
