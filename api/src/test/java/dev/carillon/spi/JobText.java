package dev.carillon.spi;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.LimitPolicy;
import dev.carillon.RunCause;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Jobs and plans as the tables of these tests write them. All times are of one day, in UTC. */
final class JobText {

    static final NodeEpoch NODE = new NodeEpoch("n1", 1);

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Pattern RUN = Pattern.compile("(?:(\\d+)\\*)?([a-z]+)(?:@([\\d:]+))?");

    private JobText() {}

    static Instant at(String time) {
        return LocalTime.parse(time).atDate(DAY).toInstant(ZoneOffset.UTC);
    }

    static String text(Instant time) {
        return LocalTime.ofInstant(time, ZoneOffset.UTC).toString();
    }

    static JobDefinition definition(Optional<Trigger> trigger, JobPolicy policy) {
        return new JobDefinition("job", "target", "[]", trigger, "default", policy, Set.of(), Optional.empty(), 1, 1);
    }

    static JobRecord job(Trigger trigger, JobPolicy policy, String next) {
        return new JobRecord(
                        "job",
                        1,
                        definition(Optional.of(trigger), policy),
                        JobSchedule.starting(at("00:00"), false),
                        List.of())
                .withNextFireTime(at(next));
    }

    static JobRecord with(JobRecord job, List<Run> runs) {
        return new JobRecord(job.id(), job.version(), job.definition(), job.schedule(), runs);
    }

    /** {@code LATEST grace=PT1M cap=2 max=3 QUEUE AT_MOST_ONCE jitter=PT10S}, each only if it is not the default. */
    static JobPolicy policy(String text) {
        JobPolicy policy = JobPolicy.DEFAULT;
        for (String word : text.split(" ", -1)) {
            String value = word.substring(word.indexOf('=') + 1);
            policy = switch (word.split("=", -1)[0]) {
                case "LATEST", "EARLIEST", "ALL" -> policy.withCoalesce(Coalesce.valueOf(word));
                case "SKIP", "QUEUE" -> policy.withWhenFull(LimitPolicy.valueOf(word));
                case "AT_MOST_ONCE" -> policy.withDelivery(DeliveryMode.AT_MOST_ONCE);
                case "grace" -> policy.withMisfireGraceTime(Optional.of(Duration.parse(value)));
                case "jitter" -> policy.withJitter(Duration.parse(value));
                case "max" -> policy.withMaxInstances(Integer.parseInt(value));
                case "cap" -> capped(policy, Integer.parseInt(value));
                default -> throw new IllegalArgumentException(word);
            };
        }
        return policy;
    }

    private static JobPolicy capped(JobPolicy policy, int cap) {
        return new JobPolicy(
                policy.misfireGraceTime(),
                policy.coalesce(),
                cap,
                policy.maxInstances(),
                policy.whenFull(),
                policy.jitter(),
                policy.delivery(),
                policy.timeLimit(),
                policy.retries(),
                policy.retention());
    }

    /** {@code held@12:00 manual@11:59 3*retry@12:30}: a held one with its due time, the others with their not-before. */
    static List<Run> runs(String text) {
        List<Run> runs = new ArrayList<>();
        for (String word : text.equals("-") ? new String[0] : text.split(" ", -1)) {
            Matcher run = RUN.matcher(word);
            if (!run.matches()) {
                throw new IllegalArgumentException(word);
            }
            int count = run.group(1) == null ? 1 : Integer.parseInt(run.group(1));
            Instant time = at(run.group(3) == null ? "11:00" : run.group(3));
            for (int i = 0; i < count; i++) {
                runs.add(run(run.group(2), time));
            }
        }
        return runs;
    }

    static Run run(String kind, Instant time) {
        boolean held = kind.equals("held");
        RunState state = held ? new RunState.Held(NODE, DeliveryMode.AT_LEAST_ONCE, false) : new RunState.Waiting(time);
        RunCause cause = held ? RunCause.SCHEDULE : RunCause.valueOf(kind.toUpperCase(Locale.ROOT));
        return new Run(UUID.randomUUID(), cause, time, time, 1, 1, 0, 0, held ? 1 : 0, false, state);
    }

    /** {@code start 11:59, retry 11:50; coalesced 3: 11:56-11:58; next 12:01}. */
    static String text(RunPlan plan) {
        List<String> parts = new ArrayList<>();
        addRuns(parts, "start", plan.starts());
        addRuns(parts, "wait", plan.waits());
        addRuns(parts, "supersede", plan.superseded());
        addTimes(parts, "coalesced", plan.coalesced());
        addTimes(parts, "over limit", plan.overLimit());
        addTimes(parts, "missed", plan.missed());
        parts.add("next " + plan.nextFireTime().map(JobText::text).orElse("never"));
        return String.join("; ", parts);
    }

    private static void addRuns(List<String> parts, String what, List<Run> runs) {
        if (runs.size() > 9) {
            parts.add(what + " " + runs.size());
        } else if (!runs.isEmpty()) {
            parts.add(what + " " + runs.stream().map(JobText::text).collect(Collectors.joining(", ")));
        }
    }

    private static String text(Run run) {
        String cause =
                run.cause() == RunCause.SCHEDULE ? "" : run.cause().name().toLowerCase(Locale.ROOT) + " ";
        return cause + text(run.scheduledTime());
    }

    private static void addTimes(List<String> parts, String what, Optional<PassedTimes> times) {
        times.ifPresent(passed ->
                parts.add(what + " " + passed.count() + ": " + text(passed.first()) + "-" + text(passed.last())));
    }
}
