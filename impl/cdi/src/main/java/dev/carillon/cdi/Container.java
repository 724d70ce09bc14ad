package dev.carillon.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The container, as far as calling beans goes.
 *
 * @param beans its beans
 * @param requests its request contexts
 */
record Container(BeanManager beans, RequestScope requests) {

    /**
     * Opens the container of an application. In a WAR on Payara an extension in a library does not see the classes of
     * the application; then the application's own manager is taken.
     *
     * @param own the manager that the extension is given
     * @param reported the beans that the container has told of
     */
    static Container of(BeanManager own, Collection<Bean<?>> reported) {
        BeanManager beans = ofApplication()
                .filter(other -> visible(reported, other) > visible(reported, own))
                .orElse(own);
        return new Container(beans, new RequestScope(beans));
    }

    /** Empty where the container cannot tell which application is being deployed: then there is nothing to choose. */
    private static Optional<BeanManager> ofApplication() {
        try {
            return Optional.of(CDI.current().getBeanManager());
        } catch (IllegalStateException unknown) {
            return Optional.empty();
        }
    }

    private static long visible(Collection<Bean<?>> reported, BeanManager manager) {
        Set<Bean<?>> visible = manager.getBeans(Object.class, Any.Literal.INSTANCE);
        return reported.stream().filter(visible::contains).count();
    }

    /**
     * Returns the instance to call a method on: the contextual one itself, not its client proxy, on which a
     * package-private method could run by mistake. Interceptors live in the instance, so they apply.
     *
     * @param bean the bean
     * @param type the class or interface that has the method
     * @param own what a dependent instance is destroyed with
     */
    Object instanceOf(Bean<?> bean, Class<?> type, CreationalContext<?> own) {
        if (bean.getScope() == Dependent.class) {
            Type seenAs = bean.getTypes().contains(type) ? type : Object.class;
            return beans.getReference(bean, seenAs, own);
        }
        return contextual(bean);
    }

    private <T> Object contextual(Bean<T> bean) {
        return beans.getContext(bean.getScope()).get(bean, beans.createCreationalContext(bean));
    }
}
