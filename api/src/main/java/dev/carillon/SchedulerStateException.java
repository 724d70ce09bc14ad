package dev.carillon;

import java.io.Serial;

/** The scheduler is not in a state that allows the call */
public class SchedulerStateException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public SchedulerStateException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public SchedulerStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
