package dev.carillon;

import java.io.Serial;

/** A job cannot be added or changed like this; nothing was stored. The message says what to write instead. */
public class JobDefinitionException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public JobDefinitionException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public JobDefinitionException(String message, Throwable cause) {
        super(message, cause);
    }
}
