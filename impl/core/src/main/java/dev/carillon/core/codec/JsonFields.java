package dev.carillon.core.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The fields of a JSON object as it was stored: they are found at once, and each is read when it is asked for. Every claim
 * reads two objects and more; what makes a tree of them takes several times as long.
 *
 * <p>What is no JSON, lacks a field that is asked for, or has another kind of value there, ends in an
 * {@link IllegalArgumentException} or a {@link NoSuchElementException}.
 */
final class JsonFields {

    private static final int START_KEY = 0;
    private static final int END_KEY = 1;
    private static final int START = 2;
    private static final int END = 3;
    private static final int PLACES = 4;

    private final String text;
    private int[] places = new int[12 * PLACES];
    private int count;

    private JsonFields(String text, int from, int to) {
        this.text = text;
        int end = find(from);
        if (end != to && skipBlanks(text, end) != to) {
            throw notJson(text, end);
        }
    }

    /** Reads a text that is an object. */
    static JsonFields of(String text) {
        return new JsonFields(text, skipBlanks(text, 0), text.length());
    }

    /** Reads a text that is an array of objects. */
    static List<JsonFields> all(String text) {
        List<JsonFields> all = new ArrayList<>(1);
        for (int[] element : elements(text, skipBlanks(text, 0), text.length())) {
            all.add(new JsonFields(text, element[0], element[1]));
        }
        return all;
    }

    /** Finds the fields and returns where the object ends. */
    private int find(int from) {
        int at = skipBlanks(text, expect(text, from, '{'));
        if (at < text.length() && text.charAt(at) == '}') {
            return at + 1;
        }
        while (true) {
            int key = expect(text, at, '"');
            int endOfKey = endOfText(text, key);
            int value = skipBlanks(text, expect(text, skipBlanks(text, endOfKey + 1), ':'));
            int end = endOfValue(text, value);
            add(key, endOfKey, value, end);
            at = skipBlanks(text, end);
            if (at < text.length() && text.charAt(at) == '}') {
                return at + 1;
            }
            at = skipBlanks(text, expect(text, at, ','));
        }
    }

