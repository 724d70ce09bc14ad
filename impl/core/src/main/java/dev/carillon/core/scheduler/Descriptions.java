package dev.carillon.core.scheduler;

import dev.carillon.ConfigurationException;
import dev.carillon.core.config.ConfigReader;
import dev.carillon.core.config.ConfigSource;
import dev.carillon.core.config.Fault;
import dev.carillon.core.config.Settings;
import dev.carillon.core.config.Settings.PartSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads flat keys and the descriptions that stand for some of them, without CDI. */
final class Descriptions {

    /** What all keys begin with. */
    static final String ROOT = "carillon.";

    private Descriptions() {}

    /** Turns a description into flat keys. */
    static Map<String, String> keys(String prefix, Map<String, String> description) {
        Map<String, String> keys = new HashMap<>();
        description.forEach((key, value) -> keys.put(ROOT + prefix + key, value));
        return keys;
    }

    /**
     * Reads settings.
     *
     * @throws ConfigurationException if anything is wrong; it lists all faults
     */
    static Settings read(Map<String, String> keys) {
        ConfigReader reader = new ConfigReader(
                ConfigSource.of(keys), SchedulerAssembly.storeProviders(), SchedulerAssembly.executorProviders());
        Settings settings = reader.settings();
        List<Fault> faults = reader.faults();
        if (!faults.isEmpty()) {
            throw Fault.exception(faults);
        }
        return settings;
    }

    /** Reads a store that is added to a scheduler of a namespace. */
    static PartSettings store(String namespace, String name, Map<String, String> description) {
        return named(
                name, read(namespace, "jobstores." + name + ".", description).stores());
    }

    /** Reads an executor that is added to a scheduler of a namespace. */
    static PartSettings executor(String namespace, String name, Map<String, String> description) {
        return named(
                name, read(namespace, "executors." + name + ".", description).executors());
    }

    private static PartSettings named(String name, Map<String, PartSettings> parts) {
        return Optional.ofNullable(parts.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The name '" + name + "' cannot be part of a key. Use letters, digits, '-' and '_'."));
    }

    private static Settings read(String namespace, String prefix, Map<String, String> description) {
        Map<String, String> keys = keys(prefix, description);
        keys.put(ROOT + "namespace", namespace);
        // so that a description without a type is told to lack it, whatever the default of that name is
        keys.putIfAbsent(ROOT + prefix + "type", "");
        return read(keys);
    }
}
