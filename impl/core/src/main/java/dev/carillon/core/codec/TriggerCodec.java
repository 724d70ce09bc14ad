package dev.carillon.core.codec;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.UndecodableException;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The JSON form of triggers, versioned. Safe for use by many threads. */
final class TriggerCodec {

    TriggerCodec() {}

    /**
     * Writes a trigger.
     *
     * @throws JobDefinitionException if it is of a type that has no JSON form
     */
    JsonObject encode(Trigger trigger) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        if (trigger instanceof DateTrigger date) {
            return object.add("type", "date")
                    .add("time", EpochMicros.of(date.time()))
                    .build();
        }
        if (trigger instanceof IntervalTrigger interval) {
            object.add("type", "interval").add("interval", interval.interval().toString());
            interval.start().ifPresent(start -> object.add("start", EpochMicros.of(start)));
            interval.end().ifPresent(end -> object.add("end", EpochMicros.of(end)));
            return object.build();
        }
        throw new JobDefinitionException("The trigger " + trigger + " cannot be stored.");
    }

    /**
     * Reads a trigger, equal to the one that was written.
     *
     * @throws UndecodableException if it cannot be understood
     */
    Trigger decode(JsonObject json) {
        return switch (json.getString("type")) {
            case "date" -> new DateTrigger(time(json, "time").orElseThrow());
            case "interval" ->
                new IntervalTrigger(Duration.parse(json.getString("interval")), time(json, "start"), time(json, "end"));
            default -> throw new UndecodableException("there is no trigger of type " + json.getString("type"));
        };
    }

    private static Optional<Instant> time(JsonObject json, String key) {
        return json.containsKey(key)
                ? Optional.of(EpochMicros.toInstant(json.getJsonNumber(key).longValueExact()))
                : Optional.empty();
    }
}
