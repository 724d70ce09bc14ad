package dev.carillon.cdi;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A parameter of a job's method as an injection point. The container's own factory leaves the bean out, and fails on
 * OpenWebBeans once the application has started.
 */
record ParameterPoint(Bean<?> bean, AnnotatedParameter<?> parameter, Type type, Set<Annotation> qualifiers)
        implements InjectionPoint {

    static ParameterPoint of(BeanManager beans, Bean<?> bean, AnnotatedParameter<?> parameter, Type type) {
        Set<Annotation> given = qualifiersOf(beans, parameter);
        return new ParameterPoint(bean, parameter, type, given.isEmpty() ? Set.of(Default.Literal.INSTANCE) : given);
    }

    static Set<Annotation> qualifiersOf(BeanManager beans, AnnotatedParameter<?> parameter) {
        return parameter.getAnnotations().stream()
                .filter(annotation -> beans.isQualifier(annotation.annotationType()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Type getType() {
        return type;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return qualifiers;
    }

    @Override
    public Bean<?> getBean() {
        return bean;
    }

    @Override
    public Member getMember() {
        return parameter.getDeclaringCallable().getJavaMember();
    }

    @Override
    public Annotated getAnnotated() {
        return parameter;
    }

    @Override
    public boolean isDelegate() {
        return false;
    }

    @Override
    public boolean isTransient() {
        return false;
    }

    @Override
    public String toString() {
        return "parameter " + (parameter.getPosition() + 1) + " of " + getMember();
    }
}
