package dev.carillon.core.scheduler;

import dev.carillon.JobBuilder;
import dev.carillon.JobChanges;
import dev.carillon.JobDefinitionException;
import dev.carillon.ResumePolicy;
import dev.carillon.ScheduledJob;
import dev.carillon.core.call.JobTarget;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Changes that are gathered and then applied to the stored definition in one step. */
final class JobModification extends PolicyEditor<JobChanges> implements JobChanges {

    private final String id;
    private final StoreJobs jobs;
    private final List<UnaryOperator<JobDefinition>> edits = new ArrayList<>();
    private UnaryOperator<JobRecord> pausing = UnaryOperator.identity();
    private Optional<Instant> nextFireTime = Optional.empty();

    JobModification(String id, StoreJobs jobs) {
        this.id = id;
        this.jobs = jobs;
    }

    private JobChanges edit(UnaryOperator<JobDefinition> edit) {
        edits.add(edit);
        return this;
    }

    @Override
    JobChanges editPolicy(UnaryOperator<JobPolicy> edit) {
        return edit(definition -> definition.withPolicy(edit.apply(definition.policy())));
    }

    @Override
    public JobChanges name(String value) {
        return edit(definition -> definition.withName(value));
    }

    @Override
    public JobChanges executor(String value) {
        jobs.context().requireExecutor(value);
        return edit(definition -> definition.withExecutor(value));
    }

    @Override
    public JobChanges tag(String value) {
        return edit(definition -> definition.withTag(value));
    }

    @Override
    public JobChanges removeTag(String value) {
        return edit(definition -> definition.withTags(
                definition.tags().stream().filter(tag -> !tag.equals(value)).collect(Collectors.toUnmodifiableSet())));
    }

    @Override
    public JobChanges tags(Set<String> values) {
        Set<String> copy = Set.copyOf(values);
        return edit(definition -> definition.withTags(copy));
    }

    @Override
    public JobChanges trigger(Trigger value) {
        return edit(definition -> definition.withTrigger(Optional.of(value)));
    }

    @Override
    public JobChanges arguments(Object... values) {
        return edit(definition -> definition.withArguments(
                jobs.context().arguments().encode(targetOf(definition), Arrays.asList(values))));
    }

    @Override
    public JobChanges argument(String name, Object value) {
        return edit(definition -> definition.withArguments(
                jobs.context().arguments().replace(targetOf(definition), definition.arguments(), name, value)));
    }

    private JobTarget targetOf(JobDefinition definition) {
        return jobs.context()
                .targets()
                .find(definition.target())
                .orElseThrow(() -> new JobDefinitionException("Job '" + id + "' calls " + definition.target()
                        + ", which this application does not have, so its arguments cannot be checked."
                        + " Change them on a node that has it."));
    }

    @Override
    public JobChanges calling(JobBuilder call) {
        NewJob defined = NewJob.of(call);
        String target = defined.target();
        String arguments = defined.encodedArguments();
        return edit(definition -> definition.withCall(target, arguments));
    }

    @Override
    public JobChanges nextFireTime(Instant value) {
        nextFireTime = Optional.of(value);
        return this;
    }

    @Override
    public JobChanges paused() {
        pausing = JobRecord::paused;
        return this;
    }

    @Override
    public JobChanges resumed(ResumePolicy policy) {
        pausing = record -> jobs.resumed(record, policy);
        return this;
    }

    @Override
    public ScheduledJob apply() {
        return jobs.redefine(id, this::edited, this::moved);
    }

    private JobDefinition edited(JobDefinition stored) {
        JobDefinition edited = stored;
        for (UnaryOperator<JobDefinition> edit : edits) {
            edited = edit.apply(edited);
        }
        return edited;
    }

    /** A given time comes last, so that it wins over what a resume would choose. */
    private JobRecord moved(JobRecord record) {
        JobRecord moved = pausing.apply(record);
        return nextFireTime.map(time -> moved.putBack().withNextFireTime(time)).orElse(moved);
    }
}
