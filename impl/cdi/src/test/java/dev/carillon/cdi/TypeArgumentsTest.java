package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeArgumentsTest {

    interface Upper<K> {

        void inInterface(K key);
    }

    abstract static class Base<K, V> implements Upper<K> {

        abstract void plain(V value);

        abstract void nested(Map<K, List<V>> values);

        abstract void array(V[] values);

        abstract void wildcard(List<? extends V> values);

        abstract <X> void own(X value);

        abstract void exact(Map<String, Integer> values);
    }

    abstract static class Middle<V> extends Base<String, V> {}

    abstract static class Leaf extends Middle<Integer> {}

    private static Type parameter(Class<?> declarer, String name) {
        return Arrays.stream(declarer.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getGenericParameterTypes()[0];
    }

    private static Type resolved(String name) {
        return TypeArguments.of(Leaf.class).resolve(parameter(Base.class, name));
    }

    @Test
    void a_variable_becomes_what_the_class_makes_of_it_through_all_super_types() {
        assertThat(resolved("plain")).isEqualTo(Integer.class);
        assertThat(resolved("array")).isEqualTo(Integer[].class);
        assertThat(TypeArguments.of(Leaf.class).resolve(parameter(Upper.class, "inInterface")))
                .isEqualTo(String.class);
    }

    @Test
    void variables_within_other_types_are_resolved_too() {
        ParameterizedType map = (ParameterizedType) resolved("nested");
        assertThat(map.getRawType()).isEqualTo(Map.class);
        assertThat(map.getTypeName()).isEqualTo("java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
        assertThat(TypeArguments.isResolved(map)).isTrue();
        assertThat(TypeArguments.erasure(map)).isEqualTo(Map.class);
    }

    @Test
    void a_resolved_type_equals_the_one_of_the_java_runtime() {
        Type exact = parameter(Base.class, "exact");
        Type resolved = TypeArguments.of(TwoArguments.class).resolve(parameter(TwoArgumentsBase.class, "take"));
        assertThat(resolved).isEqualTo(exact).hasSameHashCodeAs(exact);
        assertThat(exact).isEqualTo(resolved);
    }

    abstract static class TwoArgumentsBase<A, B> {

        abstract void take(Map<A, B> values);
    }

    abstract static class TwoArguments extends TwoArgumentsBase<String, Integer> {}

    @Test
    void what_the_class_leaves_open_stays_open() {
        assertThat(TypeArguments.isResolved(resolved("own"))).isFalse();
        assertThat(TypeArguments.isResolved(resolved("wildcard"))).isFalse();
        assertThat(TypeArguments.isResolved(TypeArguments.of(Middle.class).resolve(parameter(Base.class, "nested"))))
                .isFalse();
        assertThat(TypeArguments.erasure(parameter(Base.class, "own"))).isEqualTo(Object.class);
    }
}
