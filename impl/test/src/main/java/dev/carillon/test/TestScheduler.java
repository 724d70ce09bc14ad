package dev.carillon.test;

import dev.carillon.Scheduler;
import dev.carillon.core.call.JobTargets;
import dev.carillon.core.call.RegisteredTargets;
import dev.carillon.core.config.ConfigReader;
import dev.carillon.core.config.ConfigSource;
import dev.carillon.core.config.Fault;
import dev.carillon.core.config.Settings;
import dev.carillon.core.scheduler.DrivenScheduler;
import dev.carillon.core.scheduler.SchedulerAssembly;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.JobEvent;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobRetrying;
import dev.carillon.event.JobRunEnded;
import dev.carillon.event.SchedulerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A scheduler on a clock that the test moves. Nothing runs by itself and no thread is started: jobs run on the test's own
 * thread while it moves the clock, each at its time, and events have been told when the call returns. All stores are kept
 * in memory, whatever the configuration says.
 *
 * <pre>{@code
 * @AutoClose
 * TestScheduler test = TestScheduler.at("2026-03-02T08:00:00Z").register(mailer).start();
 *
 * @Test
 * void reminds_every_monday() {
 *     test.scheduler().define(Mailer::remind, "42").id("reminder").trigger(cron("0 9 * * mon", UTC)).add();
 *
 *     test.advance(Duration.ofDays(365));
 *
 *     assertEquals(53, test.events(JobExecuted.class).size());
 * }
 * }</pre>
 *
 * <p>In a CDI container {@link TestSchedulerExtension} makes one for the beans of a test. Not safe for use by several
 * threads.
 */
public final class TestScheduler implements AutoCloseable {

    /** So often may something be due at one moment before it is taken for a loop without end. */
    private static final int MOST_AT_ONCE = 10_000;

    private final TestClock clock;
    private final DrivenScheduler driven;
    private final List<SchedulerEvent> events = new ArrayList<>();

    private TestScheduler(TestClock clock, SchedulerAssembly parts) {
        this.clock = clock;
        parts.settings().stores().keySet().forEach(name -> parts.jobStore(name, MemoryJobStore.of(clock)));
        parts.settings().executors().keySet().forEach(name -> parts.executor(name, new CallerExecutor()));
        this.driven = DrivenScheduler.of(parts, clock::nanos);
        scheduler().addListener(events::add);
    }

    static TestScheduler of(Instant start, SchedulerAssembly parts) {
        return new TestScheduler(new TestClock(start), parts);
    }

    /**
     * Begins to build one without CDI.
     *
     * @param start what the clock shows at first, such as {@code 2026-03-02T08:00:00Z}
     * @return the builder
     * @throws java.time.format.DateTimeParseException if that is no moment
     */
    public static Builder at(String start) {
        return new Builder(Instant.parse(start));
    }

    /** Gathers what jobs call. Not safe for use by several threads. */
    public static final class Builder {

        private final Instant start;
        private final RegisteredTargets targets = new RegisteredTargets();
        private final Map<String, String> properties = new HashMap<>();

        private Builder(Instant start) {
            this.start = start;
        }

        /**
         * Lets jobs call the methods of an object.
         *
         * @param instance the object
         * @return this
         */
        public Builder register(Object instance) {
            targets.add(instance);
            return this;
        }

        /**
         * Sets keys as MicroProfile Config would hold them, such as {@code carillon.timezone}.
         *
         * @param values the values by their keys
         * @return this
         */
        public Builder properties(Map<String, String> values) {
            properties.putAll(values);
            return this;
        }

        /**
         * Starts the scheduler.
         *
         * @return the scheduler, started
         * @throws dev.carillon.ConfigurationException if a key is wrong; it lists all faults
         */
        public TestScheduler start() {
            ConfigReader reader = new ConfigReader(
                    ConfigSource.of(properties),
                    SchedulerAssembly.storeProviders(),
                    SchedulerAssembly.executorProviders());
            Settings settings = reader.settings();
            if (!reader.faults().isEmpty()) {
                throw Fault.exception(reader.faults());
            }
            JobTargets known = targets.renamed(settings.targetNames());
            TestScheduler started = TestScheduler.of(start, SchedulerAssembly.with(settings, known));
            started.scheduler().start();
            return started;
        }
    }

    /**
     * Returns the scheduler, for its verbs.
     *
     * @return the scheduler
     */
    public Scheduler scheduler() {
        return driven.scheduler();
    }

    /**
     * Returns what the clock shows.
     *
     * @return the moment
     */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Lets time pass: everything that falls due on the way runs at its own time.
     *
     * @param by how much, not negative
     */
    public void advance(Duration by) {
        Instant until = now().plus(notNegative(by));
        Instant next = runUntilIdle();
        while (!next.isAfter(until)) {
            clock.moveTo(next);
            next = runUntilIdle();
        }
        clock.moveTo(until);
        runUntilIdle();
    }

