package dev.carillon.spi;

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
     * Starts an executor.
     *
     * @param settings its name, options and threads
     * @return the executor
     * @throws dev.carillon.JobDefinitionException if an option is missing or wrong
     */
    JobExecutor start(ExecutorSettings settings);
}