    private void add(int key, int endOfKey, int value, int end) {
        if ((count + 1) * PLACES > places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        int place = count * PLACES;
        places[place + START_KEY] = key;
        places[place + END_KEY] = endOfKey;
        places[place + START] = value;
        places[place + END] = end;
        count++;
    }

    /** The places of the elements of an array. */
    private static List<int[]> elements(String text, int from, int to) {
        List<int[]> elements = new ArrayList<>();
        int at = skipBlanks(text, expect(text, from, '['));
        boolean isEmpty = at < to && text.charAt(at) == ']';
        while (!isEmpty) {
            int end = endOfValue(text, at);
            elements.add(new int[] {at, end});
            at = skipBlanks(text, end);
            if (at < to && text.charAt(at) == ']') {
                break;
            }
            at = skipBlanks(text, expect(text, at, ','));
        }
        if (at + 1 != to && skipBlanks(text, at + 1) != to) {
            throw notJson(text, at);
        }
        return elements;
    }

    private static int expect(String text, int at, char wanted) {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw notJson(text, at);
        }
        return at + 1;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Finds the quote that ends a text. */
    private static int endOfText(String text, int from) {
        int quote = text.indexOf('"', from);
        while (quote >= 0) {
            int backslash = quote;
            while (backslash > from && text.charAt(backslash - 1) == '\\') {
                backslash--;
            }
            if ((quote - backslash) % 2 == 0) {
                return quote;
            }
            quote = text.indexOf('"', quote + 1);
        }
        throw notJson(text, text.length());
    }

    private static int endOfValue(String text, int from) {
        if (from >= text.length()) {
            throw notJson(text, from);
        }
        char first = text.charAt(from);
        if (first == '"') {
            return endOfText(text, from + 1) + 1;
        }
        return first == '{' || first == '[' ? endOfBrackets(text, from) : endOfWord(text, from);
    }

    private static int endOfBrackets(String text, int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            at = c == '"' ? endOfText(text, at + 1) + 1 : at + 1;
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth == 0) {
                return at;
            }
        }
        throw notJson(text, text.length());
    }

    /** Numbers, true, false and null. */
    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw notJson(text, from);
        }
        return at;
    }

    private static boolean isOfWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
    }

    private static IllegalArgumentException notJson(String text, int at) {
        return new IllegalArgumentException(
                "no JSON as it is stored, from character " + at + " of " + text.length() + " on");
    }

    private int find(String key) {
        for (int place = 0; place < count * PLACES; place += PLACES) {
            int start = places[place + START_KEY];
            if (places[place + END_KEY] - start == key.length() && text.startsWith(key, start)) {
                return place;
            }
        }
        return -1;
    }

    private int findOrThrow(String key) {
        int place = find(key);
        if (place < 0) {
            throw new NoSuchElementException("the field " + key + " is missing");
        }
        return place;
    }

    boolean has(String key) {
        return find(key) >= 0;
    }

    /** Returns a value as it was written. */
    String json(String key) {
        int place = findOrThrow(key);
        return text.substring(places[place + START], places[place + END]);
    }

    /** Tells whether a value was written just so. */
    boolean isJson(String key, String json) {
        int place = findOrThrow(key);
        int start = places[place + START];
        return places[place + END] - start == json.length() && text.startsWith(json, start);
    }

    String text(String key) {
        int place = findOrThrow(key);
        return unquoted(text, places[place + START], places[place + END]);
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    long number(String key) {
        int place = findOrThrow(key);
        int start = places[place + START];
        int end = places[place + END];
        try {
            return Long.parseLong(text, start, end, 10);
        } catch (NumberFormatException inAnotherForm) {
            return decimal(start, end).longValueExact();
        }
    }

    int integer(String key) {
        return Math.toIntExact(number(key));
    }

    int integer(String key, int otherwise) {
        return has(key) ? integer(key) : otherwise;
    }

    double fraction(String key) {
        int place = findOrThrow(key);
        return decimal(places[place + START], places[place + END]).doubleValue();
    }

    private BigDecimal decimal(int start, int end) {
        return new BigDecimal(text.substring(start, end));
    }

    /** Tells whether a value is true; it is false if it is missing. */
    boolean isTrue(String key) {
        if (!has(key) || isJson(key, "false")) {
            return false;
        }
        if (isJson(key, "true")) {
            return true;
        }
        throw new IllegalArgumentException("the field " + key + " is neither true nor false");
    }

    JsonFields object(String key) {
        int place = findOrThrow(key);
        return new JsonFields(text, places[place + START], places[place + END]);
    }

    Optional<JsonFields> optionalObject(String key) {
        return has(key) ? Optional.of(object(key)) : Optional.empty();
    }

    List<String> texts(String key) {
        int place = findOrThrow(key);
        List<String> texts = new ArrayList<>();
        for (int[] element : elements(text, places[place + START], places[place + END])) {
            texts.add(unquoted(text, element[0], element[1]));
        }
        return texts;
    }

    private static String unquoted(String text, int start, int end) {
        if (end - start < 2 || text.charAt(start) != '"') {
            throw new IllegalArgumentException("a text was expected at character " + start);
        }
        int backslash = text.indexOf('\\', start);
        return backslash < 0 || backslash >= end
                ? text.substring(start + 1, end - 1)
                : unescaped(text, start + 1, end - 1);
    }

    private static String unescaped(String text, int from, int to) {
        StringBuilder plain = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c != '\\') {
                plain.append(c);
                at++;
            } else if (text.charAt(at + 1) == 'u') {
                if (at + 6 > to) {
                    throw notJson(text, at);
                }
                plain.append((char) Integer.parseInt(text, at + 2, at + 6, 16));
                at += 6;
            } else {
                plain.append(escaped(text, at + 1));
                at += 2;
            }
        }
        return plain.toString();
    }

    private static char escaped(String text, int at) {
        char c = text.charAt(at);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '/' -> c;
            default -> throw notJson(text, at);
        };
    }
}
