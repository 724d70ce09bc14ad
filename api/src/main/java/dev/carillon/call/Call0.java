package dev.carillon.call;

import java.io.Serializable;

/**
 * A method of a bean that takes no arguments, written as a method reference. It names the method; it is never called.
 *
 * @param <T> the bean's type
 */
@FunctionalInterface
public interface Call0<T> extends Serializable {

    /**
     * Has the shape of the method; nobody calls it.
     *
     * @param bean the bean
     * @throws Throwable so that every method fits
     */
    void call(T bean) throws Throwable;
}
