package dev.carillon.benchmarks.relational;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** JobRunr, with the shortest poll that it takes on a database and no dashboard. What is due at once is enqueued at once. */
final class JobRunrOnDatabase implements Contestant {

    private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final JobScheduler scheduler;
    private final BackgroundJobServer server;
    private final Library.Task task;

    JobRunrOnDatabase(BenchmarkDatabase database, Body body, Library.Task task) {
        this.task = task;
        pool = database.pool();
        PostgresStorageProvider storage = new PostgresStorageProvider(pool);
        JacksonJsonMapper mapper = new JacksonJsonMapper();
        storage.setJobMapper(new JobMapper(mapper));
        server = new BackgroundJobServer(
                storage,
                mapper,
                new JobActivator() {
                    @Override
                    public <T> T activateJob(Class<T> type) {
                        return type.cast(new Call(body));
                    }
                },
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(Library.WORKERS)
                        .andPollInterval(SHORTEST_POLL));
        scheduler = new JobScheduler(storage);
    }

    /** What its jobs call: a time has to travel as a number. */
    public static final class Call {

        private final Body body;

        Call(Body body) {
            this.body = body;
        }

        /**
         * Is counted.
         *
         * @param to an address
         * @param number the job's own number
         */
        public void send(String to, int number) {
            body.send(to, number);
        }

        /**
         * Notes how late it is.
         *
         * @param dueMillis when it should have run
         */
        public void arrive(long dueMillis) {
            body.arriveAt(Instant.ofEpochMilli(dueMillis));
        }
    }

    private JobBuilder job(int number, Instant dueTime) {
        JobBuilder job = JobBuilder.aJob();
        if (dueTime.isAfter(Instant.now())) {
            job = job.scheduleAt(dueTime);
        }
        if (task == Library.Task.COUNT) {
            String to = Body.address(number);
            return job.<Call>withDetails(call -> call.send(to, number));
        }
        long due = dueTime.toEpochMilli();
        return job.<Call>withDetails(call -> call.arrive(due));
    }

    @Override
    public void addAll(int first, List<Instant> dueTimes) {
        scheduler.create(IntStream.range(0, dueTimes.size()).mapToObj(i -> job(first + i, dueTimes.get(i))));
    }

    @Override
    public void add(int number, Instant dueTime) {
        scheduler.create(job(number, dueTime));
    }

    @Override
    public void addEverySecond(int jobs, Instant first) {
        throw new UnsupportedOperationException("Its least interval on a database is five seconds.");
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.stop();
        pool.close();
    }
}
