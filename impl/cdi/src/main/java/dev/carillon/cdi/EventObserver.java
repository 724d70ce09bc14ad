package dev.carillon.cdi;

import dev.carillon.JobId;
import dev.carillon.event.JobEvent;
import dev.carillon.event.SchedulerEvent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An observer of scheduler events.
 *
 * @param method what is notified
 * @param observed the class it observes
 * @param jobId the job whose events it wants; empty for those of all
 */
record EventObserver(ObserverMethod<?> method, Class<?> observed, Optional<String> jobId) {

    private static final System.Logger LOG = System.getLogger("dev.carillon.cdi");

    /** Tells whether an observer could ever be told of an event of ours, and how. */
    static Optional<EventObserver> of(FoundObserver found) {
        ObserverMethod<?> method = found.observer();
        if (!(method.getObservedType() instanceof Class<?> observed) || !isAbout(observed)) {
            return Optional.empty();
        }
        Set<Annotation> others = new HashSet<>(method.getObservedQualifiers());
        others.removeIf(Any.class::isInstance);
        others.removeIf(Default.class::isInstance);
        Optional<String> jobId = others.stream()
                .filter(JobId.class::isInstance)
                .map(qualifier -> ((JobId) qualifier).value())
                .findFirst();
        others.removeIf(JobId.class::isInstance);
        if (!others.isEmpty()) {
            // no event of ours has any other qualifier
            return Optional.empty();
        }
        if (found.wantsMetadata()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "CARL-5005 {0} asks for EventMetadata, which is null for scheduler events in some containers."
                            + " Take the parameter away",
                    method);
        }
        return Optional.of(new EventObserver(method, observed, jobId));
    }

    private static boolean isAbout(Class<?> observed) {
        return SchedulerEvent.class.isAssignableFrom(observed)
                || observed.isAssignableFrom(SchedulerEvent.class)
                || observed == Record.class;
    }

    boolean observes(Class<? extends SchedulerEvent> type) {
        return observed.isAssignableFrom(type) && (jobId.isEmpty() || JobEvent.class.isAssignableFrom(type));
    }

    boolean wants(SchedulerEvent event) {
        return jobId.isEmpty()
                || (event instanceof JobEvent about && about.jobId().equals(jobId.get()));
    }

    String place() {
        return method.toString();
    }
}
