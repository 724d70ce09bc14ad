package dev.carillon.core.event;

import dev.carillon.event.SchedulerEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from all threads and hands them to the receivers on one thread of its own, in the order in which they came.
 * The order of what happens to one run is so the order in which it is told.
 *
 * <p>It holds a bounded number of events. Whoever has one more waits, so that slow receivers slow the node and lose
 * nothing; only the event thread itself never waits, since nobody else could make room.
 */
public final class EventBus implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("dev.carillon.event");
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 1_000;

    private final @Nullable ThreadFactory threads;
    private final List<EventReceiver> receivers = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<Class<?>, Boolean> wanted = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition quiet = lock.newCondition();
    private final ArrayDeque<SchedulerEvent> queue = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean delivering;
    private boolean closed;

    /**
     * Makes a bus without receivers; its thread starts with the first event.
     *
     * @param threads makes the event thread
     */
    public EventBus(ThreadFactory threads) {
        this.threads = threads;
    }

    private EventBus() {
        this.threads = null;
    }

    /**
     * Makes a bus that tells of each event on the thread that publishes it, before that goes on; for a scheduler that is
     * driven step by step. What a receiver publishes is told after what it was told.
     *
     * @return a bus without receivers and without a thread
     */
    public static EventBus direct() {
        return new EventBus();
    }

    /**
     * Adds a receiver. It hears of what is published from now on.
     *
     * @param receiver the receiver
     */
    public void add(EventReceiver receiver) {
        receivers.add(receiver);
        wanted.clear();
    }

    /**
     * Removes a receiver.
     *
     * @param receiver the receiver
     */
    public void remove(EventReceiver receiver) {
        receivers.remove(receiver);
        wanted.clear();
    }

    /**
     * Publishes an event if anybody wants events of its kind; makes it only then.
     *
     * @param type its class
     * @param event makes it
     * @param <E> its type
     */
    public <E extends SchedulerEvent> void publish(Class<E> type, Supplier<E> event) {
        Boolean known = wanted.get(type);
        if (known == null ? wanted.computeIfAbsent(type, key -> isWanted(type)) : known) {
            enqueue(event.get());
            if (threads == null) {
                deliverHere();
            }
        }
    }

    private boolean isWanted(Class<? extends SchedulerEvent> type) {
        return receivers.stream().anyMatch(receiver -> receiver.wants(type));
    }

    private void enqueue(SchedulerEvent event) {
        ThreadFactory factory = threads;
        lock.lock();
        try {
            while (threads != null && queue.size() >= CAPACITY && Thread.currentThread() != thread && !closed) {
                room.awaitUninterruptibly();
            }
            if (closed) {
                EventLog.lost(event);
                return;
            }
            queue.addLast(event);
            if (thread == null && factory != null) {
                thread = factory.newThread(this::deliver);
                thread.setName("carillon-events");
                thread.start();
            }
            some.signal();
        } finally {
            lock.unlock();
        }
    }

    private void deliver() {
        ArrayDeque<SchedulerEvent> batch = new ArrayDeque<>();
        while (take(batch)) {
            while (!batch.isEmpty()) {
                tell(batch.removeFirst());
            }
        }
    }

    /** Tells what waits, unless somebody is at it already. */
    private void deliverHere() {
        lock.lock();
        try {
            if (delivering) {
                return;
            }
            delivering = true;
        } finally {
            lock.unlock();
        }
        for (SchedulerEvent event = nextHere(); event != null; event = nextHere()) {
            tell(event);
        }
    }

    private @Nullable SchedulerEvent nextHere() {
        lock.lock();
        try {
            SchedulerEvent next = queue.pollFirst();
            if (next == null) {
                delivering = false;
                quiet.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void tell(SchedulerEvent event) {
        for (EventReceiver receiver : receivers) {
            if (receiver.wants(event.getClass())) {
                tell(receiver, event);
            }
        }
    }

    private boolean take(ArrayDeque<SchedulerEvent> batch) {
        lock.lock();
        try {
            delivering = false;
            quiet.signalAll();
            while (queue.isEmpty()) {
                if (closed) {
                    return false;
                }
                some.awaitUninterruptibly();
            }
            while (!queue.isEmpty() && batch.size() < BATCH) {
                batch.addLast(queue.removeFirst());
            }
            delivering = true;
            room.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static void tell(EventReceiver receiver, SchedulerEvent event) {
        try {
            receiver.receive(event);
        } catch (RuntimeException | Error failure) {
            EventLog.failed(receiver, event, failure);
        }
    }

    /**
     * Waits until everything published so far is told; does nothing on the event thread itself.
     *
     * @param limit how long to wait at most
     */
    public void drain(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (threads != null
                    && (delivering || !queue.isEmpty())
                    && left > 0
                    && Thread.currentThread() != thread) {
                left = quiet.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more events and ends the thread once those it has are told. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            some.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the event thread to end after {@link #close()}; does nothing on that thread itself.
     *
     * @param limit how long to wait at most
     */
    public void awaitEnd(Duration limit) {
        Thread waitedFor = thread;
        if (waitedFor == null || waitedFor == Thread.currentThread()) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.timedJoin(waitedFor, Math.max(1_000_000, limit.toNanos()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class EventLog {

        static void failed(EventReceiver receiver, SchedulerEvent event, Throwable failure) {
            LOG.log(
                    Level.WARNING,
                    "CARL-3001 " + receiver + " failed on " + event + "; the others are told all the same",
                    failure);
        }

        static void lost(SchedulerEvent event) {
            LOG.log(Level.DEBUG, "CARL-3002 The scheduler has ended; nobody is told of {0}", event);
        }
    }
}
