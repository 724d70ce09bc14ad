package dev.carillon.core.codec;

import java.util.List;

/** A JSON object that is being written. Every claim writes two; what makes a tree first takes several times as long. */
final class JsonText {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(256).append('{');

    JsonText() {}

    JsonText add(String key, String value) {
        key(key);
        quote(value);
        return this;
    }

    JsonText add(String key, long value) {
        key(key).append(value);
        return this;
    }

    JsonText add(String key, double value) {
        key(key).append(value);
        return this;
    }

    JsonText add(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    /**
     * Adds a value that is JSON already.
     *
     * @param json the value, with its quotes or braces
     */
    JsonText addJson(String key, String json) {
        key(key).append(json);
        return this;
    }

    JsonText add(String key, List<String> values) {
        key(key).append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            quote(values.get(i));
        }
        text.append(']');
        return this;
    }

    private StringBuilder key(String key) {
        if (text.length() > 1) {
            text.append(',');
        }
        return text.append('"').append(key).append("\":");
    }

    private void quote(String value) {
        text.append('"');
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(value, written, i);
                escape(c);
                written = i + 1;
            }
        }
        text.append(value, written, value.length()).append('"');
    }

    private void escape(char c) {
        text.append('\\');
        switch (c) {
            case '"', '\\' -> text.append(c);
            case '\n' -> text.append('n');
            case '\r' -> text.append('r');
            case '\t' -> text.append('t');
            default -> text.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }

    /** Returns the object; nothing can be added afterwards. */
    String finished() {
        return text.append('}').toString();
    }
}
