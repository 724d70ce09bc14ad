package dev.carillon.core.scheduler;

import dev.carillon.HistoryFilter;
import dev.carillon.JobBuilder;
import dev.carillon.JobChanges;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobFilter;
import dev.carillon.JobNotFoundException;
import dev.carillon.JobOperations;
import dev.carillon.JobPage;
import dev.carillon.JobState;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.ResumePolicy;
import dev.carillon.RunRecord;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.call.Call0;
import dev.carillon.call.Call1;
import dev.carillon.call.Call2;
import dev.carillon.call.Call3;
import dev.carillon.call.Call4;
import dev.carillon.call.Call5;
import dev.carillon.call.RunCall0;
import dev.carillon.call.RunCall1;
import dev.carillon.call.RunCall2;
import dev.carillon.call.RunCall3;
import dev.carillon.call.RunCall4;
import dev.carillon.call.RunCall5;
import dev.carillon.core.call.JobTarget;
import dev.carillon.core.call.MethodReference;
import dev.carillon.core.call.ReferencedTargets;
import dev.carillon.core.codec.JobExport;
import dev.carillon.event.AllJobsRemoved;
import dev.carillon.spi.JobRecord;
import dev.carillon.trigger.Trigger;
import java.io.Reader;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a scheduler can do with jobs, however its stores are reached: finds the store for a verb, and defines jobs. */
abstract class SchedulerVerbs implements Scheduler {

    /** The order of lists: the next to fire first. */
    private static final Comparator<ScheduledJob> NEXT_FIRST = Comparator.comparing(
                    (ScheduledJob job) -> job.state() == JobState.PAUSED
                            ? Instant.MAX
                            : job.nextFireTime().orElse(Instant.MAX))
            .thenComparing(ScheduledJob::id)
            .thenComparing(ScheduledJob::store);

    /** Returns what the verbs need, whichever store they go to. */
    abstract SchedulerContext context();

    /** Returns what method references stand for. */
    abstract ReferencedTargets referenced();

    /** Returns the verbs on the jobs of one store, or refuses its name. */
    abstract StoreJobs jobsOf(String name);

    /** Refuses a name that no store has. */
    abstract void requireStore(String name);

    // verbs on jobs

    @Override
    public JobOperations store(String name) {
        return jobsOf(name);
    }

    private List<StoreJobs> all() {
        return stores().stream().map(this::jobsOf).toList();
    }

    private StoreJobs owner(String id) {
        List<StoreJobs> all = all();
        if (all.size() == 1) {
            return all.get(0);
        }
        for (StoreJobs jobs : all) {
            if (jobs.findJob(id).isPresent()) {
                return jobs;
            }
        }
        throw new JobNotFoundException(
                "None of the stores " + stores() + " has a job with the id '" + id
                        + "'. It was never added, was removed, or had run for the last time; jobs() lists those that are there.");
    }

    @Override
    public Optional<ScheduledJob> findJob(String id) {
        return all().stream().flatMap(jobs -> jobs.findJob(id).stream()).findFirst();
    }

    @Override
    public ScheduledJob job(String id) {
        return owner(id).job(id);
    }

    @Override
    public List<ScheduledJob> jobs() {
        return jobs(JobFilter.ALL, Integer.MAX_VALUE);
    }

