package dev.carillon.cdi;

import dev.carillon.JobDefinitionException;
import dev.carillon.JobRun;
import dev.carillon.core.call.JobArgument;
import dev.carillon.core.call.JobTarget;
import dev.carillon.core.call.JobTargets;
import dev.carillon.core.call.TargetName;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What jobs of this application can call: the declared targets, and every method of an enabled bean that is neither
 * private nor static. Only the names of beans lead to classes; a stored name never loads one.
 */
final class BeanTargets implements JobTargets {

    private static final System.Logger LOG = System.getLogger("dev.carillon.cdi");

    private final DeclaredTargets declared;
    private final EnabledBeans beans;
    private final Map<String, String> renamed;
    private final Container container;
    private final Map<String, JobTarget> found = new ConcurrentHashMap<>();

    /**
     * Makes them.
     *
     * @param declared the targets of declared jobs
     * @param beans the enabled beans
     * @param renamed new names of targets by their old ones
     * @param container where to call them
     */
    BeanTargets(DeclaredTargets declared, EnabledBeans beans, Map<String, String> renamed, Container container) {
        this.declared = declared;
        this.beans = beans;
        this.renamed = Map.copyOf(renamed);
        this.container = container;
    }

    @Override
    public Optional<JobTarget> find(String name) {
        JobTarget known = found.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        String present = presentName(name);
        Optional<JobTarget> target = declared.find(present).or(() -> method(present));
        target.ifPresent(it -> found.put(name, it));
        return target;
    }

    private String presentName(String name) {
        Set<String> seen = new HashSet<>();
        String present = name;
        while (renamed.containsKey(present) && seen.add(present)) {
            present = renamed.get(present);
        }
        return present;
    }

    private Optional<JobTarget> method(String name) {
        int hash = name.indexOf('#');
        if (hash < 0) {
            return Optional.empty();
        }
        return beans.named(name.substring(0, hash)).flatMap(bean -> method(bean, name.substring(hash + 1), name));
    }

    private Optional<JobTarget> method(Bean<?> bean, String text, String name) {
        List<Method> fitting = new BeanMethods(bean.getBeanClass()).matching(text);
        if (fitting.size() > 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "CARL-5001 The stored target {0} is overloaded now and fits {1}. Name the one that is meant with"
                            + " carillon.targets.{0}={0}(<parameter types>)",
                    name,
                    fitting);
        }
        return fitting.stream()
                .filter(method -> fitting.size() == 1 && isCallable(bean, method))
                .findFirst()
                .map(method -> targetOf(bean, method));
    }

    private boolean isCallable(Bean<?> bean, Method method) {
        return beans.isCallable(bean) && beans.isInView(bean, method) && Reach.of(method);
    }

    @Override
    public JobTarget of(Class<?> type, Method method) {
        String place = BeanMethods.place(type, method);
        if (Modifier.isPrivate(method.getModifiers())) {
            throw new JobDefinitionException(place + " is private, so no job can call it. Make it package-private.");
        }
        if (Modifier.isStatic(method.getModifiers())) {
            throw new JobDefinitionException(
                    place + " is static, but a job calls a method of a bean's instance. Make it an instance method.");
        }
        if (method.getDeclaringClass() == Object.class || method.isSynthetic()) {
            throw new JobDefinitionException(
                    place + " is not a method of the bean itself. Name a method that the bean's source declares.");
        }
        Bean<?> bean = beans.of(type, place);
        Method own = new BeanMethods(bean.getBeanClass()).like(method).orElse(method);
        if (!beans.isInView(bean, own)) {
            throw new JobDefinitionException(place + " is not in the view of the session bean, so no job can call it."
                    + " Make it public, and give the bean @LocalBean if it has interfaces.");
        }
        Reach.require(own);
        return targetOf(bean, own);
    }

    /** A method with a job is that job's target, however it was named. */
    private JobTarget targetOf(Bean<?> bean, Method method) {
        return declared.of(bean, method).orElseGet(() -> dynamicTarget(bean, method));
    }

    private JobTarget dynamicTarget(Bean<?> bean, Method method) {
        BeanMethods methods = new BeanMethods(bean.getBeanClass());
        List<Type> types = methods.parameterTypes(method);
        List<ParameterSource> sources = new ArrayList<>();
        List<JobArgument> arguments = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            if (i == 0 && types.get(i) == JobRun.class) {
                sources.add(new ParameterSource.TheRun());
            } else {
                sources.add(new ParameterSource.Argument(arguments.size()));
                arguments.add(new JobArgument(method.getParameters()[i].getName(), types.get(i)));
            }
        }
        return new MethodTarget(
                TargetName.of(bean.getBeanClass(), method),
                bean,
                method,
                List.copyOf(sources),
                List.copyOf(arguments),
                container);
    }
}
