package dev.carillon.core.scheduler;

import dev.carillon.JobBuilder;
import dev.carillon.JobDefinitionException;
import dev.carillon.OnConflict;
import dev.carillon.ScheduledJob;
import dev.carillon.core.call.JobArgument;
import dev.carillon.core.call.JobTarget;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A job that is being defined. */
final class NewJob extends PolicyEditor<JobBuilder> implements JobBuilder {

    private static final String DEFAULT = "default";

    private final SchedulerContext context;
    private final Function<String, StoreJobs> stores;
    private final JobTarget target;
    private final Optional<List<? extends @Nullable Object>> positional;
    private Map<String, Object> named = Map.of();
    private Set<String> tags = Set.of();
    private String id = "";
    private String store = DEFAULT;
    private String name = "";
    private String executor = DEFAULT;
    private JobPolicy policy;
    private Optional<Trigger> trigger = Optional.empty();
    private Optional<Instant> firstRun = Optional.empty();
    private OnConflict onConflict = OnConflict.FAIL;
    private boolean paused;

    /**
     * Begins one.
     *
     * @param stores gives the verbs of a store by its name
     * @param positional all arguments in order; empty if they are to be named
     */
    NewJob(
            SchedulerContext context,
            Function<String, StoreJobs> stores,
            JobTarget target,
            Optional<List<? extends @Nullable Object>> positional) {
        this.context = context;
        this.stores = stores;
        this.target = target;
        this.positional = positional;
        this.policy = context.settings().jobDefaults();
    }

    static NewJob of(JobBuilder builder) {
        if (builder instanceof NewJob job) {
            return job;
        }
        throw new IllegalArgumentException(
                "A job must come from define(...) of a scheduler; this came from elsewhere: " + builder);
    }

    @Override
    public JobBuilder id(String value) {
        id = JobRecord.requireId(value);
        return this;
    }

    @Override
    public JobBuilder store(String value) {
        store = value;
        return this;
    }

    @Override
    public JobBuilder name(String value) {
        name = JobDefinition.requireText("name", value);
        return this;
    }

    @Override
    public JobBuilder executor(String value) {
        executor = value;
        return this;
    }

    @Override
    public JobBuilder tag(String value) {
        Set<String> more = new HashSet<>(tags);
        more.add(JobDefinition.requireText("tag", value));
        tags = more;
        return this;
    }

    @Override
    public JobBuilder trigger(Trigger value) {
        trigger = Optional.of(value);
        return this;
    }

    @Override
    JobBuilder editPolicy(UnaryOperator<JobPolicy> edit) {
        policy = edit.apply(policy);
        return this;
    }

    @Override
    public JobBuilder argument(String name, Object value) {
        if (positional.isPresent()) {
            throw new JobDefinitionException("The arguments of " + target.name()
                    + " were given with the method already. Give them there, or begin with define(\"" + target.name()
                    + "\") and name each.");
        }
        if (target.arguments().stream().noneMatch(argument -> argument.name().equals(name))) {
            throw new JobDefinitionException(target.name() + " has no argument '" + name + "', only "
                    + target.arguments().stream().map(JobArgument::name).toList()
                    + ". Use one of these; compile the bean with -parameters if they read arg0, arg1.");
        }
        Map<String, Object> more = new HashMap<>(named);
        more.put(name, value);
        named = more;
        return this;
    }

    @Override
    public JobBuilder firstRun(Instant value) {
        firstRun = Optional.of(value);
        return this;
    }

    @Override
    public JobBuilder paused() {
        paused = true;
        return this;
    }

    @Override
    public JobBuilder onConflict(OnConflict value) {
        onConflict = value;
        return this;
    }

    String target() {
        return target.name();
    }

    String encodedArguments() {
        return context.arguments().encode(target, arguments());
    }

    String store() {
        return store;
    }

    @Override
    public ScheduledJob add() {
        StoreJobs jobs = stores.apply(store);
        return jobs.add(List.of(record(jobs)), onConflict).get(0);
    }

    /** Checks everything that can be checked without the store's records. */
    JobRecord record(StoreJobs jobs) {
        context.requireExecutor(executor);
        Instant now = jobs.now();
        String chosenId = id.isEmpty() ? UUID.randomUUID().toString() : id;
        Trigger when = trigger.orElseGet(() -> new DateTrigger(firstRun.orElse(now)))
                .inZone(context.settings().timezone());
        JobDefinition definition = new JobDefinition(
                name.isEmpty() ? chosenId : name,
                target.name(),
                encodedArguments(),
                Optional.of(when),
                executor,
                policy,
                tags,
                Optional.empty(),
                1,
                1);
        return JobRecord.create(chosenId, definition, now, firstRun, paused);
    }

    private List<? extends @Nullable Object> arguments() {
        if (positional.isPresent()) {
            return positional.get();
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (JobArgument argument : target.arguments()) {
            if (!named.containsKey(argument.name())) {
                throw new JobDefinitionException(target.name() + " needs the argument '" + argument.name()
                        + "'. Give it with argument(\"" + argument.name() + "\", ...).");
            }
            values.add(named.get(argument.name()));
        }
        return values;
    }
}
