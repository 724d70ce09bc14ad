package dev.carillon;

import java.io.Serial;

/** The parent of all exceptions that Carillon throws. Unchecked; its message names the thing, the value, the rule and the remedy. */
public class CarillonException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public CarillonException(String message) {
        super(message);
    }

    /**
     * Makes one with a message and the error behind it.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     * @param cause the error behind it
     */
    public CarillonException(String message, Throwable cause) {
        super(message, cause);
    }
}
