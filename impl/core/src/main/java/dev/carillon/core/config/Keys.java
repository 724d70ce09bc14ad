package dev.carillon.core.config;

import java.util.HashSet;
import java.util.NavigableSet;
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
    private final boolean namesAll;
    // as environment variables, so that it does not matter in which form a source lists them
    private final NavigableSet<String> variables = new TreeSet<>();
    private final Set<String> asked = new HashSet<>();

    Keys(ConfigSource source, Faults faults) {
        this.source = source;
        this.faults = faults;
        namesAll = source.namesAll();
        source.keys().forEach(listed::add);
        for (String key : listed) {
            String variable = variable(key);
            int ours = variable.indexOf(variable(OURS));
            if (ours >= 0) {
                // what stands before it is a profile, as in %dev.carillon.node
                variables.add(variable.substring(ours));
            }
        }
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

    /**
     * Tells whether any key of ours that begins with a prefix may be given. Asking for each key of a thousand jobs takes
     * longer than all else that is done for them, and hardly any is given.
     */
    boolean mayBeGiven(String prefix) {
        String variable = variable(prefix);
        String next = variables.ceiling(variable);
        return !namesAll || (next != null && next.startsWith(variable));
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
        StringBuilder variable = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean kept = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            variable.append(kept ? Character.toUpperCase(c) : '_');
        }
        return variable.toString();
    }
}
