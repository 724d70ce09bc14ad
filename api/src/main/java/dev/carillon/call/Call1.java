package dev.carillon.call;

import java.io.Serializable;

/**
 * A method of a bean that takes one argument, written as a method reference. It names the method; it is never called.
 *
 * @param <T> the bean's type
 * @param <A> the type of the first argument
 */
@FunctionalInterface
public interface Call1<T, A> extends Serializable {

    /**
     * Has the shape of the method; nobody calls it.
     *
     * @param bean the bean
     * @param a the first argument
     * @throws Throwable so that every method fits
     */
    void call(T bean, A a) throws Throwable;
}
