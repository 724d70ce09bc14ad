package dev.carillon;

import java.io.Serial;

/** No executor is configured under this name. The message lists those that are. */
public class UnknownExecutorException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public UnknownExecutorException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public UnknownExecutorException(String message, Throwable cause) {
        super(message, cause);
    }
}
