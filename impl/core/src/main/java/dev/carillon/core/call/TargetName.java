package dev.carillon.core.call;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How jobs name methods: {@code com.acme.Mailer#send}, with parameter types only where the name is overloaded. */
public final class TargetName {

    private TargetName() {}

    /**
     * Names a method.
     *
     * @param bean the class through which it is called
     * @param method the method
     * @return its name, unique within the class
     */
    public static String of(Class<?> bean, Method method) {
        String name = bean.getName() + "#" + method.getName();
        return methodsNamed(bean, method.getName()).size() > 1 ? name + parameters(method) : name;
    }

    private static String parameters(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", "(", ")"));
    }

    /**
     * Finds the methods of a class that a name can mean.
     *
     * @param bean the class
     * @param name what follows the {@code #}, with or without parameter types
     * @return the methods, own before inherited; more than one if the name is overloaded and says no types
     */
    public static List<Method> find(Class<?> bean, String name) {
        int types = name.indexOf('(');
        if (types < 0) {
            return methodsNamed(bean, name);
        }
        return methodsNamed(bean, name.substring(0, types)).stream()
                .filter(method -> parameters(method).equals(name.substring(types)))
                .toList();
    }

    /** Overridden methods count once. */
    private static List<Method> methodsNamed(Class<?> bean, String name) {
        Set<List<Class<?>>> signatures = new HashSet<>();
        return hierarchy(bean).stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().equals(name) && !method.isSynthetic())
                .filter(method ->
                        !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> signatures.add(List.of(method.getParameterTypes())))
                .toList();
    }

    private static List<Class<?>> hierarchy(Class<?> bean) {
        List<Class<?>> types = new java.util.ArrayList<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            types.add(type);
        }
        for (Class<?> type : List.copyOf(types)) {
            types.addAll(Arrays.asList(type.getInterfaces()));
        }
        return types;
    }
}
