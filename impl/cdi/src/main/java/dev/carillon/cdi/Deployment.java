package dev.carillon.cdi;

import dev.carillon.ConfigurationException;
import dev.carillon.Scheduler;
import dev.carillon.core.config.ConfigReader;
import dev.carillon.core.config.DeclaredJob;
import dev.carillon.core.config.Fault;
import dev.carillon.core.config.Settings;
import dev.carillon.core.scheduler.SchedulerAssembly;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A deployed application: its scheduler, built but not started.
 *
 * @param scheduler the scheduler
 * @param lifecycle starts and stops it
 */
record Deployment(Scheduler scheduler, Lifecycle lifecycle) {

    /**
     * Checks everything and puts the parts together. Nothing is opened, no thread is started.
     *
     * @param discovery what the container has told of
     * @param beans the container
     * @param builder makes the scheduler from its parts
     * @return the deployment
     * @throws ConfigurationException with all faults, if there is any
     */
    static Deployment of(Discovery discovery, BeanManager beans, Function<SchedulerAssembly, Scheduler> builder) {
        ClassLoader loader = applicationLoader();
        Naming naming = Naming.ofContainer();
        Container container = Container.of(beans, discovery.beans());
        EnabledBeans enabled = EnabledBeans.of(discovery.beans(), discovery.sessionBeans(), container.beans());

        ConfigReader reader = new ConfigReader(
                ApplicationConfig.of(loader),
                SchedulerAssembly.storeProviders(),
                SchedulerAssembly.executorProviders(),
                naming.find("java:app/AppName", String.class).orElse(""));
        Settings settings = reader.settings();

        List<Fault> faults = new ArrayList<>(discovery.faults(enabled));
        List<CheckedJob> jobs = new JobCheck(enabled, container, reader, faults).check(discovery.jobs());
        List<DeclaredJob> declared = declared(jobs, reader, faults);
        BeanTargets targets = new BeanTargets(new DeclaredTargets(jobs), enabled, settings.targetNames(), container);
        settings.targetNames().keySet().stream()
                .filter(old -> targets.find(old).isEmpty())
                .forEach(old -> faults.add(unknownTarget(old, settings)));
        faults.addAll(reader.faults());
        if (!faults.isEmpty()) {
            throw Fault.exception(faults.stream().distinct().sorted().toList());
        }

        ApplicationThreads threads = new ApplicationThreads(naming, loader);
        EventObservers observers = new EventObservers(discovery.observers(), container, threads);
        Scheduler scheduler = builder.apply(SchedulerAssembly.with(settings, targets)
                .receiver(observers)
                .threads(threads)
                .declared(declared));
        return new Deployment(scheduler, new Lifecycle(scheduler, observers, threads, settings.shutdownLimit()));
    }

    /** Classes of the application are seen by the thread that deploys it; in plain Java SE it may have said nothing. */
    private static ClassLoader applicationLoader() {
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? Deployment.class.getClassLoader() : context;
    }

    /** Returns the jobs that fire by themselves; a target without a trigger is there for dynamic jobs to call. */
    private static List<DeclaredJob> declared(List<CheckedJob> jobs, ConfigReader reader, List<Fault> faults) {
        List<DeclaredJob> declared = new ArrayList<>();
        for (CheckedJob job : jobs) {
            Optional<DeclaredJob> timed = reader.job(job.declaration())
                    .filter(read -> read.definition().trigger().isPresent());
            timed.ifPresent(declared::add);
            if (timed.isPresent() && job.takesArguments()) {
                faults.add(new Fault(
                        "CARL-1122",
                        job.declaration().place(),
                        "@Job",
                        job.declaration().id(),
                        "The configuration gives this job a trigger, but its method takes arguments, which nobody could"
                                + " give. Take the trigger away, or give it to a dynamic job that calls this target."));
            }
        }
        return declared;
    }

    private static Fault unknownTarget(String old, Settings settings) {
        return new Fault(
                "CARL-1123",
                "configuration",
                "carillon.targets." + old,
                settings.targetNames().getOrDefault(old, ""),
                "This application has no such target. Write the id of a @Job, or com.acme.Mailer#send.");
    }
}
