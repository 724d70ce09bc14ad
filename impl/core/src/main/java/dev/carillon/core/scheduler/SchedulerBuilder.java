package dev.carillon.core.scheduler;

import dev.carillon.Scheduler;
import dev.carillon.core.call.JobTargets;
import dev.carillon.core.config.Settings;
import dev.carillon.core.event.EventReceiver;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobStore;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Puts a scheduler together. Not safe for use by several threads.
 *
 * <p>{@link #build()} opens no store and starts no thread. Stores are opened at the first use of the scheduler; the
 * declared jobs are stored, and runs begin, at {@link Scheduler#start()}.
 */
public final class SchedulerBuilder {

    private final Settings settings;
    private final JobTargets targets;

    private SchedulerBuilder(Settings settings, JobTargets targets) {
        this.settings = settings;
        this.targets = targets;
    }

    /**
     * Begins with what every scheduler needs.
     *
     * @param settings the configuration
     * @param targets what jobs can call
     * @return the builder
     */
    public static SchedulerBuilder with(Settings settings, JobTargets targets) {
        return new SchedulerBuilder(settings, targets);
    }

    /**
     * Adds someone who is told of events.
     *
     * @param receiver the receiver
     * @return this
     */
    public SchedulerBuilder receiver(EventReceiver receiver) {
        return this;
    }

    /**
     * Sets what makes the scheduler's threads; in a container the container's own factory.
     *
     * @param factory the factory
     * @return this
     */
    public SchedulerBuilder threads(ThreadFactory factory) {
        return this;
    }

    /**
     * Adds a store that is open already, in place of one in the settings.
     *
     * @param name its name
     * @param store the store; it is closed with the scheduler
     * @return this
     */
    public SchedulerBuilder jobStore(String name, JobStore store) {
        return this;
    }

    /**
     * Adds an executor that runs already, in place of one in the settings.
     *
     * @param name its name
     * @param executor the executor; it is closed with the scheduler
     * @return this
     */
    public SchedulerBuilder executor(String name, JobExecutor executor) {
        return this;
    }

    /**
     * Sets the jobs that are declared in code.
     *
     * @param jobs the jobs
     * @return this
     */
    public SchedulerBuilder declared(List<DeclaredJob> jobs) {
        return this;
    }

    /**
     * Builds the scheduler.
     *
     * @return the scheduler, not started
     */
    @SuppressWarnings("DoNotCallSuggester")
    public Scheduler build() {
        if (settings.stores().isEmpty()) {
            throw new IllegalStateException(targets.toString());
        }
        throw new IllegalStateException(settings.toString());
    }
}
