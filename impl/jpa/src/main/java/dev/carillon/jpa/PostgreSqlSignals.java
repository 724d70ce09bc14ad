package dev.carillon.jpa;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Signals by LISTEN and NOTIFY: one connection of the pool is kept for listening, and a signal is sent on another, after
 * the commit and outside of it, since PostgreSQL lets all transactions that notify commit one after another. The only class
 * that needs the driver of PostgreSQL, which may be missing or out of sight.
 */
final class PostgreSqlSignals implements ChangeSignals {

    private static final System.Logger LOG = System.getLogger("dev.carillon.jpa");
    private static final String CHANNEL = "carillon";

    /** How soon the listening thread sees that it is to end. */
    private static final int LOOK_MILLIS = 500;

    /** After so many looks without a word the connection is tried, since one that was cut off says nothing. */
    private static final int SILENT_LOOKS = 20;

    /** How long that may take. Longer than any answer, and far shorter than the driver waits for one. */
    private static final int TRY_SECONDS = 5;

    private final String store;
    private final DataSource source;
    private final String ours;
    private final String sender = UUID.randomUUID().toString();
    private final Semaphore toSend = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> started = new ArrayList<>();
    private volatile boolean listening;
    private volatile boolean hasListened;

    /**
     * Makes them.
     *
     * @param store the store's name, for the log
     * @param source gives connections
     * @param ours what tells the nodes that belong together from others in the same database
     */
    PostgreSqlSignals(String store, DataSource source, String ours) {
        this.store = store;
        this.source = source;
        this.ours = ours;
    }

    @Override
    public synchronized void listen(Runnable listener, ThreadFactory threads) {
        if (listening || closed.getCount() == 0) {
            return;
        }
        listening = true;
        start(threads, "listen", () -> keepListening(listener));
        start(threads, "notify", this::keepSending);
    }

    private void start(ThreadFactory threads, String what, Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName("carillon-" + store + "-" + what);
        started.add(thread);
        thread.start();
    }

    private void keepListening(Runnable listener) {
        for (int failures = 0; closed.getCount() > 0; failures++) {
            try {
                listenOnce(listener);
                failures = 0;
            } catch (SQLException | RuntimeException silence) {
                // an outage is told by whoever needs the store; only who never could listen must be told of it here
                LOG.log(
                        failures == 0 && !hasListened ? Level.INFO : Level.DEBUG,
                        "CARL-6030 Store {0} is not listening to its other nodes ({1}) and polls until it can",
                        store,
                        silence.toString());
            } catch (LinkageError unseen) {
                LOG.log(
                        Level.INFO,
                        "CARL-6031 Store {0} cannot see the driver of PostgreSQL ({1}) and polls instead of listening",
                        store,
                        unseen.toString());
                return;
            }
            pause(ThreadLocalRandom.current().nextLong(1_000, 3_000));
        }
    }

    private void listenOnce(Runnable listener) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            PGConnection driver = connection.unwrap(PGConnection.class);
            sql.execute("listen " + CHANNEL);
            hasListened = true;
            LOG.log(Level.DEBUG, "CARL-6032 Store {0} listens to its other nodes", store);
            // whatever was told before nobody has heard
            listener.run();
            int silent = 0;
            while (closed.getCount() > 0) {
                PGNotification[] heard = driver.getNotifications(LOOK_MILLIS);
                if (isForUs(heard)) {
                    listener.run();
                }
                silent = heard == null || heard.length == 0 ? silent + 1 : 0;
                if (silent >= SILENT_LOOKS) {
                    if (!connection.isValid(TRY_SECONDS)) {
                        throw new SQLException("The connection for listening was cut off.");
                    }
                    silent = 0;
                }
            }
            sql.execute("unlisten " + CHANNEL);
        }
    }

    private boolean isForUs(PGNotification[] heard) {
        if (heard != null) {
            for (PGNotification each : heard) {
                String[] words = each.getParameter().split(" ", 2);
                if (words.length == 2 && !words[0].equals(sender) && words[1].equals(ours)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void pause(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send() {
        if (listening) {
            toSend.release();
        } else {
            sendOnce();
        }
    }

    private void keepSending() {
        toSend.acquireUninterruptibly();
        while (closed.getCount() > 0) {
            toSend.drainPermits();
            sendOnce();
            toSend.acquireUninterruptibly();
        }
    }

    private void sendOnce() {
        try (Connection connection = source.getConnection();
                PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, sender + " " + ours);
            notify.execute();
        } catch (SQLException | RuntimeException silence) {
            LOG.log(
                    Level.DEBUG,
                    "CARL-6033 Store {0} could not tell its other nodes of a change ({1}); they find it by asking",
                    store,
                    silence.toString());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        toSend.release();
        List<Thread> ending;
        synchronized (this) {
            ending = List.copyOf(started);
        }
        for (Thread thread : ending) {
            try {
                TimeUnit.MILLISECONDS.timedJoin(thread, 4L * LOOK_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
