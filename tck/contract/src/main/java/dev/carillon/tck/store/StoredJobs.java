package dev.carillon.tck.store;

import dev.carillon.spi.Claim;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Planner;
import dev.carillon.spi.RunPlan;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the records and planners that the contract works with. */
final class StoredJobs {

    /** When all jobs of the contract are stored. */
    static final Instant STORED = Instant.parse("2026-03-01T12:00:00.000001Z");

    private StoredJobs() {}

    static JobRecord job(String id, JobDefinition definition) {
        return JobRecord.create(id, definition, STORED, Optional.empty(), false);
    }

    /** A job that runs once. */
    static JobRecord once(String id, Instant due) {
        return job(id, definition(new DateTrigger(due)));
    }

    static JobRecord once(String id, Instant due, String executor) {
        return job(id, on(executor, definition(new DateTrigger(due))));
    }

    static JobRecord calling(String id, Instant due, String target) {
        return job(id, to(target, definition(new DateTrigger(due))));
    }

    static JobDefinition definition(Trigger trigger) {
        return new JobDefinition(
                "A job",
                "send-mail",
                "[]",
                Optional.of(trigger),
                "default",
                JobPolicy.DEFAULT,
                Set.of(),
                Optional.empty(),
                1,
                1);
    }

    static JobDefinition on(String executor, JobDefinition definition) {
        return new JobDefinition(
                definition.name(),
                definition.target(),
                definition.arguments(),
                definition.trigger(),
                executor,
                definition.policy(),
                definition.tags(),
                definition.declaration(),
                1,
                1);
    }

    static JobDefinition to(String target, JobDefinition definition) {
        return new JobDefinition(
                definition.name(),
                target,
                definition.arguments(),
                definition.trigger(),
                definition.executor(),
                definition.policy(),
                definition.tags(),
                definition.declaration(),
                1,
                1);
    }

    static JobDefinition tagged(JobDefinition definition, String... tags) {
        return new JobDefinition(
                definition.name(),
                definition.target(),
                definition.arguments(),
                definition.trigger(),
                definition.executor(),
                definition.policy(),
                Set.of(tags),
                definition.declaration(),
                1,
                1);
    }

    static JobDefinition with(JobPolicy policy, JobDefinition definition) {
        return new JobDefinition(
                definition.name(),
                definition.target(),
                definition.arguments(),
                definition.trigger(),
                definition.executor(),
                policy,
                definition.tags(),
                definition.declaration(),
                1,
                1);
    }

    static JobDefinition withArguments(String arguments, JobDefinition definition) {
        return new JobDefinition(
                definition.name(),
                definition.target(),
                arguments,
                definition.trigger(),
                definition.executor(),
                definition.policy(),
                definition.tags(),
                definition.declaration(),
                1,
                1);
    }

    /** Decides as the dispatch loop does, without looking ahead. */
    static Planner planner(NodeEpoch holder, Instant now) {
        return due -> {
            RunPlan plan = RunPlan.of(due, now, now, UUID::randomUUID);
            if (plan.isIdle()) {
                return Optional.empty();
            }
            JobRecord after = due.after(plan, holder, now);
            return Optional.of(new Claim(due, plan, after.isFinished() ? Optional.empty() : Optional.of(after)));
        };
    }
}
