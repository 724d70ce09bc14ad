package dev.carillon;

import java.io.Serial;

/** A store did not answer or refused to. Whether the change took place is unknown unless the message says so; the scheduler itself goes on and tries again. */
public class StoreUnavailableException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public StoreUnavailableException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
