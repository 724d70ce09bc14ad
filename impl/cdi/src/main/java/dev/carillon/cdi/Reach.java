package dev.carillon.cdi;

import dev.carillon.JobDefinitionException;
import java.lang.reflect.Method;

/** The right to call a method that is not public. */
final class Reach {

    private Reach() {}

    /** Makes a method callable, if the module that holds it lets us. */
    static boolean of(Method method) {
        return method.trySetAccessible();
    }

    static void require(Method method) {
        if (!of(method)) {
            throw new JobDefinitionException(
                    BeanMethods.place(method.getDeclaringClass(), method) + " is out of reach: " + remedy(method));
        }
    }

    static String remedy(Method method) {
        Class<?> type = method.getDeclaringClass();
        return "its module does not open its package. Add 'opens " + type.getPackageName()
                + " to dev.carillon.cdi;' to the module-info of "
                + type.getModule().getName() + ".";
    }
}
