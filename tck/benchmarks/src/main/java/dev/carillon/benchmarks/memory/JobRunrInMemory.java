package dev.carillon.benchmarks.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.InMemoryStorageProvider;

/** JobRunr, with the shortest poll that it takes and no dashboard. */
final class JobRunrInMemory implements Contestant {

    private final JobScheduler scheduler;
    private final BackgroundJobServer server;
    private final Library.Task task;

    JobRunrInMemory(Body body, Library.Task task) {
        this.task = task;
        InMemoryStorageProvider storage = new InMemoryStorageProvider();
        BackgroundJobServerConfiguration configuration =
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(Library.WORKERS)
                        .andPollInterval(Duration.ofMillis(200));
        scheduler = JobRunr.configure()
                .useStorageProvider(storage)
                .useJobActivator(new org.jobrunr.server.JobActivator() {
                    @Override
                    public <T> T activateJob(Class<T> type) {
                        return type.cast(body);
                    }
                })
                .useBackgroundJobServer(configuration, false)
                .initialize()
                .getJobScheduler();
        server = JobRunr.getBackgroundJobServer();
    }

    @Override
    public void addAll(List<Instant> dueTimes) {
        scheduler.create(IntStream.range(0, dueTimes.size()).mapToObj(i -> job(dueTimes.get(i))));
    }

    private JobBuilder job(Instant dueTime) {
        JobBuilder job = JobBuilder.aJob().scheduleAt(dueTime);
        long due = dueTime.toEpochMilli();
        return task == Library.Task.COUNT
                ? job.<Body>withDetails(body -> body.run())
                : job.<Body>withDetails(body -> body.arriveDue(due));
    }

    @Override
    public void add(int number, Instant dueTime) {
        if (task == Library.Task.COUNT) {
            scheduler.<Body>schedule(dueTime, body -> body.run());
        } else {
            long due = dueTime.toEpochMilli();
            scheduler.<Body>schedule(dueTime, body -> body.arriveDue(due));
        }
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        JobRunr.destroy();
    }
}
