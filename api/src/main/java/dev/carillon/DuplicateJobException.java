package dev.carillon;

import java.io.Serial;

/** The store already holds a job with this id; nothing was stored. Choose another id, or a conflict policy. */
public class DuplicateJobException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public DuplicateJobException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public DuplicateJobException(String message, Throwable cause) {
        super(message, cause);
    }
}
