package dev.carillon.core.call;

import dev.carillon.JobDefinitionException;
import java.lang.reflect.Method;
import java.util.Optional;

/** All methods of an application that jobs can call: those of its CDI beans, or of registered classes. Safe for use by many threads. */
public interface JobTargets {

    /**
     * Finds a target by the name that a job has stored.
     *
     * @param name its present name, or one that it had formerly
     * @return the target; empty if this application has none of that name
     */
    Optional<JobTarget> find(String name);

    /**
     * Returns the target that a method is.
     *
     * @param bean the class through which the method is named, perhaps below the one that declares it
     * @param method the method
     * @return the target
     * @throws JobDefinitionException if no bean of this application has that class, or jobs cannot call the method
     */
    JobTarget of(Class<?> bean, Method method);
}
