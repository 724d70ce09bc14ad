package dev.carillon.core.scheduler;

import dev.carillon.HistoryFilter;
import dev.carillon.JobBuilder;
import dev.carillon.JobChanges;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobNotFoundException;
import dev.carillon.JobOperations;
import dev.carillon.JobPage;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.ResumePolicy;
import dev.carillon.RunRecord;
import dev.carillon.ScheduledJob;
import dev.carillon.TriggerFinishedException;
import dev.carillon.core.codec.JobExport;
import dev.carillon.core.dispatch.Endings;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The verbs on the jobs of one store. Each reads, applies one pure transition, and writes under the version it read. */
final class StoreJobs implements JobOperations {

    private static final int PAGE = 500;

    private final String name;
    private final JobStore store;
    private final SchedulerContext context;
    private final Runnable wakeUp;
    private final Consumer<Instant> wakeUpFor;
    private final Consumer<UUID> cancelHere;
    private final Supplier<Map<UUID, Progress>> progressHere;
    private final Endings endings;

    /**
     * Makes them.
     *
     * @param wakeUp makes this node look for due jobs again
     * @param wakeUpFor makes it do so unless it will look by that time anyway
     * @param cancelHere interrupts a run if this node has it
     * @param progressHere what the runs of this node have told
     */
    StoreJobs(
            String name,
            JobStore store,
            SchedulerContext context,
            Runnable wakeUp,
            Consumer<Instant> wakeUpFor,
            Consumer<UUID> cancelHere,
            Supplier<Map<UUID, Progress>> progressHere) {
        this.name = name;
        this.store = store;
        this.context = context;
        this.wakeUp = wakeUp;
        this.wakeUpFor = wakeUpFor;
        this.cancelHere = cancelHere;
        this.progressHere = progressHere;
        this.endings = new Endings(name, store.keepsHistory());
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

    /** Adds jobs in one step, and tells of those that were not kept as they were. */
    List<ScheduledJob> add(List<JobRecord> records, OnConflict onConflict) {
        if (records.isEmpty()) {
            return List.of();
        }
        List<AddResult> results = store.add(records, onConflict);
        List<ScheduledJob> snapshots = new ArrayList<>(results.size());
        List<JobRecord> added = new ArrayList<>(results.size());
        Optional<Instant> earliest = Optional.empty();
        for (AddResult result : results) {
            snapshots.add(snapshot(result.stored()));
            if (result.outcome() != AddResult.Outcome.KEPT) {
                added.add(result.stored());
                Optional<Instant> due = result.stored().wakeUp();
                earliest = earliest.isEmpty()
                                || due.filter(earliest.get()::isAfter).isPresent()
                        ? due
                        : earliest;
            }
        }
        Optional<Instant> wakeUpAt = earliest;
        if (!added.isEmpty()) {
            store.afterCommit(() -> {
                for (JobRecord job : added) {
                    context.events().publish(JobAdded.class, () -> new JobAdded(job.id(), name));
                }
                wakeUpAt.ifPresent(wakeUpFor);
            });
        }
        return snapshots;
    }

    @Override
    public List<ScheduledJob> addAll(Collection<? extends JobBuilder> jobs, OnConflict onConflict) {
        return add(records(jobs), onConflict);
    }

    /** Checks jobs that are to be added at once, whichever store they were defined for. */
    List<JobRecord> records(Collection<? extends JobBuilder> jobs) {
        List<JobRecord> records = new ArrayList<>(jobs.size());
        Set<String> ids = new HashSet<>();
        for (JobBuilder job : jobs) {
            JobRecord record = NewJob.of(job).record(this);
            if (!ids.add(record.id())) {
                throw new JobDefinitionException("The id '" + record.id()
                        + "' is given to two of the jobs that are to be added at once. Give one of them another.");
            }
            records.add(record);
        }
        return records;
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

    private List<JobRecord> records(JobFilter filter, int limit) {
        requireLimit(limit);
        return isAskedFor(filter) ? store.next(filter, limit) : List.of();
    }

    private static void requireLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }

    private boolean isAskedFor(JobFilter filter) {
        return filter.store().map(name::equals).orElse(true);
    }

    @Override
    public JobPage page(JobFilter filter, String after, int limit) {
        return pageOf(scan(filter, after, oneMoreThan(limit)), limit, ScheduledJob::id);
    }

    /** Reads jobs in the order of their ids. */
    List<ScheduledJob> scan(JobFilter filter, String afterId, int limit) {
        return isAskedFor(filter)
                ? store.scan(filter, afterId, limit).stream()
                        .map(this::snapshot)
                        .toList()
                : List.of();
    }

    /** How many to read for a page, so that it is known whether another follows. */
    static int oneMoreThan(int limit) {
        requireLimit(limit);
        return limit == Integer.MAX_VALUE ? limit : limit + 1;
    }

    static JobPage pageOf(List<ScheduledJob> found, int limit, Function<ScheduledJob, String> position) {
        return found.size() <= limit
                ? new JobPage(found, Optional.empty())
                : new JobPage(found.subList(0, limit), Optional.of(position.apply(found.get(limit - 1))));
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
    public ScheduledJob resume(String id, ResumePolicy policy) {
        return changeAndTell(id, record -> resumed(record, policy));
    }

    JobRecord resumed(JobRecord record, ResumePolicy policy) {
        return switch (policy) {
            case FROM_NOW -> record.resumed(store.now());
            case CATCH_UP -> record.resumedWithBacklog();
        };
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
            Change change = Change.of(seen, next).ending(endings.cancelledWaiting(seen, asked, store.now()));
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
    public List<RunRecord> history(HistoryFilter filter, int limit) {
        requireLimit(limit);
        return filter.store().map(name::equals).orElse(true)
                ? store.history(filter, limit).stream()
                        .map(run -> run.withStore(name))
                        .toList()
                : List.of();
    }

    @Override
    public Map<UUID, Progress> progress(String id) {
        Set<UUID> running =
                read(id).runs().stream().filter(Run::isHeld).map(Run::id).collect(Collectors.toSet());
        if (running.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Progress> told = new HashMap<>(progressHere.get());
        told.keySet().retainAll(running);
        running.removeAll(told.keySet());
        if (!running.isEmpty()) {
            told.putAll(store.progress(running));
        }
        return Map.copyOf(told);
    }

    @Override
    public ScheduledJob reschedule(String id, Trigger trigger) {
        return redefine(id, definition -> definition.withTrigger(Optional.of(trigger)), UnaryOperator.identity());
    }

    @Override
    public JobChanges modify(String id) {
        read(id);
        return new JobModification(id, this);
    }

    /** Changes the definition, then where the job stands in time, in one step. */
    ScheduledJob redefine(String id, UnaryOperator<JobDefinition> edit, UnaryOperator<JobRecord> move) {
        return changeAndTell(id, record -> {
            JobDefinition edited = inOurZone(edit.apply(record.definition()));
            boolean same = edited.equals(record.definition());
            JobRecord changed = move.apply(same ? record : record.redefined(edited, store.now()));
            boolean newTrigger = !edited.trigger().equals(record.definition().trigger());
            if (newTrigger && changed.schedule().nextFireTime().isEmpty()) {
                throw new TriggerFinishedException(
                        "The trigger " + edited.trigger().orElseThrow() + " for job '" + id + "' never fires after "
                                + store.now() + ". Give it a later end, or leave the end out.");
            }
            return changed;
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
        JobRecord removed =
                store.keepsHistory() ? removeWithWaiting(id) : store.remove(id).orElseThrow(() -> notFound(id));
        store.afterCommit(() -> {
            // runs that are going go on and tell of their end themselves
            endedWaiting(id, removed.runs());
            context.events().publish(JobRemoved.class, () -> new JobRemoved(id, name));
        });
    }

    /** The runs that wait end with the removal. */
    private JobRecord removeWithWaiting(String id) {
        while (true) {
            JobRecord seen = read(id);
            List<RunRecord> ended = endings.cancelledWaiting(seen, seen.runs(), store.now());
            if (store.replace(List.of(new Change(seen, Optional.empty(), ended)))
                    .get(0)) {
                return seen;
            }
        }
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
        return add(records, onConflict);
    }

    @Override
    public void printJobs(Appendable out) {
        JobTable.print(jobs(), out);
    }
}
