package dev.carillon.core.store;

import dev.carillon.spi.JobStore;
import dev.carillon.spi.JobStoreProvider;
import dev.carillon.spi.StoreSettings;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Makes stores of type {@code memory}. Their one option is {@code history-size}: how many ended runs they keep, 0 for none. */
public final class MemoryJobStoreProvider implements JobStoreProvider {

    private static final String HISTORY_SIZE = "history-size";

    /** For {@link java.util.ServiceLoader}. */
    public MemoryJobStoreProvider() {}

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Set<String> options() {
        return Set.of(HISTORY_SIZE);
    }

    @Override
    public List<String> check(StoreSettings settings) {
        return historySize(settings) >= 0
                ? List.of()
                : List.of("The option " + HISTORY_SIZE + " of the store '" + settings.name() + "', '"
                        + settings.option(HISTORY_SIZE).orElse("") + "', is not a whole number of at least 0. Leave it"
                        + " out for " + MemoryJobStore.DEFAULT_HISTORY_SIZE + ".");
    }

    /** Returns what is asked for; a negative number if that is none. */
    private static int historySize(StoreSettings settings) {
        try {
            return settings.option(HISTORY_SIZE).map(Integer::parseInt).orElse(MemoryJobStore.DEFAULT_HISTORY_SIZE);
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    @Override
    public JobStore open(StoreSettings settings) {
        return MemoryJobStore.of(Clock.systemUTC(), historySize(settings));
    }
}
