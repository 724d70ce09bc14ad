package dev.carillon.spi;

import dev.carillon.CarillonException;
import java.io.Serial;

/** What is stored cannot be understood. The record stays as it is; it is set aside, never deleted. */
public class UndecodableException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what cannot be understood, and what could
     * @param cause the error behind it
     */
    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes one without an error behind it.
     *
     * @param message what cannot be understood, and what could
     */
    public UndecodableException(String message) {
        super(message);
    }
}
