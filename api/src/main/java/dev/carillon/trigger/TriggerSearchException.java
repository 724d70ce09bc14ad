package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.io.Serial;

/**
 * A combined trigger found no fire time within the bounds of its search: its parts hardly ever agree, or everything is
 * excluded. A job with such a trigger is refused when it is added, and set aside when it comes to this later.
 */
public class TriggerSearchException extends JobDefinitionException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message the trigger, how far the search went, and what to change
     */
    public TriggerSearchException(String message) {
        super(message);
    }
}
