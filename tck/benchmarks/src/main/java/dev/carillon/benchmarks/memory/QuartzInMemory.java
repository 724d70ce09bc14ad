package dev.carillon.benchmarks.memory;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz, with batches as large as its pool, as its reference advises for many short jobs. */
final class QuartzInMemory implements Contestant {

    private final Scheduler scheduler;

    QuartzInMemory(Body body, Library.Task task) throws SchedulerException {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "benchmark-" + UUID.randomUUID());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "" + Library.WORKERS);
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "" + Library.WORKERS);
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        scheduler = new StdSchedulerFactory(properties).getScheduler();
        boolean count = task == Library.Task.COUNT;
        scheduler.setJobFactory((bundle, of) -> new BodyJob(body, count));
    }

    /** Made anew for each run, as Quartz does. */
    private record BodyJob(Body body, boolean count) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            if (count) {
                body.run();
            } else {
                body.arriveDue(context.getScheduledFireTime().toInstant().toEpochMilli());
            }
        }
    }

    private static JobDetail job(int number) {
        return JobBuilder.newJob(BodyJob.class).withIdentity("job-" + number).build();
    }

    private static Trigger trigger(int number, Instant dueTime) {
        return TriggerBuilder.newTrigger()
                .withIdentity("job-" + number)
                .startAt(Date.from(dueTime))
                .build();
    }

    @Override
    public void addAll(List<Instant> dueTimes) throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int i = 0; i < dueTimes.size(); i++) {
            jobs.put(job(i), Set.of(trigger(i, dueTimes.get(i))));
        }
        scheduler.scheduleJobs(jobs, false);
    }

    @Override
    public void add(int number, Instant dueTime) throws SchedulerException {
        scheduler.scheduleJob(job(number), trigger(number, dueTime));
    }

    @Override
    public void start() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException fault) {
            throw new IllegalStateException("Quartz did not end", fault);
        }
    }
}
