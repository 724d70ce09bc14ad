package dev.carillon.core.config;

import dev.carillon.trigger.Trigger;
import java.util.List;
import java.util.Optional;

/**
 * The triggers of a declared job.
 *
 * @param trigger when it runs; empty for a named target
 * @param texts what was written, after configuration, in a form for the fingerprint
 */
record DeclaredTriggers(Optional<Trigger> trigger, List<String> texts) {

    DeclaredTriggers {
        texts = List.copyOf(texts);
    }
}
