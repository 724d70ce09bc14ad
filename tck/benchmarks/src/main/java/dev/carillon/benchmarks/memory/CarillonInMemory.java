package dev.carillon.benchmarks.memory;

import dev.carillon.JobBuilder;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Scheduler;
import dev.carillon.trigger.Triggers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Carillon, built as in Java SE, with everything at its default but the number of workers. */
final class CarillonInMemory implements Contestant {

    private final Scheduler scheduler;
    private final Library.Task task;

    CarillonInMemory(Body body, Library.Task task) {
        this.task = task;
        scheduler = Scheduler.builder()
                .register(body)
                .jobStore("default", Map.of("type", "memory"))
                .executor("default", Map.of("type", "threadpool", "max-workers", "" + Library.WORKERS))
                .build();
        scheduler.start(true);
    }

    private JobBuilder job(int number, Instant dueTime) {
        JobBuilder job = task == Library.Task.COUNT ? scheduler.define(Body::run) : scheduler.define(Body::arrive);
        return job.id("job-" + number).trigger(Triggers.date(dueTime));
    }

    @Override
    public void addAll(List<Instant> dueTimes) {
        List<JobBuilder> jobs = new ArrayList<>(dueTimes.size());
        for (int i = 0; i < dueTimes.size(); i++) {
            jobs.add(job(i, dueTimes.get(i)));
        }
        scheduler.store("default").addAll(jobs, OnConflict.FAIL);
    }

    @Override
    public void add(int number, Instant dueTime) {
        job(number, dueTime).add();
    }

    @Override
    public void start() {
        scheduler.resume();
    }

    /** Until no job is left on record. */
    @Override
    public void awaitWritten() throws InterruptedException {
        while (!scheduler.jobs(JobFilter.ALL, 1).isEmpty()) {
            TimeUnit.MICROSECONDS.sleep(100);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
