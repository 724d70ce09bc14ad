package dev.carillon.test;

import dev.carillon.Scheduler;
import dev.carillon.cdi.CarillonExtension;
import dev.carillon.core.scheduler.SchedulerAssembly;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts the jobs of a CDI container onto a clock that the test moves. Add it beside {@link CarillonExtension}, with
 * weld-junit5 by {@code @AddExtensions}, and inject the {@link TestScheduler}; the injected {@link Scheduler} is the one
 * that it drives.
 */
public class TestSchedulerExtension implements Extension {

    /** What the clock shows at first, if nothing else is said: a Thursday. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Instant start;
    private volatile @Nullable TestScheduler test;

    /** Made by the container, with a clock that shows {@link #START}. */
    public TestSchedulerExtension() {
        this(START);
    }

    /**
     * Makes one to be given to a container.
     *
     * @param start what the clock shows at first
     */
    public TestSchedulerExtension(Instant start) {
        this.start = start;
    }

    void driveTheScheduler(@Observes AfterBeanDiscovery event, BeanManager beans) {
        beans.getExtension(CarillonExtension.class).buildWith(this::build);
        event.<TestScheduler>addBean()
                .types(TestScheduler.class, Object.class)
                .scope(Singleton.class)
                .id(TestScheduler.class.getName())
                .produceWith(instance -> built());
    }

    private Scheduler build(SchedulerAssembly parts) {
        TestScheduler driven = TestScheduler.of(start, parts);
        test = driven;
        return driven.scheduler();
    }

    private TestScheduler built() {
        TestScheduler driven = test;
        if (driven == null) {
            throw new IllegalStateException("The scheduler does not exist before the container has started.");
        }
        return driven;
    }
}
