package dev.carillon.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;

/**
 * The container, as far as calling beans goes.
 *
 * @param beans its beans
 * @param requests its request contexts
 */
record Container(BeanManager beans, RequestScope requests) {

    static Container of(BeanManager beans) {
        return new Container(beans, new RequestScope(beans));
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
