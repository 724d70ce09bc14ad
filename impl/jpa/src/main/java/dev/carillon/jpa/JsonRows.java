package dev.carillon.jpa;

import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;

/** Rows as one JSON text, each an array of numbers and texts. */
final class JsonRows {

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;

    JsonRows(JsonGeneratorFactory generators) {
        json = generators.createGenerator(text).writeStartArray();
    }

    /**
     * Adds a row.
     *
     * @param values whole numbers, and texts of any characters
     */
    void row(Object... values) {
        json.writeStartArray();
        for (Object value : values) {
            if (value instanceof Number number) {
                json.write(number.longValue());
            } else {
                json.write(value.toString());
            }
        }
        json.writeEnd();
    }

    /** Ends the text; nothing can be added afterwards. */
    String finished() {
        json.writeEnd().close();
        return text.toString();
    }
}
