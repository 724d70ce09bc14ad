package dev.carillon;

import java.io.Serial;

/** A job was asked to run that is set aside; nothing was changed. The message says why it is, and how to bring it back. */
public class JobSetAsideException extends JobDefinitionException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public JobSetAsideException(String message) {
        super(message);
    }
}
