package dev.carillon.spi;

import dev.carillon.trigger.Trigger;

/**
 * Lets triggers of an application's own be kept in stores. Found through {@link java.util.ServiceLoader}; used by many
 * threads at once.
 *
 * <p>The triggers themselves need only implement {@link Trigger}; an answer that does not advance is refused wherever
 * triggers are asked, and the job is set aside.
 *
 * @param <T> the triggers it knows
 */
public interface TriggerProvider<T extends Trigger> {

    /**
     * Returns the name under which its triggers are stored. It must not change.
     *
     * @return a name with a dot, such as {@code com.acme.tide}; names without are Carillon's
     */
    String type();

    /**
     * Returns the class of its triggers; sub-classes are not included.
     *
     * @return the class
     */
    Class<T> triggerClass();

    /**
     * Writes a trigger.
     *
     * @param trigger the trigger
     * @return any text from which {@link #decode} makes an equal trigger
     */
    String encode(T trigger);

    /**
     * Reads a trigger.
     *
     * @param text what {@link #encode} wrote, perhaps in an earlier release
     * @return the trigger
     * @throws UndecodableException if it cannot be understood; the job is then set aside, never deleted
     */
    T decode(String text);
}
