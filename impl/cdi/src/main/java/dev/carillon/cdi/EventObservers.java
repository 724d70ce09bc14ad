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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the observers of the application of scheduler events, each by itself, so that one that fails does not keep an
 * event from the next. Who observes what is fixed at deployment.
 *
 * <p>{@code @Observes} methods are told on the event thread, by priority; {@code @ObservesAsync} ones on threads of
 * their own, where each hears of one run in order.
 */
final class EventObservers implements EventReceiver {

    private static final System.Logger LOG = System.getLogger("dev.carillon.cdi");

    /** What is told in order: to whom, and about what. */
    private record Chain(EventObserver observer, Object about) {}

    private final List<EventObserver> observers;
    private final Container container;
    private final Map<Class<?>, List<EventObserver>> byType = new ConcurrentHashMap<>();
    private final OrderedTasks later;

    /**
     * Chooses those of the application's observers that scheduler events can concern.
     *
     * @param found the observers of the application
     * @param container where they are told
     * @param threads makes threads for the asynchronous ones
     */
    EventObservers(Collection<FoundObserver> found, Container container, ThreadFactory threads) {
        this.observers = found.stream()
                .map(EventObserver::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(observer -> observer.method().getPriority()))
                .toList();
        this.container = container;
        AtomicInteger count = new AtomicInteger();
        this.later = new OrderedTasks(body -> {
            Thread thread = threads.newThread(body);
            thread.setName("carillon-observer-" + count.incrementAndGet());
            return thread;
        });
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
                later.add(new Chain(observer, subject(event)), () -> tell(observer, event));
            } else {
                tell(observer, event);
            }
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
     * Ends the threads of asynchronous observers.
     *
     * @param limit how long to wait for what is still to be told
     */
    void close(Duration limit) {
        if (!later.close(limit)) {
            LOG.log(
                    Level.WARNING,
                    "CARL-5003 Asynchronous observers were not done after {0} and are interrupted",
                    limit);
        }
    }

    @Override
    public String toString() {
        return "the observers of the application";
    }
}
