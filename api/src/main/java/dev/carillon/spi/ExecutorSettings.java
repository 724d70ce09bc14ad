package dev.carillon.spi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * What an executor is started with.
 *
 * @param name its name in the configuration
 * @param options what the configuration says of it, in kebab case, without {@code type}
 * @param threads makes its threads; in a container the container's own
 */
public record ExecutorSettings(String name, Map<String, String> options, ThreadFactory threads) {

    public ExecutorSettings {
        options = Map.copyOf(options);
    }

    /**
     * Returns an option.
     *
     * @param option its name
     * @return its text, trimmed; empty if it is not given or blank
     */
    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
