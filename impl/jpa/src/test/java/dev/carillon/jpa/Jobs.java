package dev.carillon.jpa;

import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Planner;
import dev.carillon.spi.RunPlan;
import dev.carillon.trigger.DateTrigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Records and claims for the tests of this room. */
final class Jobs {

    static final Instant T0 = Instant.parse("2026-03-01T13:00:00Z");

    private Jobs() {}

    /** A job that runs once. */
    static JobRecord once(String id, Instant due) {
        JobDefinition definition = new JobDefinition(
                id,
                "send-mail",
                "[\"" + id + "\"]",
                Optional.of(new DateTrigger(due)),
                "default",
                JobPolicy.DEFAULT,
                Set.of(),
                Optional.empty(),
                1,
                1);
        return JobRecord.create(id, definition, due, Optional.empty(), false);
    }

    static JobRecord once(String id) {
        return once(id, T0);
    }

    /** Takes all that is due. */
    static Planner planner(NodeEpoch holder, Instant now) {
        return due -> {
            RunPlan plan = RunPlan.of(due, now, now, UUID::randomUUID);
            return Optional.of(new Claim(due, plan, Optional.of(due.after(plan, holder, now))));
        };
    }

    static ClaimRequest claim(NodeEpoch holder, Planner planner) {
        return new ClaimRequest(holder, Map.of("default", 10), T0, Set.of(), planner);
    }
}
