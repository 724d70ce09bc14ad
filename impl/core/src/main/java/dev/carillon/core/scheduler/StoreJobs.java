package dev.carillon.core.scheduler;

import dev.carillon.JobChanges;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobNotFoundException;
import dev.carillon.JobOperations;
import dev.carillon.OnConflict;
import dev.carillon.ScheduledJob;
import dev.carillon.core.codec.JobExport;
import dev.carillon.event.AllJobsRemoved;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobCancelled;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRemoved;
import dev.carillon.spi.AddResult;
import dev.carillon.spi.Change;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.Run;
import dev.carillon.trigger.Trigger;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The verbs on the jobs of one store. Each reads, applies one pure transition, and writes under the version it read. */
final class StoreJobs implements JobOperations {

    private static final int PAGE = 500;

    private final String name;
    private final JobStore store;
    private final SchedulerContext context;
    private final Runnable wakeUp;
    private final Consumer<UUID> cancelHere;

    /**
     * Makes them.
     *
     * @param wakeUp makes this node look for due jobs again
     * @param cancelHere interrupts a run if this node has it
     */
    StoreJobs(String name, JobStore store, SchedulerContext context, Runnable wakeUp, Consumer<UUID> cancelHere) {
        this.name = name;
        this.store = store;
        this.context = context;
        this.wakeUp = wakeUp;
        this.cancelHere = cancelHere;
    }

    String name() {
        return name;
    }

    SchedulerContext context() {
        return context;
    }

    Instant now() {
        return store.now();
    }

    ScheduledJob add(JobRecord record, OnConflict onConflict) {
        AddResult result = store.add(List.of(record), onConflict).get(0);
        if (result.outcome() != AddResult.Outcome.KEPT) {
            store.afterCommit(() -> {
                context.events().publish(JobAdded.class, () -> new JobAdded(record.id(), name));
                wakeUp.run();
            });
        }
        return snapshot(result.stored());
    }

    private ScheduledJob snapshot(JobRecord record) {
        return new JobSnapshot(record, this);
    }

    @Override
    public Optional<ScheduledJob> findJob(String id) {
        return store.find(id).map(this::snapshot);
    }

    @Override
    public ScheduledJob job(String id) {
        return snapshot(read(id));
    }

    private JobRecord read(String id) {
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    private JobNotFoundException notFound(String id) {
        return new JobNotFoundException(
                "Store '" + name + "' has no job with the id '" + id
                        + "'. It was never added, was removed, or had run for the last time; jobs() lists those that are there.");
    }

    @Override
    public List<ScheduledJob> jobs() {
        return jobs(JobFilter.ALL, Integer.MAX_VALUE);
    }

    @Override
    public List<ScheduledJob> jobs(JobFilter filter, int limit) {
        return records(filter, limit).stream().map(this::snapshot).toList();
    }

    List<JobRecord> records(JobFilter filter, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        return store.next(filter, limit);
    }

    @Override
    public List<Instant> nextFireTimes(String id, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, was " + count);
        }
        JobRecord record = read(id);
        List<Instant> times = new ArrayList<>();
        Optional<Instant> time = record.schedule().nextFireTime();
        while (time.isPresent() && times.size() < count) {
            Instant found = time.get();
            times.add(found);
            time = record.trigger().flatMap(trigger -> trigger.nextAfter(found));
        }
        return times;
    }

    @Override
    public ScheduledJob pause(String id) {
        return changeAndTell(id, JobRecord::paused);
    }

    @Override
    public ScheduledJob resume(String id) {
        return changeAndTell(id, record -> record.resumed(store.now()));
    }

    @Override
    public UUID runNow(String id) {
        UUID runId = UUID.randomUUID();
        change(id, record -> record.withManualRun(runId, store.now()));
        store.afterCommit(wakeUp);
        return runId;
    }

    @Override
    public UUID retry(String id) {
        UUID runId = UUID.randomUUID();
        change(id, record -> record.retried(runId, store.now()));
        store.afterCommit(wakeUp);
        return runId;
    }

    @Override
    public int cancel(String id) {
        return cancel(id, run -> true);
    }

    @Override
    public boolean cancelRun(String id, UUID runId) {
        return cancel(id, run -> run.id().equals(runId)) > 0;
    }

    private int cancel(String id, Predicate<Run> which) {
        while (true) {
            JobRecord seen = read(id);
            List<Run> asked = seen.runs().stream().filter(which).toList();
            if (asked.isEmpty()) {
                return 0;
            }
            JobRecord next = seen;
            for (Run run : asked) {
                next = next.withCancelRequest(run.id());
            }
            Change change = Change.of(seen, next);
            if (store.replace(List.of(change)).get(0)) {
                store.afterCommit(() -> cancelled(id, asked, change));
                return asked.size();
            }
        }
    }

