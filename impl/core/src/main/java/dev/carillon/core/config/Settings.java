package dev.carillon.core.config;

import dev.carillon.spi.JobPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * The configuration of a scheduler, checked and typed.
 *
 * @param node the node's id, unique in the cluster
 * @param namespace part of every key
 * @param timezone the zone of triggers that name none
 * @param jobDefaults the policy of jobs that say nothing else
 * @param stores the stores by name; one named {@code default} is always there, and so are those with a fault
 * @param executors the executors by name, likewise
 * @param shutdownLimit how long a shutdown waits for what is going
 * @param targetNames new names of targets by their old ones, from {@code carillon.targets.*}
 * @param applicationVersion the version of the application, from {@code carillon.application-version}; empty text if unknown
 * @param obsolete what becomes of declared jobs that nobody declares any more
 */
public record Settings(
        String node,
        String namespace,
        ZoneId timezone,
        JobPolicy jobDefaults,
        Map<String, PartSettings> stores,
        Map<String, PartSettings> executors,
        Duration shutdownLimit,
        Map<String, String> targetNames,
        String applicationVersion,
        Obsolete obsolete) {

    public Settings {
        stores = Map.copyOf(stores);
        executors = Map.copyOf(executors);
        targetNames = Map.copyOf(targetNames);
    }

    /** What becomes of declared jobs that nobody declares any more. */
    public enum Obsolete {
        /** They are set aside. */
        SET_ASIDE,
        /** They are removed. */
        REMOVE,
        /** They stay. */
        KEEP
    }

    /**
     * A store or an executor.
     *
     * @param type the word that names its provider; empty text if it is missing, which is a fault
     * @param options everything else the configuration says of it, in kebab case
     */
    public record PartSettings(String type, Map<String, String> options) {

        public PartSettings {
            options = Map.copyOf(options);
        }

        /** Shows no values: some are secrets. */
        @Override
        public String toString() {
            return type + " with options " + options.keySet();
        }
    }
}
