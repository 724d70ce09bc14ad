package dev.carillon;

import java.io.Serial;

/** A job was given a trigger that has no fire time to come; nothing was stored. */
public class TriggerFinishedException extends JobDefinitionException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message what went wrong, with the value, the rule and the remedy
     */
    public TriggerFinishedException(String message) {
        super(message);
    }
}
