package dev.carillon.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.Optional;

/**
 * An observer without a job.
 *
 * @param observer what is notified
 * @param method its method; empty for one that an extension has made
 */
record FoundObserver(ObserverMethod<?> observer, Optional<AnnotatedMethod<?>> method) {

    boolean wantsMetadata() {
        return method.stream()
                .flatMap(found -> found.getParameters().stream())
                .anyMatch(parameter -> parameter.getBaseType() == EventMetadata.class);
    }
}
