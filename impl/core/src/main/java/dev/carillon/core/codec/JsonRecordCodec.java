package dev.carillon.core.codec;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobDefinitionException;
import dev.carillon.LimitPolicy;
import dev.carillon.Progress;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.RunCause;
import dev.carillon.spi.Declaration;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobSchedule;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.RecordCodec;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunResults;
import dev.carillon.spi.RunState;
import dev.carillon.spi.SetAside;
import dev.carillon.spi.UndecodableException;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The JSON form of records. Keys are short, since every claim writes schedule and runs; what is empty or as usual is left
 * out. Times are microseconds since 1970.
 */
public final class JsonRecordCodec implements RecordCodec {

    private static final int VERSION = 1;
    private static final int MOST_BYTES = 64 * 1024;

    /** The number that stands for no limit of the history. */
    private static final int ALL = -1;

    // looked up once: finding the provider costs more than writing a record
    private final TriggerCodec triggers = TriggerCodec.withServices(JsonProvider.provider());

    /** Nearly all jobs of an application have one policy: the last is kept, and its text. */
    private volatile KnownPolicy lastPolicy = new KnownPolicy(JobPolicy.DEFAULT, policy(JobPolicy.DEFAULT));

    private record KnownPolicy(JobPolicy policy, String text) {}

    /** Makes one with the JSON-P provider of the application. */
    public JsonRecordCodec() {}

