package dev.carillon.spi;

import dev.carillon.SchedulerBuilder;

/** Begins to build schedulers; found by {@link java.util.ServiceLoader}, and implemented by the core of this project. */
public interface SchedulerBuilderProvider {

    /**
     * Begins to build one.
     *
     * @return a builder that nothing was said to
     */
    SchedulerBuilder newBuilder();
}
