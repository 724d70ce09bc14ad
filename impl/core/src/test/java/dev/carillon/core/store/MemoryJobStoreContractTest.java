package dev.carillon.core.store;

import dev.carillon.spi.JobStore;
import dev.carillon.tck.store.JobStoreContract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

class MemoryJobStoreContractTest extends JobStoreContract {

    private final Map<String, JobStore> stores = new HashMap<>();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T12:30:00Z"));

    @Override
    protected JobStore open(String namespace) {
        return stores.computeIfAbsent(namespace, name -> MemoryJobStore.shared(clock));
    }
}
