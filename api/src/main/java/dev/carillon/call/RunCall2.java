package dev.carillon.call;

import dev.carillon.JobRun;
import java.io.Serializable;

/**
 * A method of a bean that takes the run and two arguments, written as a method reference. It names the method; it is never called.
 *
 * @param <T> the bean's type
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 */
@FunctionalInterface
public interface RunCall2<T, A, B> extends Serializable {

    /**
     * Has the shape of the method; nobody calls it.
     *
     * @param bean the bean
     * @param run the run
     * @param a the first argument
     * @param b the second argument
     * @throws Throwable so that every method fits
     */
    void call(T bean, JobRun run, A a, B b) throws Throwable;
}
