package dev.carillon;

import java.io.Serial;

/** No job store is configured under this name. The message lists those that are. */
public class UnknownStoreException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public UnknownStoreException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public UnknownStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
