package dev.carillon.core.event;

import dev.carillon.event.SchedulerEvent;

/** Someone who is told of events: the CDI container, or a listener. */
public interface EventReceiver {

    /**
     * Tells whether events of a kind are wanted at all; if nobody wants them they are not made.
     *
     * @param type the class of an event
     * @return true if they are; fixed from the start
     */
    boolean wants(Class<? extends SchedulerEvent> type);

    /**
     * Takes an event. Called on the event thread, one after another; may be slow. What it throws is logged.
     *
     * @param event an event of a kind it wants
     */
    void receive(SchedulerEvent event);
}
