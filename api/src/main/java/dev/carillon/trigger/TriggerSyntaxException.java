package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.io.Serial;

/**
 * A text that is to be a trigger, a date or a duration cannot be read. The message shows the text with a caret under the
 * place, the rule, and an example that works.
 */
public class TriggerSyntaxException extends JobDefinitionException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int WIDEST = 100;

    /** The text as it was given. */
    private final String text;

    /** Where in the text the fault begins. */
    private final int position;

    /**
     * Makes one.
     *
     * @param text the text as it was given
     * @param position where in it the fault begins, from 0 to the length of the text
     * @param rule a sentence that says what is wrong and what holds instead
     * @param example a text that works
     */
    public TriggerSyntaxException(String text, int position, String rule, String example) {
        super(message(text, position, rule, example));
        this.text = text;
        this.position = position;
    }

    private static String message(String text, int position, String rule, String example) {
        int from = Math.max(0, Math.min(position - WIDEST / 2, text.length() - WIDEST));
        int to = Math.min(text.length(), from + WIDEST);
        StringBuilder shown = new StringBuilder();
        text.substring(from, to).chars().forEach(c -> shown.append(Character.isISOControl(c) ? ' ' : (char) c));
        return rule + System.lineSeparator() + "    " + shown + System.lineSeparator() + "    "
                + " ".repeat(Math.max(0, Math.min(position, to) - from)) + "^" + System.lineSeparator()
                + "This works: " + example;
    }

    /**
     * Returns the text that cannot be read.
     *
     * @return the text as it was given
     */
    public String text() {
        return text;
    }

    /**
     * Returns where the fault begins.
     *
     * @return an index from 0 to the length of the text
     */
    public int position() {
        return position;
    }
}
