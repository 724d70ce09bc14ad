package dev.carillon.core.scheduler;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobChanges;
import dev.carillon.JobDefinitionException;
import dev.carillon.LimitPolicy;
import dev.carillon.RetryPolicy;
import dev.carillon.ScheduledJob;
import dev.carillon.core.call.JobTarget;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes that are gathered and then applied to the stored definition in one step. */
final class JobModification implements JobChanges {

    private final String id;
    private final StoreJobs jobs;
    private final List<UnaryOperator<JobDefinition>> edits = new ArrayList<>();

    JobModification(String id, StoreJobs jobs) {
        this.id = id;
        this.jobs = jobs;
    }

    private JobChanges edit(UnaryOperator<JobDefinition> edit) {
        edits.add(edit);
        return this;
    }

    private JobChanges editPolicy(UnaryOperator<JobPolicy> edit) {
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
    public JobChanges trigger(Trigger value) {
        return edit(definition -> definition.withTrigger(Optional.of(value)));
    }

    @Override
    public JobChanges misfireGraceTime(Duration value) {
        return editPolicy(policy -> policy.withMisfireGraceTime(Optional.of(value)));
    }

    @Override
    public JobChanges noMisfireGraceTime() {
        return editPolicy(policy -> policy.withMisfireGraceTime(Optional.empty()));
    }

    @Override
    public JobChanges coalesce(Coalesce value) {
        return editPolicy(policy -> policy.withCoalesce(value));
    }

    @Override
    public JobChanges maxInstances(int value) {
        return editPolicy(policy -> policy.withMaxInstances(value));
    }

    @Override
    public JobChanges whenFull(LimitPolicy value) {
        return editPolicy(policy -> policy.withWhenFull(value));
    }

    @Override
    public JobChanges jitter(Duration value) {
        return editPolicy(policy -> policy.withJitter(value));
    }

    @Override
    public JobChanges delivery(DeliveryMode value) {
        return editPolicy(policy -> policy.withDelivery(value));
    }

    @Override
    public JobChanges timeLimit(Duration value) {
        return editPolicy(policy -> policy.withTimeLimit(Optional.of(value)));
    }

    @Override
    public JobChanges noTimeLimit() {
        return editPolicy(policy -> policy.withTimeLimit(Optional.empty()));
    }

    @Override
    public JobChanges retries(RetryPolicy value) {
        return editPolicy(policy -> policy.withRetries(value));
    }

    @Override
    public JobChanges arguments(Object... values) {
        return edit(definition -> definition.withArguments(encode(definition.target(), values)));
    }

    private String encode(String target, Object... values) {
        JobTarget found = jobs.context()
                .targets()
                .find(target)
                .orElseThrow(() -> new JobDefinitionException("Job '" + id + "' calls " + target
                        + ", which this application does not have, so its arguments cannot be checked."
                        + " Change them on a node that has it."));
        return jobs.context().arguments().encode(found, Arrays.asList(values));
    }

    @Override
    public ScheduledJob apply() {
        return jobs.redefine(id, definition -> {
            JobDefinition edited = definition;
            for (UnaryOperator<JobDefinition> edit : edits) {
                edited = edit.apply(edited);
            }
            return edited;
        });
    }
}
