package dev.carillon.cdi;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the type variables of a class's super-types stand for. */
final class TypeArguments {

    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    private TypeArguments() {}

    static TypeArguments of(Class<?> type) {
        TypeArguments result = new TypeArguments();
        result.collect(type);
        return result;
    }

    private void collect(Class<?> type) {
        Stream<@Nullable Type> parents =
                Stream.concat(Stream.of(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()));
        parents.filter(Objects::nonNull).forEach(parent -> {
            if (parent instanceof ParameterizedType generic) {
                Class<?> raw = erasure(generic);
                for (int i = 0; i < raw.getTypeParameters().length; i++) {
                    arguments.put(raw.getTypeParameters()[i], resolve(generic.getActualTypeArguments()[i]));
                }
            }
            collect(erasure(parent));
        });
    }

    /** Puts types for variables, as far as they are known. */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return arguments.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType generic && !isResolved(generic)) {
            List<Type> resolved = Arrays.stream(generic.getActualTypeArguments())
                    .map(this::resolve)
                    .toList();
            return new Resolved(erasure(generic), generic.getOwnerType(), resolved);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> known ? known.arrayType() : type;
        }
        return type;
    }

    /** Tells whether a type has no variable in it. */
    static boolean isResolved(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments()).allMatch(TypeArguments::isResolved);
        }
        if (type instanceof GenericArrayType array) {
            return isResolved(array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.of(wildcard.getUpperBounds(), wildcard.getLowerBounds())
                    .flatMap(Arrays::stream)
                    .allMatch(TypeArguments::isResolved);
        }
        return !(type instanceof TypeVariable<?>);
    }

    /** Returns the class that is left of a type at run time. */
    static Class<?> erasure(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType generic) {
            return erasure(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(erasure(array.getGenericComponentType()), 0)
                    .getClass();
        }
        if (type instanceof TypeVariable<?> variable) {
            return erasure(variable.getBounds()[0]);
        }
        if (type instanceof WildcardType wildcard) {
            return erasure(wildcard.getUpperBounds()[0]);
        }
        throw new IllegalArgumentException("unknown kind of type: " + type);
    }

    /** A parameterized type that equals every other with the same parts, as {@link ParameterizedType} asks. */
    private record Resolved(Class<?> rawType, @Nullable Type ownerType, List<Type> arguments)
            implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return rawType;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return ownerType;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType type
                    && rawType.equals(type.getRawType())
                    && Objects.equals(ownerType, type.getOwnerType())
                    && Arrays.equals(getActualTypeArguments(), type.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(getActualTypeArguments()) ^ Objects.hashCode(ownerType) ^ rawType.hashCode();
        }

        @Override
        public String toString() {
            return arguments.stream()
                    .map(Type::getTypeName)
                    .collect(Collectors.joining(", ", rawType.getName() + "<", ">"));
        }
    }
}
