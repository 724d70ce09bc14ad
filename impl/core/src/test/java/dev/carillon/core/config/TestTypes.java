package dev.carillon.core.config;

import dev.carillon.core.executor.ThreadPoolJobExecutorProvider;
import dev.carillon.core.store.MemoryJobStoreProvider;
import dev.carillon.spi.ExecutorSettings;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobExecutorProvider;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.JobStoreProvider;
import dev.carillon.spi.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Readers over the types that core has, and over some that are known by name and options only. */
final class TestTypes {

    private TestTypes() {}

    static ConfigReader reader(Map<String, String> values) {
        return reader(ConfigSource.of(values));
    }

    static ConfigReader reader(ConfigSource source) {
        return new ConfigReader(source, stores(), executors());
    }

    static List<JobStoreProvider> stores() {
        return List.of(
                new MemoryJobStoreProvider(),
                new Store("jpa", Set.of("datasource", "url", "username", "password", "max-pool-size")),
                new Store("redis", Set.of("uri")));
    }

    static List<JobExecutorProvider> executors() {
        return List.of(new ThreadPoolJobExecutorProvider(), new Executor("processpool", Set.of("max-workers")));
    }

    static JobDeclaration job(String id, Map<String, String> attributes) {
        return new JobDeclaration("com.acme.Reports#" + id + "(JobRun)", id, id, attributes, Set.of(), List.of());
    }

    static List<String> messages(ConfigReader reader) {
        return reader.faults().stream().map(Fault::message).toList();
    }

    /** A type of store that asks for an address, and tells too much of it. */
    record Store(String type, Set<String> options) implements JobStoreProvider {

        @Override
        public List<String> check(StoreSettings settings) {
            List<String> faults = new ArrayList<>();
            if (settings.option("datasource")
                    .or(() -> settings.option("url"))
                    .or(() -> settings.option("uri"))
                    .isEmpty()) {
                faults.add("Store '" + settings.name() + "' has no address. Set its url.");
            }
            settings.option("max-pool-size")
                    .filter(size -> !size.matches("[1-9]\\d*"))
                    .ifPresent(size -> faults.add("max-pool-size is '" + size + "' in "
                            + settings.options().values() + ". It must be positive."));
            if (settings.option("url").filter("explode"::equals).isPresent()) {
                throw new IllegalStateException("no driver");
            }
            return faults;
        }

        @Override
        public JobStore open(StoreSettings settings) {
            throw new IllegalStateException("The reader opens nothing");
        }
    }

    /** A type of executor that accepts everything. */
    record Executor(String type, Set<String> options) implements JobExecutorProvider {

        @Override
        public List<String> check(ExecutorSettings settings) {
            return List.of();
        }

        @Override
        public JobExecutor start(ExecutorSettings settings) {
            throw new IllegalStateException("The reader starts nothing");
        }
    }
}
