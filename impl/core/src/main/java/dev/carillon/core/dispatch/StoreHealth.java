package dev.carillon.core.dispatch;

import dev.carillon.core.event.EventBus;
import dev.carillon.event.StoreRestored;
import dev.carillon.event.StoreUnavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Whether a store answers: tells once when it stops and once when it is back, and how long to wait between tries. */
final class StoreHealth {

    private static final System.Logger LOG = System.getLogger("dev.carillon.dispatch");
    private static final long FIRST_WAIT = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(2).toNanos();

    private final String store;
    private final EventBus events;
    private boolean down;
    private long downSince;

    StoreHealth(String store, EventBus events) {
        this.store = store;
        this.events = events;
    }

    /** Takes note of an answer. */
    void answered() {
        Duration outage;
        synchronized (this) {
            if (!down) {
                return;
            }
            down = false;
            outage = Duration.ofNanos(System.nanoTime() - downSince);
        }
        LOG.log(Level.INFO, "CARL-2011 Store {0} answers again after {1}", store, outage);
        events.publish(StoreRestored.class, () -> new StoreRestored(store, outage));
    }

    /** Takes note of a silence. */
    void failed(RuntimeException error) {
        synchronized (this) {
            if (down) {
                return;
            }
            down = true;
            downSince = System.nanoTime();
        }
        LOG.log(
                Level.WARNING,
                "CARL-2010 Store " + store + " does not answer; runs go on, outcomes wait, and it is tried again",
                error);
        events.publish(StoreUnavailable.class, () -> new StoreUnavailable(store, error));
    }

    /**
     * Returns how long to wait after some failures in a row: longer each time, never the same for two nodes.
     *
     * @param failures how many, at least 1
     */
    static long nanosToWait(int failures) {
        long longest = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(failures - 1, 10));
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }
}
