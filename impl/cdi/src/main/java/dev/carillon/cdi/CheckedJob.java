package dev.carillon.cdi;

import dev.carillon.core.call.JobTarget;
import dev.carillon.core.config.JobDeclaration;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * A job that was checked.
 *
 * @param declaration what the configuration is asked with
 * @param bean the class of its bean
 * @param method its method; empty for a synthetic observer
 * @param formerly earlier names of its target
 * @param target what it calls; empty if there is a fault
 */
record CheckedJob(
        JobDeclaration declaration,
        Class<?> bean,
        Optional<Method> method,
        List<String> formerly,
        Optional<JobTarget> target) {

    boolean takesArguments() {
        return target.stream().anyMatch(called -> !called.arguments().isEmpty());
    }
}
