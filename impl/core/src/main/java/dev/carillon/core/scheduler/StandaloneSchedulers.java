package dev.carillon.core.scheduler;

import dev.carillon.Scheduler;
import dev.carillon.SchedulerBuilder;
import dev.carillon.core.call.RegisteredTargets;
import dev.carillon.core.config.Settings;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.SchedulerBuilderProvider;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Builds schedulers without CDI. */
public final class StandaloneSchedulers implements SchedulerBuilderProvider {

    /** For {@link java.util.ServiceLoader}. */
    public StandaloneSchedulers() {}

    @Override
    public SchedulerBuilder newBuilder() {
        return new Builder();
    }

    private static final class Builder implements SchedulerBuilder {

        private final RegisteredTargets targets = new RegisteredTargets();
        private final Map<String, String> values = new HashMap<>();
        private final Map<String, JobStore> stores = new TreeMap<>();
        private final Map<String, JobExecutor> executors = new TreeMap<>();

        @Override
        public SchedulerBuilder register(Object instance) {
            targets.add(instance);
            return this;
        }

        @Override
        public <T> SchedulerBuilder register(Class<T> type, Supplier<? extends T> instance) {
            targets.add(type, instance);
            return this;
        }

        @Override
        public SchedulerBuilder jobStore(String name, JobStore store) {
            stores.put(name, store);
            return this;
        }

        @Override
        public SchedulerBuilder jobStore(String name, Map<String, String> description) {
            return described("jobstores." + name + ".", description);
        }

        @Override
        public SchedulerBuilder executor(String name, JobExecutor executor) {
            executors.put(name, executor);
            return this;
        }

        @Override
        public SchedulerBuilder executor(String name, Map<String, String> description) {
            return described("executors." + name + ".", description);
        }

        @Override
        public SchedulerBuilder jobDefaults(Map<String, String> defaults) {
            return described("job-defaults.", defaults);
        }

        private SchedulerBuilder described(String prefix, Map<String, String> description) {
            values.putAll(Descriptions.keys(prefix, description));
            return this;
        }

        @Override
        public SchedulerBuilder timezone(ZoneId zone) {
            values.put(Descriptions.ROOT + "timezone", zone.getId());
            return this;
        }

        @Override
        public SchedulerBuilder properties(Map<String, String> given) {
            given.forEach((key, value) -> {
                if (key.startsWith(Descriptions.ROOT)) {
                    values.put(key, value);
                }
            });
            return this;
        }

        @Override
        public Scheduler build() {
            Settings settings = Descriptions.read(values);
            SchedulerAssembly parts = SchedulerAssembly.with(settings, targets.renamed(settings.targetNames()));
            stores.forEach(parts::jobStore);
            executors.forEach(parts::executor);
            return parts.build();
        }
    }
}
