package dev.carillon.call;

import dev.carillon.JobRun;
import java.io.Serializable;

/**
 * A method of a bean that takes the run and one argument, written as a method reference. It names the method; it is never called.
 *
 * @param <T> the bean's type
 * @param <A> the type of the first argument
 */
@FunctionalInterface
public interface RunCall1<T, A> extends Serializable {

    /**
     * Has the shape of the method; nobody calls it.
     *
     * @param bean the bean
     * @param run the run
     * @param a the first argument
     * @throws Throwable so that every method fits
     */
    void call(T bean, JobRun run, A a) throws Throwable;
}
