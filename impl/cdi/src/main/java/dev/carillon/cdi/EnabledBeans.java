package dev.carillon.cdi;

import dev.carillon.JobDefinitionException;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The beans of the application that are classes, by their class and by each of their types. */
final class EnabledBeans {

    private final Map<String, Set<Bean<?>>> byClass = new HashMap<>();
    private final Map<String, Set<Bean<?>>> byType = new HashMap<>();
    private final Set<Bean<?>> all;
    private final Set<Bean<?>> sessionBeans;

    private EnabledBeans(Set<Bean<?>> all, Set<Bean<?>> sessionBeans) {
        this.all = all;
        this.sessionBeans = sessionBeans;
        for (Bean<?> bean : all) {
            byClass.computeIfAbsent(bean.getBeanClass().getName(), name -> new HashSet<>())
                    .add(bean);
            for (Type type : bean.getTypes()) {
                byType.computeIfAbsent(TypeArguments.erasure(type).getName(), name -> new HashSet<>())
                        .add(bean);
            }
        }
        byType.remove(Object.class.getName());
    }

    /**
     * Keeps those that are enabled; some containers also report those that another one specialises.
     *
     * @param reported the bean classes that the container has told of
     * @param sessionBeans those of them that are session beans
     * @param manager the container
     */
    static EnabledBeans of(Collection<Bean<?>> reported, Set<Bean<?>> sessionBeans, BeanManager manager) {
        Set<Bean<?>> enabled = new HashSet<>(reported);
        enabled.retainAll(manager.getBeans(Object.class, Any.Literal.INSTANCE));
        return new EnabledBeans(Set.copyOf(enabled), Set.copyOf(sessionBeans));
    }

    boolean contains(Bean<?> bean) {
        return all.contains(bean);
    }

    /** Tells whether a thread of ours can have the context of a bean: sessions and conversations belong to clients. */
    boolean isCallable(Bean<?> bean) {
        return bean.getScope() != SessionScoped.class && bean.getScope() != ConversationScoped.class;
    }

    /** Tells whether a method can be called from outside: a session bean shows only its view. */
    boolean isInView(Bean<?> bean, Method method) {
        boolean visible =
                Modifier.isPublic(method.getModifiers()) && bean.getTypes().contains(method.getDeclaringClass());
        return visible || !sessionBeans.contains(bean);
    }

    /** Finds the bean of a class, or the only one with that type. */
    Optional<Bean<?>> named(String name) {
        return only(byClass.getOrDefault(name, Set.of())).or(() -> only(byType.getOrDefault(name, Set.of())));
    }

    private static Optional<Bean<?>> only(Set<Bean<?>> beans) {
        return beans.size() == 1 ? Optional.of(beans.iterator().next()) : Optional.empty();
    }

    /**
     * Returns the bean of a class, or the only one with that type.
     *
     * @throws JobDefinitionException if there is none, or several, or jobs cannot call it
     */
    Bean<?> of(Class<?> type, String place) {
        Bean<?> bean = named(type.getName()).orElseThrow(() -> new JobDefinitionException(whyNot(type, place)));
        if (!isCallable(bean)) {
            throw new JobDefinitionException(place + " cannot be called by a job: its bean is @"
                    + bean.getScope().getSimpleName()
                    + ", and a run belongs to no client. Make it @ApplicationScoped or @RequestScoped.");
        }
        return bean;
    }

    private String whyNot(Class<?> type, String place) {
        Set<Bean<?>> several = byType.getOrDefault(type.getName(), Set.of());
        if (several.isEmpty()) {
            return place + " cannot be called by a job: no bean of this application has the class " + type.getName()
                    + ". Add @ApplicationScoped to it; a class without a scope is not seen by CDI, and a produced one"
                    + " has no class of its own to call.";
        }
        List<String> names = several.stream()
                .map(bean -> bean.getBeanClass().getName())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
        return place + " cannot be called by a job: " + names + " all are beans of that type. Name the method through"
                + " the class of one of them.";
    }
}
