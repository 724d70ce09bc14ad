package dev.carillon.core.scheduler;

import dev.carillon.core.event.EventReceiver;
import dev.carillon.event.SchedulerEvent;
import java.util.List;
import java.util.function.Consumer;

/** A listener with the kinds of events it wants. */
final class EventListener implements EventReceiver {

    private final Consumer<? super SchedulerEvent> listener;
    private final List<Class<?>> types;

    EventListener(Consumer<? super SchedulerEvent> listener, Class<?>... types) {
        this.listener = listener;
        this.types = types.length == 0 ? List.of(SchedulerEvent.class) : List.of(types);
        for (Class<?> type : this.types) {
            if (!SchedulerEvent.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(type.getName()
                        + " is not a kind of scheduler event. Give SchedulerEvent or one of the types below it.");
            }
        }
    }

    @Override
    public boolean wants(Class<? extends SchedulerEvent> type) {
        return types.stream().anyMatch(wanted -> wanted.isAssignableFrom(type));
    }

    @Override
    public void receive(SchedulerEvent event) {
        listener.accept(event);
    }

    @Override
    public String toString() {
        return "Listener " + listener;
    }
}
