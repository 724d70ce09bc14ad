package dev.carillon.tck.trigger;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.RunCause;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobSchedule;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunPlan;
import dev.carillon.spi.RunResults;
import dev.carillon.spi.RunState;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** One pass over one job: what is due, what runs, what is missed. */
final class RunTimes {

    private static final NodeEpoch NODE = new NodeEpoch("node", 1);

    private final VectorCase vector;
    private final Instant now;

    RunTimes(VectorCase vector) {
        this.vector = vector;
        this.now = vector.instant("now").orElseThrow();
    }

    void check(VectorReport report) {
        RunPlan plan = RunPlan.of(record(), now, now, UUID::randomUUID);
        boolean suspect = vector.is("suspect");
        Optional<Instant> next = vector.instant(suspect ? "definitionNextRunTime" : "newNextRunTime");
        List<Instant> due = vector.instants(suspect ? "definitionDue" : "due");
        Set<Instant> started = new TreeSet<>();
        Set<Instant> missed = new TreeSet<>();
        Stream.concat(plan.starts().stream(), plan.waits().stream())
                .map(Run::scheduledTime)
                .forEach(time -> (isLate(time) ? missed : started).add(time));
        long missedBefore = plan.missed().map(times -> times.count()).orElse(0L);

        List<String> faults = new ArrayList<>();
        compare(faults, "next run time", next, plan.nextFireTime());
        compare(
                faults,
                "limit reached",
                vector.is("maxInstancesReached"),
                plan.overLimit().isPresent());
        long counted = plan.starts().size()
                + plan.waits().size()
                + plan.coalesced().map(times -> times.count()).orElse(0L)
                + plan.overLimit().map(times -> times.count()).orElse(0L)
                + missedBefore;
        compare(faults, "due", (long) due.size(), counted);
        if (!suspect) {
            compare(faults, "executed", vector.instants("executed"), List.copyOf(started));
            compare(faults, "missed", (long) vector.instants("missed").size(), missed.size() + missedBefore);
            if (missedBefore == 0) {
                compare(faults, "missed times", vector.instants("missed"), List.copyOf(missed));
            }
        }
        if (faults.isEmpty()) {
            report.pass();
        } else {
            report.fail(vector.id(), faults + " in " + vector.json());
        }
    }

    private static void compare(List<String> faults, String what, Object expected, Object ours) {
        if (!expected.equals(ours)) {
            faults.add(what + ": expected " + expected + " but was " + ours);
        }
    }

    /** The executor looks at the clock a little later; exactly the grace time late still runs. */
    private boolean isLate(Instant time) {
        Instant start = now.plusNanos(
                Math.round(vector.json().getJsonNumber("lagSeconds").doubleValue() * 1_000_000_000L));
        return grace().map(grace -> time.plus(grace).isBefore(start)).orElse(false);
    }

    private Optional<Duration> grace() {
        return vector.text("misfireGraceTime").map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private JobRecord record() {
        Trigger trigger = VectorTriggers.tree(vector.child("trigger"), Instant.MIN);
        JobPolicy policy = JobPolicy.DEFAULT
                .withMisfireGraceTime(grace())
                .withCoalesce(vector.is("coalesce") ? Coalesce.LATEST : Coalesce.ALL)
                .withMaxInstances(vector.number("maxInstances"));
        JobDefinition definition = new JobDefinition(
                "job", "target", "[]", Optional.of(trigger), "default", policy, Set.of(), Optional.empty(), 1, 1);
        List<Run> running = new ArrayList<>();
        for (int run = 0; run < vector.number("running"); run++) {
            running.add(new Run(
                    UUID.randomUUID(),
                    RunCause.SCHEDULE,
                    now,
                    now,
                    1,
                    1,
                    0,
                    0,
                    1,
                    false,
                    new RunState.Held(NODE, DeliveryMode.AT_LEAST_ONCE, false)));
        }
        JobSchedule schedule = new JobSchedule(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EpochMicros.of(now),
                0,
                RunResults.NONE,
                0);
        JobRecord record = new JobRecord("job", 1, definition, schedule, running);
        return record.withNextFireTime(nextRunTime(trigger));
    }

    /** Where APScheduler stored a time that the definition does not know, what we would have stored instead. */
    private Instant nextRunTime(Trigger trigger) {
        Instant stored = vector.instant("nextRunTime").orElseThrow();
        boolean known = trigger.nextAfter(stored.minusNanos(1_000))
                .filter(stored::equals)
                .isPresent();
        return known || !vector.is("suspect")
                ? stored
                : vector.instants("definitionDue").get(0);
    }
}
