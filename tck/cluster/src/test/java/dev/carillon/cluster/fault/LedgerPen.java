package dev.carillon.cluster.fault;

import static org.awaitility.Awaitility.await;

import dev.carillon.JobRun;
import dev.carillon.ScheduledJob;
import dev.carillon.event.JobEvent;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobExecutionEvent;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobSetAside;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobStarted;
import dev.carillon.event.JobSubmitted;
import dev.carillon.event.SchedulerEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes into the ledger from a node, over connections of its own. What a method does is in the ledger before it goes on;
 * events follow in batches, so that they hold up no scheduler.
 */
final class LedgerPen {

    private static final String INSERT =
            "insert into happening (kind, job, run, scheduled, fence, node, process, detail)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";

    private final String url;
    private final String node;
    private final long process = ProcessHandle.current().pid();
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<Entry> events = new LinkedBlockingQueue<>();
    private final Thread clerk = new Thread(this::writeEvents, "ledger");
    private volatile boolean writing;
    private volatile boolean closed;

    private record Entry(
            String kind, String job, Optional<UUID> run, Optional<Instant> scheduled, long fence, String detail) {}

    private LedgerPen(String url, String node) {
        this.url = url;
        this.node = node;
    }

    static LedgerPen open(String url, String node) {
        LedgerPen pen = new LedgerPen(url, node);
        pen.clerk.setDaemon(true);
        pen.clerk.start();
        return pen;
    }

    /** Notes what a method does; it is in the ledger when this returns. */
    void note(String kind, JobRun run) {
        note(kind, run, "attempt " + run.attempt() + " " + run.cause());
    }

    /** Notes what a method does, and with what. */
    void note(String kind, JobRun run, String detail) {
        write(List.of(new Entry(
                kind, run.jobId(), Optional.of(run.runId()), Optional.of(run.scheduledTime()), run.fence(), detail)));
    }

    /** Notes something that is about no job. */
    void say(String kind, String detail) {
        write(List.of(new Entry(kind, "", Optional.empty(), Optional.empty(), 0, detail)));
    }

    /** Notes a job that this node has added. */
    void added(ScheduledJob job) {
        write(List.of(new Entry(FaultNode.ADDED, job.id(), Optional.empty(), job.nextFireTime(), 0, "")));
    }

    String node() {
        return node;
    }

    /** Waits until what was told so far is in the ledger. */
    void awaitWritten() {
        await("ledger").forever().until(() -> events.isEmpty() && !writing);
    }

    /** Takes note of an event. The start of a run is noted by its method. */
    void told(SchedulerEvent event) {
        if (event instanceof JobStarted || event instanceof JobSubmitted) {
            return;
        }
        String kind = event.getClass().getSimpleName();
        if (event instanceof JobExecutionEvent run) {
            events.add(new Entry(
                    kind, run.jobId(), Optional.of(run.runId()), Optional.of(run.scheduledTime()), 0, detailOf(run)));
        } else if (event instanceof JobEvent job) {
            events.add(new Entry(kind, job.jobId(), Optional.empty(), Optional.empty(), 0, detailOf(job)));
        } else {
            events.add(new Entry(kind, "", Optional.empty(), Optional.empty(), 0, ""));
        }
    }

    private static String detailOf(JobEvent event) {
        if (event instanceof JobRecovered recovered) {
            return recovered.lostNode();
        }
        if (event instanceof JobExecuted executed) {
            return executed.startedAt().toString();
        }
        if (event instanceof JobSetAside aside) {
            return aside.reason();
        }
        return event instanceof JobSkipped skipped ? skipped.reason() + " " + skipped.count() : "";
    }

    private void writeEvents() {
        List<Entry> batch = new ArrayList<>();
        while (!closed || !events.isEmpty()) {
            try {
                Entry first = events.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    writing = true;
                    batch.add(first);
                    events.drainTo(batch, 1_000);
                    write(batch);
                    batch.clear();
                    writing = false;
                }
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void write(List<Entry> entries) {
        try {
            Connection connection = idle.poll();
            if (connection == null) {
                connection = DriverManager.getConnection(url);
            }
            try (PreparedStatement sql = connection.prepareStatement(INSERT)) {
                for (Entry entry : entries) {
                    sql.setString(1, entry.kind());
                    sql.setString(2, entry.job());
                    sql.setObject(3, entry.run().orElse(null));
                    sql.setObject(
                            4,
                            entry.scheduled()
                                    .map(time -> time.atOffset(ZoneOffset.UTC))
                                    .orElse(null));
                    sql.setLong(5, entry.fence());
                    sql.setString(6, node);
                    sql.setLong(7, process);
                    sql.setString(8, entry.detail());
                    sql.addBatch();
                }
                sql.executeBatch();
            }
            idle.add(connection);
        } catch (SQLException failure) {
            // without its ledger a node proves nothing
            throw new IllegalStateException("the ledger cannot be written", failure);
        }
    }

    /** Waits until all events that were told are in the ledger. */
    void finish() throws InterruptedException {
        closed = true;
        clerk.join();
    }
}
