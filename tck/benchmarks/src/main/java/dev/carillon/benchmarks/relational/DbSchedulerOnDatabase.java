package dev.carillon.benchmarks.relational;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * db-scheduler by lock-and-fetch, with the limits of its own page on performance and polls a hundred times a second. Its
 * data is text, far less than its default, which is Java serialization; the index for priorities, which nobody uses, is
 * left out.
 */
final class DbSchedulerOnDatabase implements Contestant {

    private static final String TABLE =
            """
            create table if not exists scheduled_tasks (
                task_name text not null,
                task_instance text not null,
                task_data bytea,
                execution_time timestamp with time zone not null,
                picked boolean not null,
                picked_by text,
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures int,
                last_heartbeat timestamp with time zone,
                version bigint not null,
                priority smallint,
                primary key (task_name, task_instance))""";

    private final HikariDataSource pool;
    private final Scheduler scheduler;
    private final OneTimeTask<Mail> task;
    private final CustomTask<Void> tick;

    DbSchedulerOnDatabase(BenchmarkDatabase database, Body body, Library.Task task) throws SQLException {
        database.execute(
                TABLE,
                "create index if not exists execution_time_idx on scheduled_tasks (execution_time)",
                "create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
        this.task = task == Library.Task.COUNT
                ? Tasks.oneTime("mail", Mail.class)
                        .execute((instance, context) -> body.send(
                                instance.getData().to(), instance.getData().number()))
                : Tasks.oneTime("mail", Mail.class)
                        .execute((instance, context) -> body.arriveAt(context.getExecution().executionTime));
        tick = Tasks.custom("tick", Void.class).execute((instance, context) -> {
            Instant due = context.getExecution().executionTime;
            body.arriveAt(due);
            return (complete, operations) -> operations.reschedule(complete, due.plusSeconds(1));
        });
        pool = database.pool();
        scheduler = Scheduler.create(pool, this.task, tick)
                .schedulerName(new SchedulerName.Fixed("node-" + UUID.randomUUID()))
                .threads(Library.WORKERS)
                .pollUsingLockAndFetch(4.0, 20.0)
                .pollingInterval(Duration.ofMillis(10))
                .serializer(new MailSerializer())
                .build();
    }

    /** The arguments of a job. */
    private record Mail(String to, int number) {}

    private static final class MailSerializer implements Serializer {

        @Override
        public byte[] serialize(Object data) {
            Mail mail = (Mail) data;
            return (mail.number() + " " + mail.to()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            String text = new String(data, StandardCharsets.UTF_8);
            int end = text.indexOf(' ');
            return type.cast(new Mail(text.substring(end + 1), Integer.parseInt(text.substring(0, end))));
        }
    }

    private SchedulableInstance<Mail> job(int number, Instant dueTime) {
        return SchedulableInstance.of(task.instance("job-" + number, new Mail(Body.address(number), number)), dueTime);
    }

    @Override
    public void addAll(int first, List<Instant> dueTimes) {
        scheduler.scheduleBatch(IntStream.range(0, dueTimes.size()).mapToObj(i -> job(first + i, dueTimes.get(i))));
    }

    @Override
    public void add(int number, Instant dueTime) {
        scheduler.schedule(job(number, dueTime));
    }

    /** By the time that it was due, not by the time that it ended, so that none is left out. */
    @Override
    public void addEverySecond(int jobs, Instant first) {
        scheduler.scheduleBatch(
                IntStream.range(0, jobs).mapToObj(i -> SchedulableInstance.of(tick.instance("tick-" + i), first)));
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public void close() {
        scheduler.stop();
        pool.close();
    }
}
