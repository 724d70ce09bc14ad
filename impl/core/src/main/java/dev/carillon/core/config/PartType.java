package dev.carillon.core.config;

import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.ExecutorSettings;
import dev.carillon.spi.JobExecutorProvider;
import dev.carillon.spi.JobStoreProvider;
import dev.carillon.spi.StoreSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What a provider says of a type of store or executor.
 *
 * @param name the word in the configuration
 * @param options the options it knows
 * @param check looks for faults in the options of a part, by the part's name
 */
record PartType(String name, Set<String> options, BiFunction<String, Map<String, String>, List<String>> check) {

    static PartType of(JobStoreProvider provider, String namespace) {
        return new PartType(
                provider.type(),
                provider.options(),
                (name, options) -> provider.check(new StoreSettings(name, namespace, options, new JsonRecordCodec())));
    }

    static PartType of(JobExecutorProvider provider) {
        return new PartType(
                provider.type(),
                provider.options(),
                (name, options) -> provider.check(new ExecutorSettings(name, options, Thread::new)));
    }
}
