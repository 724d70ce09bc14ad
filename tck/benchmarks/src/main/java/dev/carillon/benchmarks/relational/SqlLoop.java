package dev.carillon.benchmarks.relational;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The limit: one thread claims batches of due rows under the lease of its node, ten run them, one deletes in fenced batches
 * what has run. What is due within half a second is claimed as well and waits for its time here. No policies, no triggers,
 * no events, nothing to look at.
 */
final class SqlLoop implements Contestant {

    private static final int BATCH = 1_000;
    private static final int MOST_HELD = 2_000;
    private static final Duration HORIZON = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(100);

    private static final String INSERT =
            """
            insert into loop_job (id, due, payload, period)
            select *, ? from unnest(?::text[], ?::bigint[], ?::text[]) on conflict (id) do nothing""";

    private static final String CLAIM =
            """
            update loop_job j set holder = n.id, epoch = n.epoch
            from (select id, epoch from loop_node where id = ? and epoch = ? for share) n, (
                select id from loop_job where holder is null and due <= ? order by due limit ? for update skip locked) d
            where j.id = d.id
            returning j.id, j.due, j.payload, j.period""";

    private static final String COMPLETE =
            """
            delete from loop_job j using unnest(?::text[]) as u (id)
            where j.id = u.id and j.holder = ? and j.epoch = ? and j.period = 0""";

    private static final String REPEAT =
            """
            update loop_job j set due = j.due + j.period, holder = null, epoch = null from unnest(?::text[]) as u (id)
            where j.id = u.id and j.holder = ? and j.epoch = ? and j.period > 0""";

    private record Ended(String id, boolean once) {}

    private final String node = "node-" + UUID.randomUUID();
    private final long epoch = System.currentTimeMillis();
    private final Body body;
    private final Library.Task task;
    private final HikariDataSource pool;
    private final ExecutorService workers = Executors.newFixedThreadPool(Library.WORKERS);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Semaphore room = new Semaphore(0);
    private final Thread claimer = new Thread(this::claimAll, "loop-claims");
    private final Thread completer = new Thread(this::completeAll, "loop-completions");
    private volatile boolean closed;
    private volatile @Nullable SQLException failure;

    SqlLoop(BenchmarkDatabase database, Body body, Library.Task task) throws SQLException {
        this.body = body;
        this.task = task;
        database.execute(
                """
                create table if not exists loop_job (id text collate "C" primary key, due bigint not null,
                    payload text not null, period bigint not null, holder text, epoch bigint) with (fillfactor = 80)""",
                "create index if not exists loop_job_due on loop_job (due) where holder is null",
                "create index if not exists loop_job_held on loop_job (id) where holder is not null",
                "create table if not exists loop_node (id text primary key, epoch bigint not null)",
                "insert into loop_node values ('%s', %d)".formatted(node, epoch));
        pool = database.pool();
    }

    @Override
    public void addAll(int first, List<Instant> dueTimes) throws SQLException {
        insert(first, dueTimes, Duration.ZERO);
    }

    @Override
    public void addEverySecond(int jobs, Instant first) throws SQLException {
        insert(0, Collections.nCopies(jobs, first), Duration.ofSeconds(1));
    }

    private void insert(int first, List<Instant> dueTimes, Duration period) throws SQLException {
        String[] ids = new String[dueTimes.size()];
        Long[] due = new Long[ids.length];
        String[] payloads = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "job-" + (first + i);
            due[i] = micros(dueTimes.get(i));
            payloads[i] = (first + i) + " " + Body.address(first + i);
        }
        try (Connection connection = pool.getConnection();
                PreparedStatement sql = connection.prepareStatement(INSERT)) {
            sql.setLong(1, period.toNanos() / 1_000);
            sql.setArray(2, connection.createArrayOf("text", ids));
            sql.setArray(3, connection.createArrayOf("bigint", due));
            sql.setArray(4, connection.createArrayOf("text", payloads));
            sql.executeUpdate();
        }
    }

    @Override
    public void add(int number, Instant dueTime) throws SQLException {
        addAll(number, List.of(dueTime));
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1_000;
    }

    @Override
    public void start() {
        claimer.start();
        completer.start();
    }

    private void claimAll() {
        try {
            while (!closed) {
                int free = Math.min(BATCH, MOST_HELD - held.get());
                if (free < BATCH / 2 || claim(free) < free) {
                    boolean unused = room.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    room.drainPermits();
                }
            }
        } catch (InterruptedException end) {
            // it is being closed
        } catch (SQLException broken) {
            failure = broken;
        }
    }

    private int claim(int most) throws SQLException {
        List<Runnable> due = new ArrayList<>(most);
        long now = micros(Instant.now());
        int claimed = 0;
        try (Connection connection = pool.getConnection();
                PreparedStatement sql = connection.prepareStatement(CLAIM)) {
            sql.setString(1, node);
            sql.setLong(2, epoch);
            sql.setLong(3, now + HORIZON.toNanos() / 1_000);
            sql.setInt(4, most);
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    claimed++;
                    String id = rows.getString(1);
                    long at = rows.getLong(2);
                    String payload = rows.getString(3);
                    boolean once = rows.getLong(4) == 0;
                    Runnable run = () -> run(id, at, payload, once);
                    if (at <= now) {
                        due.add(run);
                    } else {
                        long wait = at - micros(Instant.now());
                        ScheduledFuture<?> unused =
                                timer.schedule(() -> workers.execute(run), wait, TimeUnit.MICROSECONDS);
                    }
                }
            }
        }
        held.addAndGet(claimed);
        due.forEach(workers::execute);
        return claimed;
    }

    private void run(String id, long due, String payload, boolean once) {
        if (task == Library.Task.COUNT) {
            int end = payload.indexOf(' ');
            body.send(payload.substring(end + 1), Integer.parseInt(payload.substring(0, end)));
        } else {
            body.arriveAt(Instant.EPOCH.plusNanos(due * 1_000));
        }
        ended.add(new Ended(id, once));
    }

    private void completeAll() {
        List<Ended> batch = new ArrayList<>(BATCH);
        try {
            while (true) {
                batch.add(ended.take());
                ended.drainTo(batch, BATCH - 1);
                complete(COMPLETE, batch, true);
                complete(REPEAT, batch, false);
                held.addAndGet(-batch.size());
                room.release();
                batch.clear();
            }
        } catch (InterruptedException end) {
            // it is being closed
        } catch (SQLException broken) {
            failure = broken;
        }
    }

    private void complete(String statement, List<Ended> batch, boolean once) throws SQLException {
        String[] ids = batch.stream()
                .filter(each -> each.once() == once)
                .map(Ended::id)
                .toArray(String[]::new);
        if (ids.length == 0) {
            return;
        }
        try (Connection connection = pool.getConnection();
                PreparedStatement sql = connection.prepareStatement(statement)) {
            sql.setArray(1, connection.createArrayOf("text", ids));
            sql.setString(2, node);
            sql.setLong(3, epoch);
            if (sql.executeUpdate() != ids.length) {
                throw new SQLException("The fence of " + node + " was not respected.");
            }
        }
    }

    /** Until nothing is held; nothing else is due by then. */
    @Override
    public void awaitWritten() throws InterruptedException, SQLException {
        while (held.get() > 0) {
            SQLException broken = failure;
            if (broken != null) {
                throw broken;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Override
    public void close() {
        closed = true;
        claimer.interrupt();
        completer.interrupt();
        workers.shutdownNow();
        timer.shutdownNow();
        pool.close();
    }
}
