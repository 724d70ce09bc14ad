package dev.carillon;

import java.io.Serial;

/** No store that was asked holds a job with this id. */
public class JobNotFoundException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public JobNotFoundException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public JobNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
