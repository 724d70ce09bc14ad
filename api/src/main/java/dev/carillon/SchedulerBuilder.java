package dev.carillon;

import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobStore;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Builds a scheduler without CDI. Stores and executors are given as objects, as descriptions, or as the flat keys that
 * MicroProfile Config would hold; the three may be mixed. Not safe for use by several threads.
 *
 * <p>Nothing is opened and no thread is started before {@link Scheduler#start()}, or the first verb on a job. What is
 * wrong is told all at once by {@link #build()}.
 */
public interface SchedulerBuilder {

    /**
     * Lets jobs call the methods of an object. A stored job can call nothing that is not registered.
     *
     * @param instance the object
     * @return this
     */
    SchedulerBuilder register(Object instance);

    /**
     * Lets jobs call the methods of a class.
     *
     * @param type the class, which jobs store by its name
     * @param instance gives the object to call, once for each run, on the thread of the run
     * @param <T> the class
     * @return this
     */
    <T> SchedulerBuilder register(Class<T> type, Supplier<? extends T> instance);

    /**
     * Adds a store that is open already.
     *
     * @param name its name; {@code default} takes the place of the memory store
     * @param store the store; it is closed with the scheduler
     * @return this
     */
    SchedulerBuilder jobStore(String name, JobStore store);

    /**
     * Describes a store.
     *
     * @param name its name
     * @param description its {@code type} and the options of that type, as after {@code carillon.jobstores.<name>.}
     * @return this
     */
    SchedulerBuilder jobStore(String name, Map<String, String> description);

    /**
     * Adds an executor that runs already.
     *
     * @param name its name; {@code default} takes the place of the thread pool
     * @param executor the executor; it is shut down with the scheduler
     * @return this
     */
    SchedulerBuilder executor(String name, JobExecutor executor);

    /**
     * Describes an executor.
     *
     * @param name its name
     * @param description its {@code type} and the options of that type, as after {@code carillon.executors.<name>.}
     * @return this
     */
    SchedulerBuilder executor(String name, Map<String, String> description);

    /**
     * Sets what holds for jobs that do not say.
     *
     * @param values as after {@code carillon.job-defaults.}: {@code coalesce}, {@code max-instances} and so on
     * @return this
     */
    SchedulerBuilder jobDefaults(Map<String, String> values);

    /**
     * Sets the zone of triggers in the configuration that name none; that of the system by default.
     *
     * @param zone the zone
     * @return this
     */
    SchedulerBuilder timezone(ZoneId zone);

    /**
     * Sets keys as MicroProfile Config would hold them: {@code carillon.jobstores.default.type} and so on. Later calls
     * win over earlier ones, key by key; keys of others than Carillon are passed over.
     *
     * @param values the values by their keys
     * @return this
     */
    SchedulerBuilder properties(Map<String, String> values);

    /**
     * Builds the scheduler.
     *
     * @return the scheduler, not started
     * @throws ConfigurationException if anything is wrong; it lists all faults
     */
    Scheduler build();
}
