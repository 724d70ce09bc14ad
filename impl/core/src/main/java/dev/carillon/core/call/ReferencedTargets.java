package dev.carillon.core.call;

import dev.carillon.JobDefinitionException;
import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The targets that method references name. Reading a reference and finding its target takes longer than everything else in
 * adding a job, and each place in the code that has one makes it of a class of its own; so each is read once. Safe for use
 * by many threads.
 */
public final class ReferencedTargets {

    private final JobTargets targets;
    private final ConcurrentHashMap<Class<?>, JobTarget> known = new ConcurrentHashMap<>();

    /**
     * Makes them.
     *
     * @param targets all methods that jobs can call
     */
    public ReferencedTargets(JobTargets targets) {
        this.targets = targets;
    }

    /**
     * Returns the target that a method reference names.
     *
     * @param reference one of the interfaces in {@code dev.carillon.call}, given as a method reference
     * @return the target
     * @throws JobDefinitionException if it is no method reference, or names no method that jobs can call
     */
    public JobTarget of(Serializable reference) {
        Class<?> place = reference.getClass();
        if (!place.isHidden()) {
            // not made by the platform for one place in the code: it may name now this, now that
            return read(reference);
        }
        JobTarget found = known.get(place);
        return found == null ? known.computeIfAbsent(place, unread -> read(reference)) : found;
    }

    private JobTarget read(Serializable reference) {
        MethodReference named = MethodReference.of(reference);
        return targets.of(named.bean(), named.method());
    }
}
