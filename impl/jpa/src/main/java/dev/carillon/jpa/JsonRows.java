package dev.carillon.jpa;

/** Rows as one JSON text, each an array of numbers and texts. */
final class JsonRows {

    private final StringBuilder json = new StringBuilder("[");

    /**
     * Adds a row.
     *
     * @param values numbers, and texts of any characters
     */
    void row(Object... values) {
        json.append(json.length() == 1 ? "[" : ",[");
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                json.append(',');
            }
            if (values[i] instanceof Number number) {
                json.append(number);
            } else {
                text(values[i].toString());
            }
        }
        json.append(']');
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    @Override
    public String toString() {
        return json + "]";
    }
}
