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
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

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
    private final JsonProvider json = JsonProvider.provider();
    private final JsonReaderFactory readers = json.createReaderFactory(Map.of());
    private final TriggerCodec triggers = TriggerCodec.withServices(json);

    /** Makes one with the JSON-P provider of the application. */
    public JsonRecordCodec() {}

    @Override
    public String encode(JobDefinition definition) {
        JsonObjectBuilder object = begin();
        object.add("name", definition.name());
        object.add("target", definition.target());
        object.add("args", definition.arguments());
        definition.trigger().ifPresent(trigger -> object.add("trigger", triggers.encode(trigger)));
        object.add("executor", definition.executor());
        object.add("policy", policy(definition.policy()));
        if (!definition.tags().isEmpty()) {
            object.add("tags", texts(definition.tags()));
        }
        definition
                .declaration()
                .ifPresent(declaration -> object.add(
                        "declared",
                        json.createObjectBuilder()
                                .add("fingerprint", declaration.fingerprint())
                                .add("version", declaration.applicationVersion())));
        object.add("revision", definition.revision());
        object.add("callRevision", definition.callRevision());
        String text = object.build().toString();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new JobDefinitionException(
                    "The definition of job '" + definition.name() + "' has " + bytes + " bytes; at most " + MOST_BYTES
                            + " are stored. Keep large data elsewhere and give the job its key.");
        }
        return text;
    }

    private JsonObjectBuilder begin() {
        return json.createObjectBuilder().add("v", VERSION);
    }

    private JsonObjectBuilder policy(JobPolicy policy) {
        JsonObjectBuilder object = json.createObjectBuilder();
        policy.misfireGraceTime().ifPresent(grace -> object.add("grace", grace.toString()));
        policy.timeLimit().ifPresent(limit -> object.add("limit", limit.toString()));
        addRetention(object, policy.retention());
        if (!policy.retries().equals(RetryPolicy.NONE)) {
            object.add("retries", retries(policy.retries()));
        }
        return object.add("coalesce", policy.coalesce().name())
                .add("cap", policy.coalesceCap())
                .add("max", policy.maxInstances())
                .add("full", policy.whenFull().name())
                .add("jitter", policy.jitter().toString())
                .add("delivery", policy.delivery().name());
    }

    /** The history as it is by default is left out: it would be half of the text of many a job. */
    private static void addRetention(JsonObjectBuilder object, Retention retention) {
        retention.failedJob().ifPresent(time -> object.add("keepFailed", time.toString()));
        if (!retention.historyCount().equals(Retention.DEFAULT.historyCount())) {
            object.add("historyCount", retention.historyCount().orElse(ALL));
        }
        if (!retention.historyAge().equals(Retention.DEFAULT.historyAge())) {
            object.add(
                    "historyAge", retention.historyAge().map(Duration::toString).orElse(""));
        }
    }

    private JsonObjectBuilder retries(RetryPolicy retries) {
        return json.createObjectBuilder()
                .add("max", retries.max())
                .add("delay", retries.delay().toString())
                .add("factor", retries.factor())
                .add("maxDelay", retries.maxDelay().toString())
                .add("jitter", retries.jitter().toString())
                .add("on", texts(retries.on()))
                .add("not", texts(retries.not()));
    }

    private JsonArrayBuilder texts(Set<String> texts) {
        JsonArrayBuilder array = json.createArrayBuilder();
        texts.stream().sorted().forEach(array::add);
        return array;
    }

    @Override
    public String encode(JobSchedule schedule) {
        JsonObjectBuilder object = begin();
        if (schedule.paused()) {
            object.add("paused", true);
        }
        schedule.setAside()
                .ifPresent(aside -> object.add(
                        "aside",
                        json.createObjectBuilder()
                                .add("reason", aside.reason())
                                .add("since", EpochMicros.of(aside.since()))));
        addTime(object, "next", schedule.nextFireTime());
        addTime(object, "due", schedule.nextDueTime());
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
        return object.build().toString();
    }

    private static void addTime(JsonObjectBuilder object, String key, Optional<Instant> time) {
        time.ifPresent(present -> object.add(key, EpochMicros.of(present)));
    }

    @Override
    public String encode(List<Run> runs) {
        if (runs.isEmpty()) {
            return "[]";
        }
        JsonArrayBuilder array = json.createArrayBuilder();
        runs.forEach(run -> array.add(run(run)));
        return array.build().toString();
    }

    private JsonObjectBuilder run(Run run) {
        JsonObjectBuilder object = begin();
        object.add("id", run.id().toString());
        object.add("cause", run.cause().name());
        object.add("time", EpochMicros.of(run.scheduledTime()));
        object.add("due", EpochMicros.of(run.dueTime()));
        object.add("revision", run.revision());
        object.add("attempt", run.attempt());
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
        return object;
    }

    @Override
    public JobDefinition definition(String text) {
        return read("definition", text, value -> definition(checked(value.asJsonObject())));
    }

    private JobDefinition definition(JsonObject object) {
        return new JobDefinition(
                object.getString("name"),
                object.getString("target"),
                object.getString("args"),
                Optional.ofNullable(object.getJsonObject("trigger")).map(triggers::decode),
                object.getString("executor"),
                policy(object.getJsonObject("policy")),
                object.containsKey("tags") ? texts(object, "tags") : Set.of(),
                Optional.ofNullable(object.getJsonObject("declared"))
                        .map(declared ->
                                new Declaration(declared.getString("fingerprint"), declared.getString("version"))),
                number(object, "revision"),
                number(object, "callRevision"));
    }

    private static Set<String> texts(JsonObject object, String key) {
        Set<String> texts = new HashSet<>();
        object.getJsonArray(key).getValuesAs(JsonString.class).forEach(text -> texts.add(text.getString()));
        return texts;
    }

    private static JobPolicy policy(JsonObject object) {
        return new JobPolicy(
                Optional.ofNullable(object.getString("grace", null)).map(Duration::parse),
                Coalesce.valueOf(object.getString("coalesce")),
                object.getInt("cap"),
                object.getInt("max"),
                LimitPolicy.valueOf(object.getString("full")),
                Duration.parse(object.getString("jitter")),
                DeliveryMode.valueOf(object.getString("delivery")),
                Optional.ofNullable(object.getString("limit", null)).map(Duration::parse),
                Optional.ofNullable(object.getJsonObject("retries"))
                        .map(JsonRecordCodec::retries)
                        .orElse(RetryPolicy.NONE),
                retention(object));
    }

    private static Retention retention(JsonObject object) {
        int count =
                object.getInt("historyCount", Retention.DEFAULT.historyCount().orElse(ALL));
        Optional<Duration> age = object.containsKey("historyAge")
                ? Optional.of(object.getString("historyAge"))
                        .filter(text -> !text.isEmpty())
                        .map(Duration::parse)
                : Retention.DEFAULT.historyAge();
        Retention retention = new Retention(
                Optional.ofNullable(object.getString("keepFailed", null)).map(Duration::parse),
                count == ALL ? OptionalInt.empty() : OptionalInt.of(count),
                age);
        // nearly all jobs share one
        return retention.equals(Retention.DEFAULT) ? Retention.DEFAULT : retention;
    }

    private static RetryPolicy retries(JsonObject object) {
        return new RetryPolicy(
                object.getInt("max"),
                Duration.parse(object.getString("delay")),
                object.getJsonNumber("factor").doubleValue(),
                Duration.parse(object.getString("maxDelay")),
                Duration.parse(object.getString("jitter")),
                texts(object, "on"),
                texts(object, "not"));
    }

    @Override
    public JobSchedule schedule(String text) {
        return read("schedule", text, value -> schedule(checked(value.asJsonObject())));
    }

    private static JobSchedule schedule(JsonObject object) {
        return new JobSchedule(
                object.getBoolean("paused", false),
                Optional.ofNullable(object.getJsonObject("aside"))
                        .map(aside -> new SetAside(
                                aside.getString("reason"), time(aside, "since").orElseThrow())),
                time(object, "next"),
                time(object, "due"),
                anchor(object),
                number(object, "count"),
                new RunResults(
                        time(object, "last"),
                        time(object, "success"),
                        object.getInt("failures", 0),
                        Optional.ofNullable(object.getString("error", null)),
                        time(object, "failed")),
                number(object, "fence"));
    }

    private static long anchor(JsonObject object) {
        if (!object.containsKey("anchor")) {
            throw new UndecodableException("the anchor is missing");
        }
        return number(object, "anchor");
    }

    @Override
    public List<Run> runs(String text) {
        if (text.equals("[]")) {
            return List.of();
        }
        return read("runs", text, value -> value.asJsonArray().getValuesAs(JsonObject.class).stream()
                .map(object -> run(checked(object)))
                .toList());
    }

    private static Run run(JsonObject object) {
        return new Run(
                UUID.fromString(object.getString("id")),
                RunCause.valueOf(object.getString("cause")),
                time(object, "time").orElseThrow(),
                time(object, "due").orElseThrow(),
                number(object, "revision"),
                object.getInt("attempt"),
                object.getInt("suspicion", 0),
                object.getInt("crashes", 0),
                number(object, "fence"),
                object.getBoolean("cancel", false),
                state(object));
    }

    @Override
    public String encode(Map<UUID, Progress> progress) {
        JsonObjectBuilder object = begin();
        JsonArrayBuilder array = json.createArrayBuilder();
        progress.forEach((runId, told) -> array.add(json.createObjectBuilder()
                .add("id", runId.toString())
                .add("done", told.done())
                .add("total", told.total())
                .add("message", told.message())
                .add("at", EpochMicros.of(told.at()))));
        return object.add("runs", array).build().toString();
    }

    @Override
    public Map<UUID, Progress> progress(String text) {
        return read("progress", text, value -> {
            Map<UUID, Progress> progress = new HashMap<>();
            for (JsonObject object :
                    checked(value.asJsonObject()).getJsonArray("runs").getValuesAs(JsonObject.class)) {
                progress.put(
                        UUID.fromString(object.getString("id")),
                        new Progress(
                                number(object, "done"),
                                number(object, "total"),
                                object.getString("message"),
                                time(object, "at").orElseThrow()));
            }
            return progress;
        });
    }

    private static RunState state(JsonObject object) {
        if (object.containsKey("node")) {
            return new RunState.Held(
                    new NodeEpoch(object.getString("node"), number(object, "epoch")),
                    DeliveryMode.valueOf(object.getString("delivery", DeliveryMode.AT_LEAST_ONCE.name())),
                    object.getBoolean("marked", false));
        }
        return new RunState.Waiting(time(object, "notBefore").orElseThrow());
    }

    private static long number(JsonObject object, String key) {
        return object.getJsonNumber(key).longValueExact();
    }

    private static Optional<Instant> time(JsonObject object, String key) {
        return object.containsKey(key) ? Optional.of(EpochMicros.toInstant(number(object, key))) : Optional.empty();
    }

    private static JsonObject checked(JsonObject object) {
        int version = object.getInt("v", 0);
        if (version != VERSION) {
            throw new UndecodableException("it is in version " + version + " of its form, and this release knows up to "
                    + VERSION + "; run a newer release of Carillon");
        }
        return object;
    }

    private <T> T read(String what, String text, Function<JsonValue, T> reader) {
        try (JsonReader source = readers.createReader(new StringReader(text))) {
            return reader.apply(source.readValue());
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
