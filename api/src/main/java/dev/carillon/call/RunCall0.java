package dev.carillon.call;

import dev.carillon.JobRun;
import java.io.Serializable;

/**
 * A method of a bean that takes the run and nothing else, written as a method reference. It names the method; it is never called.
 *
 * @param <T> the bean's type
 */
@FunctionalInterface
public interface RunCall0<T> extends Serializable {

    /**
     * Has the shape of the method; nobody calls it.
     *
     * @param bean the bean
     * @param run the run
     * @throws Throwable so that every method fits
     */
    void call(T bean, JobRun run) throws Throwable;
}
