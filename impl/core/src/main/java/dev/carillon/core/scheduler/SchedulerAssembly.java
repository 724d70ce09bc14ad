package dev.carillon.core.scheduler;

import dev.carillon.Scheduler;
import dev.carillon.core.call.ArgumentCodec;
import dev.carillon.core.call.JobTargets;
import dev.carillon.core.config.DeclaredJob;
import dev.carillon.core.config.Settings;
import dev.carillon.core.event.EventReceiver;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobExecutorProvider;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.JobStoreProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * Puts a scheduler together. Not safe for use by several threads.
 *
 * <p>{@link #build()} opens no store and starts no thread. Stores are opened at the first use of the scheduler; the
 * declared jobs are stored, and runs begin, at {@link Scheduler#start()}.
 */
public final class SchedulerAssembly {

    final Settings settings;
    final JobTargets targets;
    final List<EventReceiver> receivers = new ArrayList<>();
    final Map<String, JobStore> stores = new TreeMap<>();
    final Map<String, JobExecutor> executors = new TreeMap<>();
    List<DeclaredJob> declared = List.of();
    ThreadFactory threads = SchedulerAssembly::daemon;
    LongSupplier steadyNanos = System::nanoTime;
    Optional<ArgumentCodec> arguments = Optional.empty();
    boolean driven;

    private SchedulerAssembly(Settings settings, JobTargets targets) {
        this.settings = settings;
        this.targets = targets;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins with what every scheduler needs.
     *
     * @param settings the configuration
     * @param targets what jobs can call
     * @return the builder
     */
    public static SchedulerAssembly with(Settings settings, JobTargets targets) {
        return new SchedulerAssembly(settings, targets);
    }

    /**
     * Finds the kinds of stores there are.
     *
     * @return one provider for each type on the class path
     */
    public static List<JobStoreProvider> storeProviders() {
        return load(JobStoreProvider.class, ServiceLoader.load(JobStoreProvider.class, loader()));
    }

    /**
     * Finds the kinds of executors there are.
     *
     * @return one provider for each type on the class path
     */
    public static List<JobExecutorProvider> executorProviders() {
        return load(JobExecutorProvider.class, ServiceLoader.load(JobExecutorProvider.class, loader()));
    }

    /** Stores may lie in the application while the core lies beside it, so the application's own loader is asked. */
    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? SchedulerAssembly.class.getClassLoader() : context;
    }

    private static <T> List<T> load(Class<T> type, ServiceLoader<T> services) {
        List<T> found = new ArrayList<>();
        services.forEach(found::add);
        if (found.isEmpty()) {
            throw new IllegalStateException("No " + type.getName()
                    + " can be found, not even ours. Deploy carillon-core with its META-INF/services.");
        }
        return found;
    }

    /**
     * Returns the configuration.
     *
     * @return what it was begun with
     */
    public Settings settings() {
        return settings;
    }

    /**
     * Adds someone who is told of events.
     *
     * @param receiver the receiver
     * @return this
     */
    public SchedulerAssembly receiver(EventReceiver receiver) {
        receivers.add(receiver);
        return this;
    }

    /**
     * Sets what makes the scheduler's threads; in a container the container's own factory. Daemon threads by default.
     *
     * @param factory the factory
     * @return this
     */
    public SchedulerAssembly threads(ThreadFactory factory) {
        threads = factory;
        return this;
    }

    /**
     * Adds a store that is open already, in place of one in the settings.
     *
     * @param name its name
     * @param store the store; it is closed with the scheduler
     * @return this
     */
    public SchedulerAssembly jobStore(String name, JobStore store) {
        stores.put(name, store);
        return this;
    }

    /**
     * Adds an executor that runs already, in place of one in the settings.
     *
     * @param name its name
     * @param executor the executor; it is closed with the scheduler
     * @return this
     */
    public SchedulerAssembly executor(String name, JobExecutor executor) {
        executors.put(name, executor);
        return this;
    }

    /**
     * Sets the jobs that are declared in code.
     *
     * @param jobs the jobs
     * @return this
     */
    public SchedulerAssembly declared(List<DeclaredJob> jobs) {
        declared = List.copyOf(jobs);
        return this;
    }

    /**
     * Sets who reads and writes arguments, for schedulers that share one because making it is slow; one of its own by
     * default.
     *
     * @param codec the codec
     * @return this
     */
    public SchedulerAssembly arguments(ArgumentCodec codec) {
        arguments = Optional.of(codec);
        return this;
    }

    /** Starts no loops: whoever holds the scheduler drives it, step by step, on a steady clock of his own. */
    SchedulerAssembly driven(LongSupplier clock) {
        driven = true;
        steadyNanos = clock;
        return this;
    }

    /**
     * Builds the scheduler.
     *
     * @return the scheduler, not started
     */
    public Scheduler build() {
        return new CarillonScheduler(this);
    }
}
