package dev.carillon.tck.trigger;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One case of a vector file. */
record VectorCase(JsonObject json) {

    String id() {
        return json.getString("id");
    }

    boolean has(String key) {
        return json.containsKey(key) && json.get(key) != JsonValue.NULL;
    }

    boolean is(String key) {
        return json.getBoolean(key, false);
    }

    Optional<String> text(String key) {
        return has(key) ? Optional.of(asText(json.get(key))) : Optional.empty();
    }

    int number(String key) {
        return json.getInt(key, 0);
    }

    VectorCase child(String key) {
        return new VectorCase(json.getJsonObject(key));
    }

    List<VectorCase> children(String key) {
        return json.getJsonArray(key).getValuesAs(JsonObject.class).stream()
                .map(VectorCase::new)
                .toList();
    }

    Optional<Instant> instant(String key) {
        return text(key).map(Instant::parse);
    }

    List<Instant> instants(String key) {
        JsonArray array = json.getJsonArray(key);
        return array.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .map(Instant::parse)
                .toList();
    }

    /** A value as APScheduler would turn it into text. */
    static String asText(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonNumber number) {
            return number.toString();
        }
        return value == JsonValue.TRUE ? "True" : value.toString();
    }
}
