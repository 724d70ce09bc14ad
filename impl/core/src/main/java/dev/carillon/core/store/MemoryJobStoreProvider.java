package dev.carillon.core.store;

import dev.carillon.spi.JobStore;
import dev.carillon.spi.JobStoreProvider;
import dev.carillon.spi.StoreSettings;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Makes stores of type {@code memory}. */
public final class MemoryJobStoreProvider implements JobStoreProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MemoryJobStoreProvider() {}

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public List<String> check(StoreSettings settings) {
        return List.of();
    }

    @Override
    public JobStore open(StoreSettings settings) {
        return MemoryJobStore.of(Clock.systemUTC());
    }
}
