package dev.carillon.benchmarks.relational;

import dev.carillon.JobBuilder;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Scheduler;
import dev.carillon.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Carillon, built as in Java SE, with everything at its default but the number of workers and what is being compared. */
final class CarillonOnDatabase implements Contestant {

    private final Scheduler scheduler;
    private final Library.Task task;

    CarillonOnDatabase(BenchmarkDatabase database, Body body, Library.Task task, Map<String, String> options) {
        this.task = task;
        Map<String, String> store = new HashMap<>(options);
        store.put("type", "jpa");
        store.put("url", database.url());
        store.put("max-pool-size", "" + Library.CONNECTIONS);
        scheduler = Scheduler.builder()
                .register(body)
                .jobStore("default", store)
                .executor("default", Map.of("type", "threadpool", "max-workers", "" + Library.WORKERS))
                .build();
        scheduler.start(true);
    }

    private JobBuilder job(int number, Instant dueTime) {
        JobBuilder job = task == Library.Task.COUNT
                ? scheduler.define(Body::send, Body.address(number), number)
                : scheduler.define(Body::arrive);
        return job.id("job-" + number).trigger(Triggers.date(dueTime));
    }

    @Override
    public void addAll(int first, List<Instant> dueTimes) {
        List<JobBuilder> jobs = new ArrayList<>(dueTimes.size());
        for (int i = 0; i < dueTimes.size(); i++) {
            jobs.add(job(first + i, dueTimes.get(i)));
        }
        scheduler.store("default").addAll(jobs, OnConflict.FAIL);
    }

    @Override
    public void add(int number, Instant dueTime) {
        job(number, dueTime).add();
    }

    @Override
    public void addEverySecond(int jobs, Instant first) {
        List<JobBuilder> builders = new ArrayList<>(jobs);
        for (int i = 0; i < jobs; i++) {
            builders.add(scheduler
                    .define(Body::arrive)
                    .id("tick-" + i)
                    .trigger(Triggers.every(Duration.ofSeconds(1)).startingAt(first)));
        }
        scheduler.store("default").addAll(builders, OnConflict.FAIL);
    }

    @Override
    public void start() {
        scheduler.resume();
    }

    /** Until no job is left on record. */
    @Override
    public void awaitWritten() throws InterruptedException {
        while (!scheduler.jobs(JobFilter.ALL, 1).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
