package dev.carillon.cdi;

import dev.carillon.JobId;
import dev.carillon.core.event.EventReceiver;
import dev.carillon.event.JobEvent;
import dev.carillon.event.JobExecutionEvent;
import dev.carillon.event.SchedulerEvent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the observers of the application of scheduler events, each by itself, so that one that fails does not keep an
 * event from the next. Who observes what is fixed at deployment.
 *
 * <p>{@code @Observes} methods are told on the event thread, by priority; {@code @ObservesAsync} ones on threads of
 * their own, where each hears of one run in order. When too many of those wait, the event thread waits a little for
 * each further one: that slows the node, but never stops it for good.
 */
final class EventObservers implements EventReceiver {

    private static final System.Logger LOG = System.getLogger("dev.carillon.cdi");
    private static final int THREADS = 8;
    private static final int WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What is told in order: to whom, and about what. */
    private record Chain(EventObserver observer, Object about) {}

    private final List<EventObserver> observers;
    private final Container container;
    private final Map<Class<?>, List<EventObserver>> byType = new ConcurrentHashMap<>();
    private final Map<Chain, CompletableFuture<Void>> chains = new ConcurrentHashMap<>();
    private final Semaphore waiting = new Semaphore(WAITING);
    private final ThreadPoolExecutor pool;

    /**
     * Chooses those of the application's observers that scheduler events can concern.
     *
     * @param methods the observers of the application
     * @param container where they are told
     * @param threads makes threads for the asynchronous ones
     */
    EventObservers(Collection<ObserverMethod<?>> methods, Container container, ThreadFactory threads) {
        this.observers = methods.stream()
                .map(EventObserver::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(observer -> observer.method().getPriority()))
                .toList();
        this.container = container;
        AtomicInteger count = new AtomicInteger();
        this.pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> {
                    Thread thread = threads.newThread(body);
                    thread.setName("carillon-observer-" + count.incrementAndGet());
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        // what comes after the end is told on the event thread
        pool.setRejectedExecutionHandler((task, closed) -> task.run());
    }

    @Override
    public boolean wants(Class<? extends SchedulerEvent> type) {
        return !of(type).isEmpty();
    }

    private List<EventObserver> of(Class<? extends SchedulerEvent> type) {
        return byType.computeIfAbsent(type, key -> observers.stream()
                .filter(observer -> observer.observes(type))
                .toList());
    }

    @Override
    public void receive(SchedulerEvent event) {
        for (EventObserver observer : of(event.getClass())) {
            if (!observer.wants(event)) {
                continue;
            }
            if (observer.method().isAsync()) {
                tellLater(observer, event);
            } else {
                tell(observer, event);
            }
        }
    }

    private void tellLater(EventObserver observer, SchedulerEvent event) {
        boolean permitted = awaitPermit();
        Chain chain = new Chain(observer, subject(event));
        CompletableFuture<Void> last = chains.compute(
                chain, (key, tail) -> (tail == null ? CompletableFuture.<Void>completedFuture(null) : tail)
                        .thenRunAsync(() -> tell(observer, event), pool));
        last.whenComplete((nothing, error) -> {
            chains.remove(chain, last);
            if (permitted) {
                waiting.release();
            }
        });
    }

    private boolean awaitPermit() {
        try {
            return waiting.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Object subject(SchedulerEvent event) {
        if (event instanceof JobExecutionEvent run) {
            return run.runId();
        }
        return event instanceof JobEvent job ? job.jobId() : "";
    }

    private void tell(EventObserver observer, SchedulerEvent event) {
        Set<Annotation> qualifiers = event instanceof JobEvent job
                ? Set.of(Any.Literal.INSTANCE, JobId.Literal.of(job.jobId()))
                : Set.of(Any.Literal.INSTANCE);
        try {
            container.requests().around(() -> {
                notifyOf(Notification.of(event, qualifiers), observer.method());
                return null;
            });
        } catch (Throwable failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.log(
                    Level.WARNING,
                    "CARL-5002 The observer " + observer.place() + " failed on " + event
                            + "; the others are told all the same",
                    failure);
        }
    }

    @SuppressWarnings("unchecked") // it was chosen by what it observes
    private static void notifyOf(Notification<SchedulerEvent> notification, ObserverMethod<?> method) throws Throwable {
        notification.to((ObserverMethod<? super SchedulerEvent>) method);
    }

    /**
     * Ends the threads of asynchronous observers. Nothing may be received any more.
     *
     * @param limit how long to wait for what is still to be told
     */
    void close(Duration limit) {
        CompletableFuture<Void> told = CompletableFuture.allOf(chains.values().toArray(CompletableFuture<?>[]::new));
        try {
            told.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            pool.shutdown();
        } catch (TimeoutException | ExecutionException late) {
            LOG.log(
                    Level.WARNING,
                    "CARL-5003 Asynchronous observers took longer than {0}; they are interrupted",
                    limit);
            pool.shutdownNow();
        } catch (InterruptedException interrupted) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
