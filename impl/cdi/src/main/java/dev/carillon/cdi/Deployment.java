package dev.carillon.cdi;

import dev.carillon.ConfigurationException;
import dev.carillon.Scheduler;
import dev.carillon.core.config.ConfigReader;
import dev.carillon.core.config.Settings;
import dev.carillon.core.scheduler.DeclaredJob;
import dev.carillon.core.scheduler.SchedulerBuilder;
import dev.carillon.spi.JobExecutorProvider;
import dev.carillon.spi.JobStoreProvider;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

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
     * @return the deployment
     * @throws ConfigurationException with all faults, if there is any
     */
    static Deployment of(Discovery discovery, BeanManager beans) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Naming naming = new Naming();
        Container container = Container.of(beans);
        EnabledBeans enabled = EnabledBeans.of(discovery.beans(), beans);

        Faults faults = new Faults();
        faults.addAll(discovery.faults());
        List<CheckedJob> jobs = new JobCheck(enabled, container, faults).check(discovery.jobs());

        ConfigReader reader = new ConfigReader(
                ApplicationConfig.of(loader, naming),
                services(JobStoreProvider.class, loader),
                services(JobExecutorProvider.class, loader));
        Settings settings = reader.settings();
        List<DeclaredJob> declared = new ArrayList<>();
        jobs.forEach(job -> reader.job(job.declaration()).ifPresent(declared::add));
        BeanTargets targets = new BeanTargets(new DeclaredTargets(jobs), enabled, settings.targetNames(), container);
        faults.addAll(reader.faults());
        if (!faults.isEmpty()) {
            throw faults.asException();
        }

        ApplicationThreads threads = new ApplicationThreads(naming, loader);
        EventObservers observers = new EventObservers(discovery.observers(), container, threads);
        Scheduler scheduler = SchedulerBuilder.with(settings, targets)
                .receiver(observers)
                .threads(threads)
                .declared(declared)
                .build();
        return new Deployment(scheduler, new Lifecycle(scheduler, observers, threads, settings.shutdownLimit()));
    }

    private static <S> List<S> services(Class<S> type, ClassLoader loader) {
        return ServiceLoader.load(type, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
