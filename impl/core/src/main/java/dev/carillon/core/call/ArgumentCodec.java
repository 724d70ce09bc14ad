package dev.carillon.core.call;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.UndecodableException;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the arguments of a job into a JSON array and back, each bound to the declared type of its parameter by JSON-B.
 * No type name is ever taken from the data. Safe for use by many threads.
 */
public final class ArgumentCodec {

    private static final String NONE = "[]";

    private volatile @Nullable Jsonb binding;
    // looked up once: finding the provider costs more than reading a few arguments
    private final JsonReaderFactory readers = JsonProvider.provider().createReaderFactory(Map.of());

    /** Makes one with the JSON-B provider of the application, which is not looked for before there are arguments. */
    public ArgumentCodec() {}

    private Jsonb jsonb() {
        Jsonb made = binding;
        if (made == null) {
            // two threads at once may make two of them, of which either will do
            made = JsonbBuilder.create(new JsonbConfig().withNullValues(true));
            binding = made;
        }
        return made;
    }

    /**
     * Writes arguments and reads them back, so that what a run could not read is refused before it is stored.
     *
     * @param target what they are for
     * @param values one for each of its arguments
     * @return a JSON array
     * @throws JobDefinitionException if their number or a type does not fit, or one does not survive the journey
     */
    public String encode(JobTarget target, List<? extends @Nullable Object> values) {
        List<JobArgument> parameters = target.arguments();
        if (values.size() != parameters.size()) {
            throw new JobDefinitionException(target.name() + " takes " + parameters.size() + " arguments "
                    + parameters.stream().map(JobArgument::name).toList() + ", but " + values.size()
                    + " are given. Give one for each, in order.");
        }
        if (values.isEmpty()) {
            return NONE;
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",").append(encode(target, parameters.get(i), values.get(i)));
        }
        return text.append(']').toString();
    }

    private String encode(JobTarget target, JobArgument parameter, @Nullable Object value) {
        boolean primitive = parameter.type() instanceof Class<?> type && type.isPrimitive();
        if (value == null) {
            if (primitive) {
                throw refused(target, parameter, "null", "a primitive takes no null; give a value");
            }
            return "null";
        }
        if (value.getClass() == boxed(parameter.type()) && isPlain(value)) {
            return value instanceof String ? '"' + value.toString() + '"' : value.toString();
        }
        try {
            String text = jsonb().toJson(value, boxed(parameter.type()));
            Object back = jsonb().fromJson(text, boxed(parameter.type()));
            if (back == null || !jsonb().toJson(back, boxed(parameter.type())).equals(text)) {
                throw refused(
                        target,
                        parameter,
                        String.valueOf(value),
                        "it does not come back from JSON as it went; use a type that JSON-B can restore, such as a record of"
                                + " plain values, or declare the parameter more exactly");
            }
            return text;
        } catch (JsonbException | JsonException | ClassCastException fault) {
            throw refused(
                    target,
                    parameter,
                    String.valueOf(value),
                    "JSON-B cannot bind it to that type (" + fault.getMessage() + "); give a value of that type");
        }
    }

    /** Tells whether JSON-B would write a value just as it reads, so that nothing need be tried. */
    private static boolean isPlain(Object value) {
        if (!(value instanceof String text)) {
            return value instanceof Integer || value instanceof Long || value instanceof Boolean;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static JobDefinitionException refused(JobTarget target, JobArgument parameter, String value, String rule) {
        return new JobDefinitionException("Argument '" + parameter.name() + "' of " + target.name() + ", of type "
                + parameter.type().getTypeName() + ", cannot be '" + value + "': " + rule + ".");
    }

    /**
     * Writes the beginning of any value as JSON, for people to read. Never fails: of what JSON-B cannot write, such as
     * an object of a class that is not public, it is {@code toString}.
     *
     * @param value the value
     * @param most how many characters at most
     * @return the text, cut where that many are written, so that a huge value costs no more than a large one
     */
    public String excerpt(Object value, int most) {
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            return value.toString();
        }
        Excerpt text = new Excerpt(most);
        try {
            jsonb().toJson(value, text);
            return text.toString();
        } catch (Excerpt.Full cut) {
            return text.toString();
        } catch (RuntimeException | StackOverflowError cannot) {
            return described(value, most);
        }
    }

    private static String described(Object value, int most) {
        try {
            String text = value.toString();
            return text.length() <= most ? text : text.substring(0, most);
        } catch (RuntimeException | StackOverflowError cannot) {
            return value.getClass().getName();
        }
    }

    /**
     * Writes one argument in place of another.
     *
     * @param target what they are for
     * @param stored all arguments, a JSON array
     * @param name the parameter's name
     * @param value its new value
     * @return a JSON array
     * @throws JobDefinitionException if the target has no such parameter, or the value does not fit
     * @throws UndecodableException if what is stored does not fit the target any more
     */
    public String replace(JobTarget target, String stored, String name, Object value) {
        List<JobArgument> parameters = target.arguments();
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(decode(parameters, stored)));
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                values.set(i, value);
                return encode(target, values);
            }
        }
        throw new JobDefinitionException(target.name() + " has no argument '" + name + "', only "
                + parameters.stream().map(JobArgument::name).toList()
                + ". Use one of these; compile the bean with -parameters if they read arg0, arg1.");
    }

    /**
     * Reads arguments.
     *
     * @param parameters what they are bound to
     * @param text a JSON array
     * @return one for each parameter
     * @throws UndecodableException if the text is no array, or their number or a type does not fit
     */
    public @Nullable Object[] decode(List<JobArgument> parameters, String text) {
        if (parameters.isEmpty() && text.equals(NONE)) {
            return new Object[0];
        }
        JsonArray array = array(text);
        if (array.size() != parameters.size()) {
            throw new UndecodableException("The target takes " + parameters.size() + " arguments, but " + array.size()
                    + " are stored: " + text + ". Change the job's arguments, or the method back.");
        }
        @Nullable Object[] values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = decode(parameters.get(i), array.get(i));
        }
        return values;
    }

    private JsonArray array(String text) {
        try (JsonReader reader = readers.createReader(new StringReader(text))) {
            return reader.readArray();
        } catch (JsonException fault) {
            throw new UndecodableException("The arguments are no JSON array: " + text, fault);
        }
    }

    private @Nullable Object decode(JobArgument parameter, JsonValue value) {
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return null;
        }
        Object plain = plain(parameter.type(), value);
        if (plain != null) {
            return plain;
        }
        try {
            return jsonb().fromJson(value.toString(), boxed(parameter.type()));
        } catch (JsonbException | JsonException fault) {
            throw new UndecodableException(
                    "Argument '" + parameter.name() + "' is stored as " + value + ", which does not fit "
                            + parameter.type().getTypeName() + ". Change the job's arguments, or the method back.",
                    fault);
        }
    }

    /** Reads what needs no binding; null if it does. */
    private static @Nullable Object plain(Type type, JsonValue value) {
        if (value instanceof JsonString text) {
            return type == String.class ? text.getString() : null;
        }
        if (value instanceof JsonNumber number && number.isIntegral()) {
            boolean isInt = type == int.class || type == Integer.class;
            return isInt && number.bigIntegerValue().bitLength() < Integer.SIZE ? (Object) number.intValue() : null;
        }
        return null;
    }

    private static Type boxed(Type type) {
        if (type instanceof Class<?> primitive && primitive.isPrimitive()) {
            return java.lang.invoke.MethodType.methodType(primitive).wrap().returnType();
        }
        return type;
    }
}
