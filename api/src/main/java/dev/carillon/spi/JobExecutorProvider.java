package dev.carillon.spi;

import java.util.List;
import java.util.Set;

/** Makes executors of one type; found by {@link java.util.ServiceLoader}. */
public interface JobExecutorProvider {

    /**
     * Returns the word that names this type in the configuration.
     *
     * @return such as {@code threadpool}
     */
    String type();

    /**
     * Returns the options it understands, in kebab case; all others are reported as unknown.
     *
     * @return such as {@code max-workers}
     */
    Set<String> options();

    /**
     * Looks for faults without starting anything.
     *
     * @param settings its name, options and threads
     * @return a message with a remedy for each; empty if it can be started, as far as one can tell
     */
    List<String> check(ExecutorSettings settings);

    /**
     * Starts an executor.
     *
     * @param settings its name, options and threads
     * @return the executor
     * @throws dev.carillon.JobDefinitionException if an option is missing or wrong
     */
    JobExecutor start(ExecutorSettings settings);
}