    @Override
    public String encode(JobDefinition definition) {
        JsonText object = begin();
        object.add("name", definition.name());
        object.add("target", definition.target());
        object.add("args", definition.arguments());
        definition.trigger().ifPresent(trigger -> object.addJson("trigger", triggers.text(trigger)));
        object.add("executor", definition.executor());
        object.addJson("policy", text(definition.policy()));
        if (!definition.tags().isEmpty()) {
            object.add("tags", texts(definition.tags()));
        }
        definition
                .declaration()
                .ifPresent(declaration -> object.addJson(
                        "declared",
                        new JsonText()
                                .add("fingerprint", declaration.fingerprint())
                                .add("version", declaration.applicationVersion())
                                .finished()));
        object.add("revision", definition.revision());
        object.add("callRevision", definition.callRevision());
        String text = object.finished();
        int bytes = text.length() * 3 <= MOST_BYTES ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new JobDefinitionException(
                    "The definition of job '" + definition.name() + "' has " + bytes + " bytes; at most " + MOST_BYTES
                            + " are stored. Keep large data elsewhere and give the job its key.");
        }
        return text;
    }

    private static JsonText begin() {
        return new JsonText().add("v", VERSION);
    }

    private String text(JobPolicy policy) {
        KnownPolicy known = lastPolicy;
        if (known.policy.equals(policy)) {
            return known.text;
        }
        String text = policy(policy);
        lastPolicy = new KnownPolicy(policy, text);
        return text;
    }

    private static String policy(JobPolicy policy) {
        JsonText object = new JsonText();
        policy.misfireGraceTime().ifPresent(grace -> object.add("grace", grace.toString()));
        policy.timeLimit().ifPresent(limit -> object.add("limit", limit.toString()));
        addRetention(object, policy.retention());
        if (!policy.retries().equals(RetryPolicy.NONE)) {
            object.addJson("retries", retries(policy.retries()));
        }
        return object.add("coalesce", policy.coalesce().name())
                .add("cap", policy.coalesceCap())
                .add("max", policy.maxInstances())
                .add("full", policy.whenFull().name())
                .add("jitter", policy.jitter().toString())
                .add("delivery", policy.delivery().name())
                .finished();
    }

    /** The history as it is by default is left out: it would be half of the text of many a job. */
    private static void addRetention(JsonText object, Retention retention) {
        retention.failedJob().ifPresent(time -> object.add("keepFailed", time.toString()));
        if (!retention.historyCount().equals(Retention.DEFAULT.historyCount())) {
            object.add("historyCount", retention.historyCount().orElse(ALL));
        }
        if (!retention.historyAge().equals(Retention.DEFAULT.historyAge())) {
            object.add(
                    "historyAge", retention.historyAge().map(Duration::toString).orElse(""));
        }
    }

    private static String retries(RetryPolicy retries) {
        return new JsonText()
                .add("max", retries.max())
                .add("delay", retries.delay().toString())
                .add("factor", retries.factor())
                .add("maxDelay", retries.maxDelay().toString())
                .add("jitter", retries.jitter().toString())
                .add("on", texts(retries.on()))
                .add("not", texts(retries.not()))
                .finished();
    }

    private static List<String> texts(Set<String> texts) {
        return texts.stream().sorted().toList();
    }

    @Override
    public String encode(JobSchedule schedule) {
        JsonText object = begin();
        if (schedule.paused()) {
            object.add("paused", true);
        }
        schedule.setAside()
                .ifPresent(aside -> object.addJson(
                        "aside",
                        new JsonText()
                                .add("reason", aside.reason())
                                .add("since", EpochMicros.of(aside.since()))
                                .finished()));
        addTime(object, "next", schedule.nextFireTime());
        if (!schedule.nextDueTime().equals(schedule.nextFireTime())) {
            addTime(object, "due", schedule.nextDueTime());
        }
        object.add("anchor", schedule.anchorMicros());
        object.add("count", schedule.runCount());
        addTime(object, "last", schedule.results().lastRun());
        addTime(object, "success", schedule.results().lastSuccess());
        if (schedule.results().failures() > 0) {
            object.add("failures", schedule.results().failures());
        }
        schedule.results().error().ifPresent(error -> object.add("error", error));
        addTime(object, "failed", schedule.results().failedAt());
        object.add("fence", schedule.fence());
        return object.finished();
    }

    private static void addTime(JsonText object, String key, Optional<Instant> time) {
        time.ifPresent(present -> object.add(key, EpochMicros.of(present)));
    }

    @Override
    public String encode(List<Run> runs) {
        if (runs.isEmpty()) {
            return "[]";
        }
        return runs.stream().map(JsonRecordCodec::run).collect(Collectors.joining(",", "[", "]"));
    }

    private static String run(Run run) {
        JsonText object = begin();
        object.add("id", run.id().toString());
        object.add("cause", run.cause().name());
        object.add("time", EpochMicros.of(run.scheduledTime()));
        if (!run.dueTime().equals(run.scheduledTime())) {
            object.add("due", EpochMicros.of(run.dueTime()));
        }
        object.add("revision", run.revision());
        if (run.attempt() > 1) {
            object.add("attempt", run.attempt());
        }
        if (run.suspicion() > 0) {
            object.add("suspicion", run.suspicion());
        }
        if (run.crashes() > 0) {
            object.add("crashes", run.crashes());
        }
        object.add("fence", run.fence());
        if (run.cancelRequested()) {
            object.add("cancel", true);
        }
        if (run.state() instanceof RunState.Held held) {
            object.add("node", held.holder().node());
            object.add("epoch", held.holder().epoch());
            if (held.delivery() != DeliveryMode.AT_LEAST_ONCE) {
                object.add("delivery", held.delivery().name());
            }
            if (held.startMarked()) {
                object.add("marked", true);
            }
        } else if (run.state() instanceof RunState.Waiting waiting) {
            object.add("notBefore", EpochMicros.of(waiting.notBefore()));
        }
        return object.finished();
    }

    @Override
    public JobDefinition definition(String text) {
        return read("definition", text, stored -> definition(checked(JsonFields.of(stored))));
    }

    private JobDefinition definition(JsonFields object) {
        return new JobDefinition(
                object.text("name"),
                object.text("target"),
                object.text("args"),
                object.optionalObject("trigger").map(trigger -> triggers.decode(trigger, object.json("trigger"))),
                object.text("executor"),
                policyOf(object),
                object.has("tags") ? Set.copyOf(object.texts("tags")) : Set.of(),
                object.optionalObject("declared")
                        .map(declared -> new Declaration(declared.text("fingerprint"), declared.text("version"))),
                object.number("revision"),
                object.number("callRevision"));
    }

    private JobPolicy policyOf(JsonFields definition) {
        KnownPolicy known = lastPolicy;
        if (definition.isJson("policy", known.text)) {
            return known.policy;
        }
        JobPolicy policy = policy(definition.object("policy"));
        lastPolicy = new KnownPolicy(policy, definition.json("policy"));
        return policy;
    }

    private static JobPolicy policy(JsonFields object) {
        return new JobPolicy(
                object.optionalText("grace").map(Duration::parse),
                Coalesce.valueOf(object.text("coalesce")),
                object.integer("cap"),
                object.integer("max"),
                LimitPolicy.valueOf(object.text("full")),
                Duration.parse(object.text("jitter")),
                DeliveryMode.valueOf(object.text("delivery")),
                object.optionalText("limit").map(Duration::parse),
                object.optionalObject("retries").map(JsonRecordCodec::retries).orElse(RetryPolicy.NONE),
                retention(object));
    }

    private static Retention retention(JsonFields object) {
        int count =
                object.integer("historyCount", Retention.DEFAULT.historyCount().orElse(ALL));
        Optional<Duration> age = object.has("historyAge")
                ? object.optionalText("historyAge")
                        .filter(text -> !text.isEmpty())
                        .map(Duration::parse)
                : Retention.DEFAULT.historyAge();
        Retention retention = new Retention(
                object.optionalText("keepFailed").map(Duration::parse),
                count == ALL ? OptionalInt.empty() : OptionalInt.of(count),
                age);
        // nearly all jobs share one
        return retention.equals(Retention.DEFAULT) ? Retention.DEFAULT : retention;
    }

    private static RetryPolicy retries(JsonFields object) {
        return new RetryPolicy(
                object.integer("max"),
                Duration.parse(object.text("delay")),
                object.fraction("factor"),
                Duration.parse(object.text("maxDelay")),
                Duration.parse(object.text("jitter")),
                Set.copyOf(object.texts("on")),
                Set.copyOf(object.texts("not")));
    }

    @Override
    public JobSchedule schedule(String text) {
        return read("schedule", text, stored -> schedule(checked(JsonFields.of(stored))));
    }

    private static JobSchedule schedule(JsonFields object) {
        Optional<Instant> next = time(object, "next");
        return new JobSchedule(
                object.isTrue("paused"),
                object.optionalObject("aside")
                        .map(aside -> new SetAside(
                                aside.text("reason"), time(aside, "since").orElseThrow())),
                next,
                time(object, "due").or(() -> next),
                object.number("anchor"),
                object.number("count"),
                new RunResults(
                        time(object, "last"),
                        time(object, "success"),
                        object.integer("failures", 0),
                        object.optionalText("error"),
                        time(object, "failed")),
                object.number("fence"));
    }

    @Override
    public List<Run> runs(String text) {
        if (text.equals("[]")) {
            return List.of();
        }
        return read("runs", text, stored -> JsonFields.all(stored).stream()
                .map(object -> run(checked(object)))
                .toList());
    }

    private static Run run(JsonFields object) {
        Instant scheduled = time(object, "time").orElseThrow();
        return new Run(
                UUID.fromString(object.text("id")),
                RunCause.valueOf(object.text("cause")),
                scheduled,
                time(object, "due").orElse(scheduled),
                object.number("revision"),
                object.integer("attempt", 1),
                object.integer("suspicion", 0),
                object.integer("crashes", 0),
                object.number("fence"),
                object.isTrue("cancel"),
                state(object));
    }

    @Override
    public String encode(Map<UUID, Progress> progress) {
        return begin().addJson(
                        "runs",
                        progress.entrySet().stream()
                                .map(told -> progress(told.getKey(), told.getValue()))
                                .collect(Collectors.joining(",", "[", "]")))
                .finished();
    }

    private static String progress(UUID runId, Progress told) {
        return new JsonText()
                .add("id", runId.toString())
                .add("done", told.done())
                .add("total", told.total())
                .add("message", told.message())
                .add("at", EpochMicros.of(told.at()))
                .finished();
    }

    @Override
    public Map<UUID, Progress> progress(String text) {
        return read("progress", text, stored -> {
            Map<UUID, Progress> progress = new HashMap<>();
            for (JsonFields object :
                    JsonFields.all(checked(JsonFields.of(stored)).json("runs"))) {
                progress.put(
                        UUID.fromString(object.text("id")),
                        new Progress(
                                object.number("done"),
                                object.number("total"),
                                object.text("message"),
                                time(object, "at").orElseThrow()));
            }
            return progress;
        });
    }

    private static RunState state(JsonFields object) {
        if (object.has("node")) {
            return new RunState.Held(
                    new NodeEpoch(object.text("node"), object.number("epoch")),
                    object.optionalText("delivery").map(DeliveryMode::valueOf).orElse(DeliveryMode.AT_LEAST_ONCE),
                    object.isTrue("marked"));
        }
        return new RunState.Waiting(time(object, "notBefore").orElseThrow());
    }

    private static Optional<Instant> time(JsonFields object, String key) {
        return object.has(key) ? Optional.of(EpochMicros.toInstant(object.number(key))) : Optional.empty();
    }

    private static JsonFields checked(JsonFields object) {
        int version = object.integer("v", 0);
        if (version != VERSION) {
            throw new UndecodableException("it is in version " + version + " of its form, and this release knows up to "
                    + VERSION + "; run a newer release of Carillon");
        }
        return object;
    }

    private static <T> T read(String what, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (UndecodableException fault) {
            throw new UndecodableException("A stored " + what + " cannot be read: " + fault.getMessage(), fault);
        } catch (JsonException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | java.util.NoSuchElementException
                | JobDefinitionException fault) {
            throw new UndecodableException(
                    "A stored " + what + " cannot be read (" + fault + "): " + shortened(text), fault);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
