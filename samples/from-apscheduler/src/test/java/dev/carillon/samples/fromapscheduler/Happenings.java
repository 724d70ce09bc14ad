package dev.carillon.samples.fromapscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SchedulerEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A listener that a test can wait on. */
class Happenings implements Consumer<SchedulerEvent> {

    private final BlockingQueue<SchedulerEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(SchedulerEvent event) {
        events.add(event);
    }

    /** Takes events until one of that kind comes. */
    <E extends SchedulerEvent> E next(Class<E> type) throws InterruptedException {
        return next(type, event -> true);
    }

    <E extends SchedulerEvent> E next(Class<E> type, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            SchedulerEvent event = events.poll(30, TimeUnit.SECONDS);
            assertThat(event).as(type.getSimpleName() + " within half a minute").isNotNull();
            if (type.isInstance(event) && wanted.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    boolean isEmpty() {
        return events.isEmpty();
    }
}
