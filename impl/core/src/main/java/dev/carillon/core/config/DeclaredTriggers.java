package dev.carillon.core.config;

import dev.carillon.trigger.AnyOfTrigger;
import dev.carillon.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The triggers of a declared job; several mean "or". */
final class DeclaredTriggers {

    // by their texts, so that the order in which a container lists annotations changes neither trigger nor fingerprint
    private final Map<String, Trigger> triggers = new TreeMap<>();

    DeclaredTriggers() {}

    /** Adds a trigger with what was written, in a form for the fingerprint. */
    void add(String text, Trigger trigger) {
        triggers.put(text, trigger);
    }

    /** Returns when the job runs; empty for a named target. */
    Optional<Trigger> trigger() {
        List<Trigger> all = new ArrayList<>(triggers.values());
        return all.size() > 1
                ? Optional.of(new AnyOfTrigger(all))
                : all.stream().findFirst();
    }

    /** Returns what was written, for the fingerprint. */
    List<String> texts() {
        return List.copyOf(triggers.keySet());
    }
}
