package dev.carillon.cdi;

import dev.carillon.JobRun;
import dev.carillon.core.call.JobArgument;
import dev.carillon.core.call.JobTarget;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An observer method with a job on its parameter. It is notified itself; no event is fired, which would reach others.
 * The container injects its other parameters and drops what it returns.
 */
record ObserverTarget(String name, ObserverMethod<JobRun> observer, Container container) implements JobTarget {

    @Override
    public List<JobArgument> arguments() {
        return List.of();
    }

    @Override
    public @Nullable Object call(JobRun run, @Nullable Object[] values) throws Throwable {
        return container.requests().around(() -> {
            Notification.of(run, observer.getObservedQualifiers()).to(observer);
            return null;
        });
    }
}
