package dev.carillon.core.call;

import java.io.Writer;

/** Takes so many characters, and then stops whoever writes. */
final class Excerpt extends Writer {

    /** No exception, since writers of JSON catch those, and some log them. */
    static final class Full extends Error {

        private static final long serialVersionUID = 1;

        Full() {
            super(null, null, false, false);
        }
    }

    private final StringBuilder text = new StringBuilder();
    private final int most;

    Excerpt(int most) {
        this.most = most;
    }

    @Override
    public void write(char[] characters, int from, int length) {
        int room = most - text.length();
        text.append(characters, from, Math.min(length, room));
        if (length > room) {
            throw new Full();
        }
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // there is nothing to let go of
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
