package dev.carillon.cluster.fault;

import static dev.carillon.trigger.Triggers.date;
import static dev.carillon.trigger.Triggers.every;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobBuilder;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Adds jobs, and remembers what they are to do. Where a run cannot start in time it waits: no fire time may be dropped. */
final class Load {

    /** How the ids of jobs begin that must never start twice. */
    static final String MOST_ONCE = "most-";

    private final Scheduler scheduler;
    private final List<Expectation> expected = new ArrayList<>();

    Load(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    List<Expectation> expected() {
        return expected;
    }

    /** Tells whether a job stays because its run was given up with its node; it waits for whoever retries it. */
    static boolean isAbandoned(ScheduledJob job) {
        return job.id().startsWith(MOST_ONCE) && job.state() == JobState.FAILED;
    }

    /** Adds jobs that run once each, evenly spread over a time. */
    void once(String prefix, int count, Instant from, Duration over, long millis, DeliveryMode delivery) {
        for (int i = 0; i < count; i++) {
            String id = prefix + i;
            Instant time = from.plus(over.multipliedBy(i).dividedBy(count)).truncatedTo(ChronoUnit.MICROS);
            scheduler
                    .define(Work::once, millis)
                    .id(id)
                    .trigger(date(time))
                    .delivery(delivery)
                    .add();
            expected.add(new Expectation(id, delivery, List.of(time)));
        }
    }

    /** Adds jobs that run once each, at one time, and for long unless they are taken over. */
    void longRuns(String prefix, int count, Instant time, Duration length) {
        Instant due = time.truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < count; i++) {
            String id = prefix + i;
            scheduler
                    .define(Work::longUnlessRecovered, length.toMillis())
                    .id(id)
                    .trigger(date(due))
                    .add();
            expected.add(new Expectation(id, DeliveryMode.AT_LEAST_ONCE, List.of(due)));
        }
    }

    /** Adds a job that ends the process that runs it, if it gets as far. */
    void poison(String id, Instant time) {
        Instant due = time.truncatedTo(ChronoUnit.MICROS);
        scheduler.define(Work::poison).id(id).trigger(date(due)).add();
        expected.add(new Expectation(id, DeliveryMode.AT_LEAST_ONCE, List.of(due)));
    }

    /** Adds jobs that run so many times; the first run is none of the trigger. */
    void recurring(String prefix, int count, Instant from, Duration interval, int times, long millis) {
        addAll(prefix, count, from, interval, times, millis, Coalesce.ALL);
    }

    /** Adds jobs that run so many times, where one run may stand for several fire times that have passed. */
    void coalescing(String prefix, int count, Instant from, Duration interval, int times, long millis) {
        addAll(prefix, count, from, interval, times, millis, Coalesce.LATEST);
    }

    /** Adds jobs that run once each, evenly spread over a time, whatever they are. */
    void each(String prefix, int count, Instant from, Duration over, IntFunction<JobBuilder> define) {
        for (int i = 0; i < count; i++) {
            String id = prefix + i;
            Instant time = from.plus(over.multipliedBy(i).dividedBy(count)).truncatedTo(ChronoUnit.MICROS);
            define.apply(i).id(id).trigger(date(time)).add();
            expected.add(new Expectation(id, DeliveryMode.AT_LEAST_ONCE, List.of(time)));
        }
    }

    void expect(Expectation expectation) {
        expected.add(expectation);
    }

    /** Takes note of a job that someone else has added. */
    void added(String id, Instant first, Duration interval, int times) {
        List<Instant> all =
                Stream.iterate(first, time -> time.plus(interval)).limit(times).toList();
        expected.add(new Expectation(id, DeliveryMode.AT_LEAST_ONCE, all));
    }

    private void addAll(
            String prefix, int count, Instant from, Duration interval, int times, long millis, Coalesce coalesce) {
        for (int i = 0; i < count; i++) {
            String id = prefix + i;
            Instant first = from.plus(interval.multipliedBy(i).dividedBy(count)).truncatedTo(ChronoUnit.MICROS);
            scheduler
                    .define(Work::once, millis)
                    .id(id)
                    .trigger(every(interval).startingAt(first).limitedTo(times - 1))
                    .firstRun(first)
                    .coalesce(coalesce)
                    .whenFull(LimitPolicy.QUEUE)
                    .add();
            List<Instant> all = Stream.iterate(first, time -> time.plus(interval))
                    .limit(times)
                    .toList();
            expected.add(new Expectation(id, DeliveryMode.AT_LEAST_ONCE, all, coalesce == Coalesce.LATEST));
        }
    }
}
