package dev.carillon.call;

import dev.carillon.JobRun;
import java.io.Serializable;

/**
 * A method of a bean that takes the run and four arguments, written as a method reference. It names the method; it is never called.
 *
 * @param <T> the bean's type
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 * @param <C> the type of the third argument
 * @param <D> the type of the fourth argument
 */
@FunctionalInterface
public interface RunCall4<T, A, B, C, D> extends Serializable {

    /**
     * Has the shape of the method; nobody calls it.
     *
     * @param bean the bean
     * @param run the run
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param d the fourth argument
     * @throws Throwable so that every method fits
     */
    void call(T bean, JobRun run, A a, B b, C c, D d) throws Throwable;
}