    /**
     * Lets time pass unnoticed, as if the process had been asleep or stopped: what fell due meanwhile is a backlog now,
     * coalesced and judged by its grace time.
     *
     * @param by how much, not negative
     */
    public void sleep(Duration by) {
        clock.moveTo(now().plus(notNegative(by)));
        runUntilIdle();
    }

    private static Duration notNegative(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time goes forward only, but was to pass by " + by + ".");
        }
        return by;
    }

    /** Runs what is due now, and what that makes due. */
    public void runDue() {
        runUntilIdle();
    }

    private Instant runUntilIdle() {
        for (int times = 0; times < MOST_AT_ONCE; times++) {
            driven.runDue();
            Instant next = driven.claim();
            driven.writeOutcomes();
            if (next.isAfter(now())) {
                return next;
            }
        }
        throw new AssertionError("At " + now() + " something was due " + MOST_AT_ONCE
                + " times in a row: does a job add another that is due at once?");
    }

    /**
     * Returns what has happened so far.
     *
     * @return the events in their order
     */
    public List<SchedulerEvent> events() {
        return List.copyOf(events);
    }

    /**
     * Returns what has happened so far, of one kind.
     *
     * @param type the kind; a super-type stands for all below it
     * @param <E> the kind
     * @return the events in their order
     */
    public <E extends SchedulerEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Returns what has happened to one job so far, of one kind.
     *
     * @param type the kind; a super-type stands for all below it
     * @param jobId the job
     * @param <E> the kind
     * @return the events in their order
     */
    public <E extends JobEvent> List<E> events(Class<E> type, String jobId) {
        return events(type).stream()
                .filter(event -> event.jobId().equals(jobId))
                .toList();
    }

    /** Forgets what has happened so far. */
    public void clearEvents() {
        events.clear();
    }

    /**
     * Asserts that the last run of a job that has ended was executed.
     *
     * @param jobId the job
     * @return how it ended
     * @throws AssertionError if it was not, with what happened to the job instead; if it failed, with its exception as the
     *     cause
     */
    public JobExecuted assertExecuted(String jobId) {
        return last(JobExecuted.class, jobId);
    }

    /**
     * Asserts that the last run of a job that has ended has failed for good.
     *
     * @param jobId the job
     * @return how it ended
     * @throws AssertionError if it has not, with what happened to the job instead
     */
    public JobFailed assertFailed(String jobId) {
        return last(JobFailed.class, jobId);
    }

    private <E extends JobEvent> E last(Class<E> wanted, String jobId) {
        List<JobEvent> ends = events(JobEvent.class, jobId).stream()
                .filter(event -> event instanceof JobRunEnded || event instanceof JobRetrying)
                .toList();
        if (!ends.isEmpty() && wanted.isInstance(ends.get(ends.size() - 1))) {
            return wanted.cast(ends.get(ends.size() - 1));
        }
        String happened = events(JobEvent.class, jobId).stream()
                .map(event -> "\n  " + event)
                .collect(Collectors.joining());
        AssertionError unmet = new AssertionError("The last run of job '" + jobId + "' that ended was to be "
                + wanted.getSimpleName() + " by " + now() + ", but "
                + (happened.isEmpty() ? "nothing happened to it; there are " + names() : "this happened:" + happened));
        ends.stream().reduce((first, second) -> second).ifPresent(end -> {
            if (end instanceof JobFailed failed) {
                unmet.initCause(failed.exception());
            } else if (end instanceof JobRetrying retrying) {
                unmet.initCause(retrying.exception());
            }
        });
        throw unmet;
    }

    private String names() {
        List<String> ids =
                scheduler().jobs().stream().map(job -> "'" + job.id() + "'").toList();
        return ids.isEmpty() ? "no jobs" : "the jobs " + String.join(", ", ids);
    }

    /**
     * Asserts that no run has failed so far, not even one that is tried again.
     *
     * @throws AssertionError with the first failure as its cause
     */
    public void assertNothingFailed() {
        for (SchedulerEvent event : events) {
            if (event instanceof JobFailed failed) {
                throw new AssertionError(
                        "Job '" + failed.jobId() + "' has failed: " + failed.exception(), failed.exception());
            }
            if (event instanceof JobRetrying retrying) {
                throw new AssertionError(
                        "Job '" + retrying.jobId() + "' has failed and is tried again: " + retrying.exception(),
                        retrying.exception());
            }
        }
    }

    /** Ends the scheduler. */
    @Override
    public void close() {
        scheduler().shutdownNow();
    }
}
