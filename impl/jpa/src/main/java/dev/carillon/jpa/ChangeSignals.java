package dev.carillon.jpa;

import java.util.concurrent.ThreadFactory;

/**
 * How the nodes of a store tell each other that something has become due sooner than they know: a hint, without which they
 * find out by asking. Safe for use by many threads.
 */
interface ChangeSignals extends AutoCloseable {

    /** Nobody is told. */
    ChangeSignals NONE = new ChangeSignals() {

        @Override
        public void listen(Runnable listener, ThreadFactory threads) {}

        @Override
        public void send() {}

        @Override
        public void close() {}
    };

    /**
     * Begins to listen to the other nodes.
     *
     * @param listener told that something may have changed
     * @param threads makes the threads that this takes
     */
    void listen(Runnable listener, ThreadFactory threads);

    /** Tells the other nodes, soon, once for all who ask meanwhile. Never fails. */
    void send();

    /** Ends the threads. */
    @Override
    void close();
}
