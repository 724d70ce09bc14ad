package dev.carillon.cdi;

import dev.carillon.core.call.TargetName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The methods of a bean class, inherited ones among them, with what the class makes of type variables. */
final class BeanMethods {

    private final Class<?> bean;
    private final TypeArguments types;

    BeanMethods(Class<?> bean) {
        this.bean = bean;
        this.types = TypeArguments.of(bean);
    }

    /** Names a method for messages: the class of the bean, the method, the simple types of its parameters. */
    static String place(Class<?> bean, Method method) {
        StringJoiner parameters = new StringJoiner(", ", bean.getName() + "#" + method.getName() + "(", ")");
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(parameter.getSimpleName());
        }
        return parameters.toString();
    }

    /** Tells whether a class between the bean and the declarer of a method overrides it, as CDI has it for observers. */
    static boolean overridden(Class<?> bean, Method method) {
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return false;
        }
        for (Class<?> type = bean; type != null && type != method.getDeclaringClass(); type = type.getSuperclass()) {
            if (Arrays.stream(type.getDeclaredMethods()).anyMatch(other -> overrides(other, method))) {
                return true;
            }
        }
        return false;
    }

    private static boolean overrides(Method upper, Method lower) {
        boolean visible = (lower.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                || upper.getDeclaringClass()
                        .getPackageName()
                        .equals(lower.getDeclaringClass().getPackageName());
        return visible
                && (upper.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
                && upper.getName().equals(lower.getName())
                && Arrays.equals(upper.getParameterTypes(), lower.getParameterTypes());
    }

    /** Returns all interfaces of a class, its own and inherited ones. */
    static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> face : each.getInterfaces()) {
                all.add(face);
                all.addAll(interfaces(face));
            }
        }
        return all;
    }

    /**
     * Returns what this bean has for a method that was named through one of its types: the method itself, or the one
     * that implements it, also where that one is more exact about a type variable.
     */
    Optional<Method> like(Method method) {
        Class<?>[] exact = Arrays.stream(method.getGenericParameterTypes())
                .map(types::resolve)
                .map(TypeArguments::erasure)
                .toArray(Class<?>[]::new);
        return matching(method.getName()).stream()
                .filter(own -> Arrays.equals(own.getParameterTypes(), exact))
                .findFirst();
    }

    /**
     * Finds what the part of a stored name after the {@code #} means.
     *
     * @return all methods it fits; one, if it is not ambiguous
     */
    List<Method> matching(String text) {
        return TargetName.find(bean, text).stream()
                .filter(method -> !Modifier.isAbstract(method.getModifiers()))
                .toList();
    }

    /** Returns the types of a method's parameters. */
    List<Type> parameterTypes(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(types::resolve)
                .toList();
    }
}
