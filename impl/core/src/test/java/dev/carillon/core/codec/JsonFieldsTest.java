package dev.carillon.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and read here is judged by the JSON-P provider. */
class JsonFieldsTest {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int TEXTS = 2_000;

    private final Random random = new Random(20_261_125);

    private String anyText() {
        String alphabet = "ab\"\\/\b\f\n\r\t\u0000\u001f\u007fü€\uD83D\uDD14{}[]:, ";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int place = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
            text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, place)));
        }
        return text.toString();
    }

    private List<String> anyTexts() {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(anyText());
        }
        return texts;
    }

    private static JsonObject parsed(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String pretty(JsonObject object) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JSON.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    @Test
    void what_is_written_is_what_a_json_parser_reads() {
        for (int i = 0; i < TEXTS; i++) {
            String value = anyText();
            long number = random.nextLong();
            List<String> values = anyTexts();

            JsonObject read = parsed(new JsonText()
                    .add("text", value)
                    .add("number", number)
                    .add("fraction", 1.5)
                    .add("flag", true)
                    .add("texts", values)
                    .addJson("object", new JsonText().add("inner", value).finished())
                    .finished());

            assertThat(read.getString("text")).isEqualTo(value);
            assertThat(read.getJsonNumber("number").longValueExact()).isEqualTo(number);
            assertThat(read.getJsonNumber("fraction").doubleValue()).isEqualTo(1.5);
            assertThat(read.getBoolean("flag")).isTrue();
            assertThat(read.getJsonArray("texts"))
                    .isEqualTo(JSON.createArrayBuilder(values).build());
            assertThat(read.getJsonObject("object").getString("inner")).isEqualTo(value);
        }
    }

    @Test
    void what_a_json_writer_writes_is_read_narrow_or_wide() {
        for (int i = 0; i < TEXTS; i++) {
            String value = anyText();
            long number = random.nextLong();
            List<String> values = anyTexts();
            JsonObject written = JSON.createObjectBuilder()
                    .add("text", value)
                    .add("number", number)
                    .add("no", false)
                    .add("texts", JSON.createArrayBuilder(values))
                    .add("object", JSON.createObjectBuilder().add("inner", value))
                    .add(
                            "objects",
                            JSON.createArrayBuilder()
                                    .add(JSON.createObjectBuilder().add("inner", value))
                                    .add(JSON.createObjectBuilder()))
                    .build();

            for (String text : List.of(written.toString(), pretty(written))) {
                JsonFields read = JsonFields.of(text);
                assertThat(read.text("text")).isEqualTo(value);
                assertThat(read.number("number")).isEqualTo(number);
                assertThat(read.isTrue("no")).isFalse();
                assertThat(read.texts("texts")).isEqualTo(values);
                assertThat(read.object("object").text("inner")).isEqualTo(value);
                assertThat(JsonFields.all(read.json("objects")))
                        .hasSize(2)
                        .first()
                        .satisfies(first -> assertThat(first.text("inner")).isEqualTo(value));
                assertThat(read.has("other")).isFalse();
                assertThat(read.optionalText("other")).isEmpty();
            }
        }
    }

    @Test
    void an_object_that_is_cut_off_anywhere_is_refused() {
        String whole = new JsonText()
                .add("text", "a\"\\b")
                .add("number", -12)
                .add("texts", List.of("x", "y"))
                .addJson("object", "{\"inner\":[true,{}]}")
                .finished();

        assertThat(JsonFields.of(whole).number("number")).isEqualTo(-12);
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatIllegalArgumentException().as(cut).isThrownBy(() -> JsonFields.of(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{} x", "{\"a\" 1}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}"})
    void what_is_no_object_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.of(text));
    }

    @Test
    void a_field_that_is_missing_or_of_another_kind_is_refused() {
        JsonFields fields = JsonFields.of("{\"text\":\"a\",\"number\":1e3,\"broken\":\"\\x\"}");

        assertThat(fields.number("number")).isEqualTo(1_000);
        assertThatThrownBy(() -> fields.text("missing")).isInstanceOf(NoSuchElementException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> fields.text("number"));
        assertThatIllegalArgumentException().isThrownBy(() -> fields.number("text"));
        assertThatIllegalArgumentException().isThrownBy(() -> fields.isTrue("text"));
        assertThatIllegalArgumentException().isThrownBy(() -> fields.object("text"));
        assertThatIllegalArgumentException().isThrownBy(() -> fields.texts("text"));
        assertThatIllegalArgumentException().isThrownBy(() -> fields.text("broken"));
    }
}
