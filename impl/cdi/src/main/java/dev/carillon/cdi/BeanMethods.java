package dev.carillon.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods of a bean class as jobs see and name them: inherited ones are among them; private, overridden and generated
 * ones, and those of {@link Object}, are not.
 */
final class BeanMethods {

    private final Class<?> bean;
    private final TypeArguments types;

    BeanMethods(Class<?> bean) {
        this.bean = bean;
        this.types = TypeArguments.of(bean);
    }

    /** Names a method for messages: the class of the bean, the method, the simple types of its parameters. */
    static String place(Class<?> bean, Method method) {
        return bean.getName() + "#" + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Tells whether a class between the bean and the declarer of a method overrides it, as the observers of CDI have it. */
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
                && !Modifier.isStatic(upper.getModifiers())
                && !Modifier.isPrivate(upper.getModifiers())
                && sameSignature(upper, lower);
    }

    private static boolean sameSignature(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
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

    /** Returns the methods of a name, static ones too. */
    List<Method> named(String name) {
        List<Method> found = new ArrayList<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            candidates(type, name).filter(method -> !overridden(bean, method)).forEach(found::add);
        }
        for (Class<?> face : interfaces(bean)) {
            candidates(face, name)
                    .filter(Method::isDefault)
                    .filter(method -> found.stream().noneMatch(other -> sameSignature(other, method)))
                    .forEach(found::add);
        }
        return found;
    }

    private static Stream<Method> candidates(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> !method.isSynthetic() && !Modifier.isPrivate(method.getModifiers()));
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
        return named(method.getName()).stream()
                .filter(own -> Arrays.equals(own.getParameterTypes(), exact)
                        || Arrays.equals(own.getParameterTypes(), method.getParameterTypes()))
                .findFirst();
    }

    /** Returns the name of a method in stores: with the types of its parameters only if it is overloaded. */
    String targetName(Method method) {
        String plain = bean.getName() + "#" + method.getName();
        return named(method.getName()).size() > 1 ? plain + signature(method) : plain;
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", "(", ")"));
    }

    /**
     * Finds what a stored name means.
     *
     * @param text what follows the {@code #}: a name, perhaps with types
     * @return all methods it fits; one, if it is not ambiguous
     */
    List<Method> matching(String text) {
        int types = text.indexOf('(');
        String name = types < 0 ? text : text.substring(0, types);
        return named(name).stream()
                .filter(method -> types < 0
                        || signature(method).equals(text.substring(types).replace(" ", "")))
                .toList();
    }

    /** Returns the types of a method's parameters, with what the bean makes of type variables. */
    List<Type> parameterTypes(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(types::resolve)
                .toList();
    }
}