    @Override
    public List<ScheduledJob> jobs(JobFilter filter, int limit) {
        filter.store().ifPresent(this::requireStore);
        return all().stream()
                .flatMap(jobs -> jobs.jobs(filter, limit).stream())
                .sorted(NEXT_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public JobPage page(JobFilter filter, String after, int limit) {
        filter.store().ifPresent(this::requireStore);
        PagePosition from = PagePosition.of(after);
        int wanted = StoreJobs.oneMoreThan(limit);
        List<ScheduledJob> found = new ArrayList<>();
        for (StoreJobs jobs : all()) {
            int order = jobs.name().compareTo(from.store());
            if (order >= 0 && found.size() < wanted) {
                found.addAll(jobs.scan(filter, order == 0 ? from.id() : "", wanted - found.size()));
            }
        }
        return StoreJobs.pageOf(found, limit, last -> new PagePosition(last.store(), last.id()).text());
    }

    @Override
    public List<Instant> nextFireTimes(String id, int count) {
        return owner(id).nextFireTimes(id, count);
    }

    @Override
    public ScheduledJob pause(String id) {
        return owner(id).pause(id);
    }

    @Override
    public ScheduledJob resume(String id, ResumePolicy policy) {
        return owner(id).resume(id, policy);
    }

    @Override
    public UUID runNow(String id) {
        return owner(id).runNow(id);
    }

    @Override
    public UUID retry(String id) {
        return owner(id).retry(id);
    }

    @Override
    public int cancel(String id) {
        return owner(id).cancel(id);
    }

    @Override
    public boolean cancelRun(String id, UUID runId) {
        return owner(id).cancelRun(id, runId);
    }

    @Override
    public Map<UUID, Progress> progress(String id) {
        return owner(id).progress(id);
    }

    @Override
    public List<RunRecord> history(HistoryFilter filter, int limit) {
        filter.store().ifPresent(this::requireStore);
        return all().stream()
                .flatMap(jobs -> jobs.history(filter, limit).stream())
                .sorted(RunRecord.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public ScheduledJob reschedule(String id, Trigger trigger) {
        return owner(id).reschedule(id, trigger);
    }

    @Override
    public JobChanges modify(String id) {
        return owner(id).modify(id);
    }

    @Override
    public List<ScheduledJob> addAll(Collection<? extends JobBuilder> jobs, OnConflict onConflict) {
        Map<String, List<NewJob>> byStore = jobs.stream()
                .map(NewJob::of)
                .collect(Collectors.groupingBy(NewJob::store, TreeMap::new, Collectors.toList()));
        // all are checked before the first is stored
        Map<String, List<JobRecord>> records = new TreeMap<>();
        byStore.forEach((store, theirs) -> records.put(store, jobsOf(store).records(theirs)));
        Map<String, Iterator<ScheduledJob>> added = new TreeMap<>();
        records.forEach((store, theirs) ->
                added.put(store, jobsOf(store).add(theirs, onConflict).iterator()));
        return jobs.stream()
                .map(job -> Objects.requireNonNull(added.get(NewJob.of(job).store()))
                        .next())
                .toList();
    }

    @Override
    public void remove(String id) {
        owner(id).remove(id);
    }

    @Override
    public void removeAllJobs() {
        List<StoreJobs> all = all();
        StoreJobs last = all.get(all.size() - 1);
        List<String> names = stores();
        for (StoreJobs jobs : all) {
            // one event for all of them, once the last is empty
            jobs.clear(
                    jobs == last
                            ? () -> context().events().publish(AllJobsRemoved.class, () -> new AllJobsRemoved(names))
                            : () -> {});
        }
    }

    @Override
    public void exportJobs(Appendable out) {
        context()
                .export()
                .write(all().stream().flatMap(jobs -> jobs.exported().stream()).toList(), out);
    }

    @Override
    public List<ScheduledJob> importJobs(Reader in, OnConflict onConflict) {
        Map<String, List<JobExport.Entry>> byStore = context().export().read(in).stream()
                .collect(Collectors.groupingBy(JobExport.Entry::store, TreeMap::new, Collectors.toList()));
        List<StoreJobs> targets = byStore.keySet().stream().map(this::jobsOf).toList();
        return targets.stream()
                .flatMap(jobs -> jobs.imported(byStore.getOrDefault(jobs.name(), List.of()), onConflict).stream())
                .toList();
    }

    @Override
    public void printJobs(Appendable out) {
        JobTable.print(jobs(), out);
    }

    // definitions

    @Override
    public <T> JobBuilder define(Call0<T> method) {
        return define((Serializable) method);
    }

    @Override
    public <T, A> JobBuilder define(Call1<T, A> method, A a) {
        return define((Serializable) method, a);
    }

    @Override
    public <T, A, B> JobBuilder define(Call2<T, A, B> method, A a, B b) {
        return define((Serializable) method, a, b);
    }

    @Override
    public <T, A, B, C> JobBuilder define(Call3<T, A, B, C> method, A a, B b, C c) {
        return define((Serializable) method, a, b, c);
    }

    @Override
    public <T, A, B, C, D> JobBuilder define(Call4<T, A, B, C, D> method, A a, B b, C c, D d) {
        return define((Serializable) method, a, b, c, d);
    }

    @Override
    public <T, A, B, C, D, E> JobBuilder define(Call5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
        return define((Serializable) method, a, b, c, d, e);
    }

    @Override
    public <T> JobBuilder define(RunCall0<T> method) {
        return define((Serializable) method);
    }

    @Override
    public <T, A> JobBuilder define(RunCall1<T, A> method, A a) {
        return define((Serializable) method, a);
    }

    @Override
    public <T, A, B> JobBuilder define(RunCall2<T, A, B> method, A a, B b) {
        return define((Serializable) method, a, b);
    }

    @Override
    public <T, A, B, C> JobBuilder define(RunCall3<T, A, B, C> method, A a, B b, C c) {
        return define((Serializable) method, a, b, c);
    }

    @Override
    public <T, A, B, C, D> JobBuilder define(RunCall4<T, A, B, C, D> method, A a, B b, C c, D d) {
        return define((Serializable) method, a, b, c, d);
    }

    @Override
    public <T, A, B, C, D, E> JobBuilder define(RunCall5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
        return define((Serializable) method, a, b, c, d, e);
    }

    private JobBuilder define(Serializable reference, @Nullable Object... arguments) {
        return define(referenced().of(reference), arguments);
    }

    private JobBuilder define(JobTarget target, @Nullable Object... arguments) {
        return new NewJob(context(), this::jobsOf, target, Optional.of(Arrays.asList(arguments)));
    }

    @Override
    public JobBuilder define(String target) {
        JobTarget found = context()
                .targets()
                .find(target)
                .orElseThrow(() -> new JobDefinitionException("No bean of this application has the target '" + target
                        + "'. Write the id of a @Job without a trigger, or com.acme.Mailer#send; the class needs a"
                        + " bean-defining annotation such as @ApplicationScoped."));
        return new NewJob(context(), this::jobsOf, found, Optional.empty());
    }

    @Override
    public <T> BeanMethods<T> define(Class<T> bean) {
        return new MethodsOf<>(bean);
    }

    private final class MethodsOf<T> implements BeanMethods<T> {

        private final Class<T> bean;

        MethodsOf(Class<T> bean) {
            this.bean = bean;
        }

        private JobBuilder calling(Serializable reference, @Nullable Object... arguments) {
            return define(
                    context().targets().of(bean, MethodReference.of(reference).method()), arguments);
        }

        @Override
        public JobBuilder calling(Call0<T> method) {
            return calling((Serializable) method);
        }

        @Override
        public <A> JobBuilder calling(Call1<T, A> method, A a) {
            return calling((Serializable) method, a);
        }

        @Override
        public <A, B> JobBuilder calling(Call2<T, A, B> method, A a, B b) {
            return calling((Serializable) method, a, b);
        }

        @Override
        public <A, B, C> JobBuilder calling(Call3<T, A, B, C> method, A a, B b, C c) {
            return calling((Serializable) method, a, b, c);
        }

        @Override
        public <A, B, C, D> JobBuilder calling(Call4<T, A, B, C, D> method, A a, B b, C c, D d) {
            return calling((Serializable) method, a, b, c, d);
        }

        @Override
        public <A, B, C, D, E> JobBuilder calling(Call5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
            return calling((Serializable) method, a, b, c, d, e);
        }

        @Override
        public JobBuilder method(String name, Object... arguments) {
            List<JobTarget> fitting = new ArrayList<>();
            for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.getName().equals(name) && isCallable(method)) {
                        JobTarget target = context().targets().of(bean, method);
                        if (target.arguments().size() == arguments.length
                                && fitting.stream()
                                        .noneMatch(other -> other.name().equals(target.name()))) {
                            fitting.add(target);
                        }
                    }
                }
            }
            if (fitting.size() != 1) {
                throw new JobDefinitionException(bean.getName() + " has " + (fitting.isEmpty() ? "no" : "more than one")
                        + " method '" + name + "' that a job can call with " + arguments.length + " arguments"
                        + (fitting.isEmpty()
                                ? ""
                                : ": " + fitting.stream().map(JobTarget::name).toList())
                        + ". Name one that is not private or static, or use calling(" + bean.getSimpleName() + "::"
                        + name
                        + ", ...).");
            }
            return define(fitting.get(0), arguments);
        }

        private static boolean isCallable(Method method) {
            int modifiers = method.getModifiers();
            return !Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers) && !method.isSynthetic();
        }
    }
}