    /** Runs that waited have ended with this; those that are going here are told at once. */
    private void cancelled(String id, List<Run> asked, Change change) {
        for (Run run : asked) {
            if (run.isHeld()) {
                cancelHere.accept(run.id());
            }
        }
        endedWaiting(id, asked);
        if (change.next().isEmpty()) {
            context.events().publish(JobRemoved.class, () -> new JobRemoved(id, name));
        }
    }

    private void endedWaiting(String id, List<Run> runs) {
        Instant now = store.now();
        for (Run run : runs) {
            if (!run.isHeld()) {
                context.events()
                        .publish(
                                JobCancelled.class,
                                () -> new JobCancelled(
                                        id, name, run.id(), run.scheduledTime(), run.attempt(), now, Duration.ZERO));
            }
        }
    }

    @Override
    public ScheduledJob reschedule(String id, Trigger trigger) {
        return redefine(id, definition -> definition.withTrigger(Optional.of(trigger)));
    }

    @Override
    public JobChanges modify(String id) {
        read(id);
        return new JobModification(id, this);
    }

    ScheduledJob redefine(String id, UnaryOperator<JobDefinition> edit) {
        return changeAndTell(id, record -> {
            JobDefinition edited = inOurZone(edit.apply(record.definition()));
            if (edited.equals(record.definition())) {
                return record;
            }
            JobRecord redefined = record.redefined(edited, store.now());
            boolean newTrigger = !edited.trigger().equals(record.definition().trigger());
            if (newTrigger && redefined.schedule().nextFireTime().isEmpty()) {
                throw new JobDefinitionException(
                        "The trigger " + edited.trigger().orElseThrow() + " for job '" + id + "' never fires after "
                                + store.now() + ". Give it a later end, or leave the end out.");
            }
            return redefined;
        });
    }

    /** A trigger that names no time zone gets this scheduler's, so that every node computes the same. */
    private JobDefinition inOurZone(JobDefinition definition) {
        return definition.withTrigger(definition
                .trigger()
                .map(trigger -> trigger.inZone(context.settings().timezone())));
    }

    private ScheduledJob changeAndTell(String id, UnaryOperator<JobRecord> transition) {
        JobRecord changed = change(id, transition);
        store.afterCommit(() -> {
            context.events().publish(JobModified.class, () -> new JobModified(id, name));
            wakeUp.run();
        });
        return snapshot(changed);
    }

    /** Applies a transition, again and again, until it meets a record that nobody changed meanwhile. */
    private JobRecord change(String id, UnaryOperator<JobRecord> transition) {
        while (true) {
            JobRecord seen = read(id);
            Change change = new Change(seen, Optional.of(transition.apply(seen)));
            if (store.replace(List.of(change)).get(0)) {
                return change.next().orElseThrow();
            }
        }
    }

    @Override
    public void remove(String id) {
        JobRecord removed = store.remove(id).orElseThrow(() -> notFound(id));
        store.afterCommit(() -> {
            // runs that are going go on and tell of their end themselves
            endedWaiting(id, removed.runs());
            context.events().publish(JobRemoved.class, () -> new JobRemoved(id, name));
        });
    }

    @Override
    public void removeAllJobs() {
        clear(() -> context.events().publish(AllJobsRemoved.class, () -> new AllJobsRemoved(List.of(name))));
    }

    /** Removes all jobs; the caller tells of it. */
    void clear(Runnable afterCommit) {
        store.removeAll();
        store.afterCommit(afterCommit);
    }

    List<JobExport.Entry> exported() {
        List<JobExport.Entry> entries = new ArrayList<>();
        List<JobRecord> page;
        String after = "";
        do {
            page = store.scan(JobFilter.ALL, after, PAGE);
            for (JobRecord record : page) {
                entries.add(new JobExport.Entry(name, record));
                after = record.id();
            }
        } while (page.size() == PAGE);
        return entries;
    }

    @Override
    public void exportJobs(Appendable out) {
        context.export().write(exported(), out);
    }

    @Override
    public List<ScheduledJob> importJobs(Reader in, OnConflict onConflict) {
        return imported(context.export().read(in), onConflict);
    }

    /** Adds jobs that were read, in one step; each begins a new life under a version of its own. */
    List<ScheduledJob> imported(List<JobExport.Entry> entries, OnConflict onConflict) {
        long version = EpochMicros.of(store.now());
        List<JobRecord> records = entries.stream()
                .map(entry -> entry.record().withVersion(version))
                .toList();
        List<AddResult> results = store.add(records, onConflict);
        store.afterCommit(() -> {
            for (AddResult result : results) {
                if (result.outcome() != AddResult.Outcome.KEPT) {
                    String id = result.stored().id();
                    context.events().publish(JobAdded.class, () -> new JobAdded(id, name));
                }
            }
            wakeUp.run();
        });
        return results.stream().map(AddResult::stored).map(this::snapshot).toList();
    }

    @Override
    public void printJobs(Appendable out) {
        JobTable.print(jobs(), out);
    }
}
