package dev.carillon.cdi;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads for the scheduler that see the application's classes: those of the container's
 * {@code ManagedThreadFactory} where there is one, so that naming and security hold on them, else daemon threads.
 */
final class ApplicationThreads implements ThreadFactory {

    private static final String MANAGED = "java:comp/DefaultManagedThreadFactory";

    private final Naming naming;
    private final ClassLoader loader;
    private final AtomicInteger count = new AtomicInteger();
    private volatile @Nullable ThreadFactory managed;

    /**
     * Makes the factory.
     *
     * @param naming where the container's factory is found
     * @param loader the class loader of the application
     */
    ApplicationThreads(Naming naming, ClassLoader loader) {
        this.naming = naming;
        this.loader = loader;
    }

    @Override
    public Thread newThread(Runnable body) {
        Runnable within = () -> {
            Thread.currentThread().setContextClassLoader(loader);
            body.run();
        };
        ThreadFactory factory = managed();
        @Nullable Thread made = factory == null ? null : factory.newThread(within);
        if (made == null) {
            made = new Thread(within);
            made.setDaemon(true);
            made.setContextClassLoader(loader);
        }
        made.setName("carillon-" + count.incrementAndGet());
        return made;
    }

    /** Looked for until it is found: the first threads may be wanted where the name is not bound. */
    private @Nullable ThreadFactory managed() {
        ThreadFactory known = managed;
        if (known == null) {
            known = naming.find(MANAGED, ThreadFactory.class).orElse(null);
            managed = known;
        }
        return known;
    }
}
