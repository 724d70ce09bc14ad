package dev.carillon;

import java.io.Serial;

/** The configuration or a declaration is wrong; nothing was started. The message lists all faults, each with its remedy. */
public class ConfigurationException extends CarillonException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message all faults, numbered, each with the place, the value, the rule and the remedy
     */
    public ConfigurationException(String message) {
        super(message);
    }
}
