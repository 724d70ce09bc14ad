package dev.carillon.cdi;

import dev.carillon.ConfigurationException;
import dev.carillon.Job;
import dev.carillon.Scheduler;
import dev.carillon.SchedulerStateException;
import dev.carillon.core.scheduler.SchedulerAssembly;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings Carillon into a CDI container. The container finds it by itself; there is nothing to call.
 *
 * <p>It takes note of the jobs and observers of beans, checks everything once, and fails the deployment with one
 * {@link ConfigurationException} that lists all faults; nothing is started then. Otherwise it adds a {@link Scheduler}
 * bean. Jobs can be added to it at once; runs begin when the application has started, after its own observers of
 * {@link Startup}, and end before its beans do.
 *
 * <p>Beside those of the configuration, the faults have these codes, each for ever:
 *
 * <table>
 * <caption>Codes</caption>
 * <tr><th>code</th><th>kind</th></tr>
 * <tr><td>CARL-1101</td><td>a private method or observer</td></tr>
 * <tr><td>CARL-1102</td><td>a job on a method of an interface</td></tr>
 * <tr><td>CARL-1103</td><td>a job on a producer</td></tr>
 * <tr><td>CARL-1104</td><td>a job on the method of an observer, not on its parameter</td></tr>
 * <tr><td>CARL-1105</td><td>an observer of something else than a run</td></tr>
 * <tr><td>CARL-1106</td><td>an observer that is told only if its bean exists</td></tr>
 * <tr><td>CARL-1107</td><td>an observer that waits for a transaction</td></tr>
 * <tr><td>CARL-1108</td><td>a parameter for the metadata of an event</td></tr>
 * <tr><td>CARL-1109</td><td>a run that is not the first parameter</td></tr>
 * <tr><td>CARL-1110</td><td>an injection point without a bean</td></tr>
 * <tr><td>CARL-1111</td><td>an injection point with several beans</td></tr>
 * <tr><td>CARL-1112</td><td>a parameter with an open type variable</td></tr>
 * <tr><td>CARL-1113</td><td>a bean of a session or a conversation</td></tr>
 * <tr><td>CARL-1114</td><td>a method outside the view of a session bean</td></tr>
 * <tr><td>CARL-1115</td><td>a method in a package that its module does not open</td></tr>
 * <tr><td>CARL-1116</td><td>a parameter that the container cannot inject there</td></tr>
 * <tr><td>CARL-1117</td><td>a job on a parameter that is not observed</td></tr>
 * <tr><td>CARL-1118</td><td>a trigger without a job</td></tr>
 * <tr><td>CARL-1119</td><td>an observer of runs without a job</td></tr>
 * <tr><td>CARL-1120</td><td>a synthetic observer without an id</td></tr>
 * <tr><td>CARL-1121</td><td>a former name that two targets claim</td></tr>
 * <tr><td>CARL-1122</td><td>a trigger in the configuration for a method with arguments</td></tr>
 * <tr><td>CARL-1123</td><td>a new name in the configuration that is no target</td></tr>
 * </table>
 */
public class CarillonExtension implements Extension {

    private final Discovery discovery = new Discovery();
    private volatile Function<SchedulerAssembly, Scheduler> builder = SchedulerAssembly::build;
    private volatile @Nullable Deployment deployment;

    /** Made by the container. */
    public CarillonExtension() {}

    /**
     * Lets another extension put the scheduler together, such as one for tests that drives it. Must be called before the
     * deployment is validated.
     *
     * @param build makes the scheduler, not started, from its parts
     */
    public void buildWith(Function<SchedulerAssembly, Scheduler> build) {
        builder = build;
    }

    // ---- discover

    void makeJobAQualifier(@Observes BeforeBeanDiscovery event) {
        event.addQualifier(Job.class);
    }

    <T> void noteBean(@Observes ProcessManagedBean<T> event) {
        if (event instanceof ProcessSessionBean<?>) {
            discovery.sessionBean(event.getBean());
        }
        discovery.bean(event.getBean(), event.getAnnotatedBeanClass());
    }

    <T, X> void noteObserver(@Observes ProcessObserverMethod<T, X> event) {
        boolean synthetic = event instanceof ProcessSyntheticObserverMethod;
        discovery.observer(
                event.getObserverMethod(), synthetic ? Optional.empty() : Optional.of(event.getAnnotatedMethod()));
    }

    void addScheduler(@Observes AfterBeanDiscovery event) {
        event.<Scheduler>addBean()
                .types(Scheduler.class, Object.class)
                .scope(ApplicationScoped.class)
                .id(Scheduler.class.getName())
                .produceWith(instance -> scheduler());
    }

    private Scheduler scheduler() {
        Deployment deployed = deployment;
        if (deployed == null) {
            throw new SchedulerStateException("The scheduler does not exist before the application is deployed. Use it"
                    + " from an observer of Startup, or later.");
        }
        return deployed.scheduler();
    }

    // ---- check and hand over

    void check(@Observes AfterDeploymentValidation event, BeanManager beans) {
        try {
            deployment = Deployment.of(discovery, beans, builder);
        } catch (ConfigurationException faults) {
            event.addDeploymentProblem(faults);
        }
    }

    // ---- start and stop

    void applicationBegins(@Observes @Priority(Integer.MAX_VALUE) @Initialized(ApplicationScoped.class) Object event) {
        deployed().ifPresent(Lifecycle::startUnlessTold);
    }

    void startIsNear(@Observes @Priority(1) Startup event) {
        deployed().ifPresent(Lifecycle::startIsTold);
    }

    void applicationHasStarted(@Observes @Priority(Integer.MAX_VALUE) Startup event) {
        deployed().ifPresent(Lifecycle::start);
    }

    void applicationEnds(@Observes @Priority(1) Shutdown event) {
        deployed().ifPresent(Lifecycle::stop);
    }

    void beansEnd(@Observes @Priority(1) @BeforeDestroyed(ApplicationScoped.class) Object event) {
        deployed().ifPresent(Lifecycle::stop);
    }

    void containerEnds(@Observes BeforeShutdown event) {
        deployed().ifPresent(Lifecycle::stopNow);
    }

    private Optional<Lifecycle> deployed() {
        return Optional.ofNullable(deployment).map(Deployment::lifecycle);
    }
}
