package dev.carillon.core.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks the source for values, and remembers which keys were asked for: all others are unknown. */
final class Keys {

    private static final String OURS = "carillon.";

    private final ConfigSource source;
    private final Faults faults;
    private final Set<String> listed = new TreeSet<>();
    // tens of thousands where a thousand jobs are declared
    private final Set<String> asked = new HashSet<>();

    Keys(ConfigSource source, Faults faults) {
        this.source = source;
        this.faults = faults;
        source.keys().forEach(listed::add);
    }

    /** Reads a value; blank is not given, as in MicroProfile Config. */
    Optional<Given> given(String key) {
        asked.add(key);
        try {
            return source.value(key)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(text -> Given.inConfiguration(key, text));
        } catch (RuntimeException failure) {
            // MicroProfile Config throws for an expression that leads nowhere
            faults.add(
                    FaultCode.UNREADABLE_VALUE,
                    Given.CONFIGURATION,
                    key,
                    "",
                    "The source of the configuration cannot give its value: " + failure.getMessage()
                            + " Correct what stands there, or what it refers to.");
            return Optional.empty();
        }
    }

    /** Returns the keys that are given and begin with a prefix, sorted. */
    Set<String> listed(String prefix) {
        return listed.stream().filter(key -> key.startsWith(prefix)).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Tells whether a key may be the guess of a source at what the name of an environment variable stands for:
     * {@code CARILLON_NODE} is listed beside {@code carillon.node}.
     */
    boolean isGuess(String key) {
        return listed.contains(variable(key));
    }

    /** Returns our keys that were asked for, sorted. */
    Set<String> known() {
        return asked.stream().filter(key -> key.startsWith(OURS)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads the value of a key that is listed, without asking for it. */
    Optional<String> peek(String key) {
        return source.value(key).map(String::strip);
    }

    /** Returns the keys under {@code carillon.} that are given and that nothing has asked for. */
    Set<String> unknown() {
        return listed.stream()
                .filter(key -> key.startsWith(OURS))
                .filter(key -> !asked.contains(key))
                // Kubernetes sets CARILLON_PORT for a service named so: what the environment holds cannot be held
                // against it
                .filter(key -> !isGuess(key))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
