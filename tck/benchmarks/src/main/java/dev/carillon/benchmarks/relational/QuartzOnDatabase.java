package dev.carillon.benchmarks.relational;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz, clustered, with batches as large as its pool, as its reference advises for many short jobs, and data as text. */
final class QuartzOnDatabase implements Contestant {

    private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

    private final Scheduler scheduler;

    QuartzOnDatabase(BenchmarkDatabase database, Body body, Library.Task task)
            throws SchedulerException, SQLException, IOException {
        createTables(database);
        String source = "source-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(source, new Pool(database.pool()));
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "benchmark");
        properties.setProperty("org.quartz.scheduler.instanceId", "node-" + UUID.randomUUID());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "" + Library.WORKERS);
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "" + Library.WORKERS);
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.dataSource", source);
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        scheduler = new StdSchedulerFactory(properties).getScheduler();
        boolean count = task == Library.Task.COUNT;
        scheduler.setJobFactory((bundle, of) -> new BodyJob(body, count));
    }

    private static void createTables(BenchmarkDatabase database) throws SQLException, IOException {
        try (InputStream script = Objects.requireNonNull(Job.class.getResourceAsStream(TABLES), TABLES)) {
            // it drops tables that are there, with all jobs
            String made = "do $$ begin if to_regclass('qrtz_locks') is null then %s end if; end $$";
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^--.*$", "")
                    .replace("COMMIT;", "");
            database.execute(made.formatted(text));
        }
    }

    private record Pool(HikariDataSource pool) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void shutdown() {
            pool.close();
        }

        @Override
        public void initialize() {}
    }

    /** Made anew for each run, as Quartz does. */
    private record BodyJob(Body body, boolean count) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            if (count) {
                body.send(
                        context.getMergedJobDataMap().getString("to"),
                        Integer.parseInt(context.getMergedJobDataMap().getString("number")));
            } else {
                body.arriveAt(context.getScheduledFireTime().toInstant());
            }
        }
    }

    private static JobDetail job(int number) {
        return JobBuilder.newJob(BodyJob.class)
                .withIdentity("job-" + number)
                .usingJobData("to", Body.address(number))
                .usingJobData("number", "" + number)
                .build();
    }

    private static Trigger trigger(int number, Instant dueTime) {
        return TriggerBuilder.newTrigger()
                .withIdentity("job-" + number)
                .startAt(Date.from(dueTime))
                .build();
    }

    @Override
    public void addAll(int first, List<Instant> dueTimes) throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int i = 0; i < dueTimes.size(); i++) {
            jobs.put(job(first + i), Set.of(trigger(first + i, dueTimes.get(i))));
        }
        scheduler.scheduleJobs(jobs, false);
    }

    @Override
    public void add(int number, Instant dueTime) throws SchedulerException {
        scheduler.scheduleJob(job(number), trigger(number, dueTime));
    }

    @Override
    public void addEverySecond(int jobs, Instant first) throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> ticks = new HashMap<>();
        for (int i = 0; i < jobs; i++) {
            Trigger tick = TriggerBuilder.newTrigger()
                    .withIdentity("tick-" + i)
                    .startAt(Date.from(first))
                    .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever())
                    .build();
            ticks.put(job(i), Set.of(tick));
        }
        scheduler.scheduleJobs(ticks, false);
    }

    @Override
    public void start() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException fault) {
            throw new IllegalStateException("Quartz did not end", fault);
        }
    }
}
