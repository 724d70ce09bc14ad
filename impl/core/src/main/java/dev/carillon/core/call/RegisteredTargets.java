package dev.carillon.core.call;

import dev.carillon.Job;
import dev.carillon.JobDefinitionException;
import dev.carillon.JobRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The targets of an application without CDI: the methods of classes that it registers. A stored job can call nothing
 * else. Safe for use by many threads.
 */
public final class RegisteredTargets implements JobTargets {

    private final ConcurrentHashMap<Class<?>, Supplier<?>> instances = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, JobTarget> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, String> renamed = new ConcurrentHashMap<>();

    /** Makes one without classes. */
    public RegisteredTargets() {}

    /**
     * Registers a class.
     *
     * @param type the class
     * @param instance gives the object to call, once for each run
     * @param <T> the class
     * @return this
     * @throws JobDefinitionException if a {@link Job} gives one of its methods a name that another method has
     */
    public <T> RegisteredTargets add(Class<T> type, Supplier<? extends T> instance) {
        instances.put(type, instance);
        for (Method method : type.getDeclaredMethods()) {
            for (Job job : method.getAnnotationsByType(Job.class)) {
                JobTarget target = of(type, method);
                requireOwn(target.name(), target, method);
                for (String former : job.formerly()) {
                    JobTarget other = find(former).orElse(null);
                    requireOwn(former, other, method);
                    renamed.put(former, target.name());
                }
            }
        }
        return this;
    }

    private static void requireOwn(String name, @Nullable JobTarget owner, Method method) {
        if (owner instanceof RegisteredTarget other && !other.method.equals(method)) {
            throw new JobDefinitionException("Both " + other.method + " and " + method + " claim to be the target '"
                    + name + "'. Give one of them another @Job(id), or take the name out of its formerly.");
        }
    }

    /**
     * Lets stored jobs go on under names that targets have lost.
     *
     * @param names the present names, or names on the way to them, by the former ones
     * @return this
     */
    public RegisteredTargets renamed(Map<String, String> names) {
        renamed.putAll(names);
        return this;
    }

    /**
     * Registers the class of an object, whose methods are called on it.
     *
     * @param instance the object
     * @return this
     */
    public RegisteredTargets add(Object instance) {
        return addInstance(instance.getClass(), instance);
    }

    private <T> RegisteredTargets addInstance(Class<T> type, Object instance) {
        return add(type, () -> type.cast(instance));
    }

    @Override
    public Optional<JobTarget> find(String name) {
        Optional<JobTarget> found = findPresent(name);
        String present = name;
        for (int step = 0; found.isEmpty() && step <= renamed.size(); step++) {
            String next = renamed.get(present);
            if (next == null) {
                return found;
            }
            present = next;
            found = findPresent(present);
        }
        return found;
    }

    private Optional<JobTarget> findPresent(String name) {
        JobTarget target = known.get(name);
        if (target != null) {
            return Optional.of(target);
        }
        int hash = name.indexOf('#');
        if (hash < 0) {
            return Optional.empty();
        }
        return instances.keySet().stream()
                .filter(type -> type.getName().equals(name.substring(0, hash)))
                .flatMap(type -> only(type, name.substring(hash + 1)).stream())
                .findFirst();
    }

    /** A name that has come to fit several methods is understood no more, rather than misunderstood. */
    private Optional<JobTarget> only(Class<?> type, String name) {
        List<Method> fitting = TargetName.find(type, name);
        return fitting.size() == 1 ? Optional.of(of(type, fitting.get(0))) : Optional.empty();
    }

    @Override
    public JobTarget of(Class<?> bean, Method method) {
        Supplier<?> instance = instances.get(bean);
        if (instance == null) {
            throw new JobDefinitionException(bean.getName() + " is not registered, so a job cannot call its method '"
                    + method.getName() + "'. Register it when the scheduler is built.");
        }
        return known.computeIfAbsent(nameOf(bean, method), name -> new RegisteredTarget(name, method, instance));
    }

    private static String nameOf(Class<?> bean, Method method) {
        return Arrays.stream(method.getAnnotationsByType(Job.class))
                .map(Job::id)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseGet(() -> TargetName.of(bean, method));
    }

    private static final class RegisteredTarget implements JobTarget {

        private final String name;
        private final Method method;
        private final Supplier<?> instance;
        private final boolean takesRun;
        private final List<JobArgument> arguments;

        RegisteredTarget(String name, Method method, Supplier<?> instance) {
            this.name = name;
            this.method = method;
            this.instance = instance;
            List<Parameter> parameters = Arrays.asList(method.getParameters());
            this.takesRun = !parameters.isEmpty() && parameters.get(0).getType() == JobRun.class;
            this.arguments = parameters.stream()
                    .skip(takesRun ? 1 : 0)
                    .map(parameter -> new JobArgument(parameter.getName(), parameter.getParameterizedType()))
                    .toList();
            method.setAccessible(true);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<JobArgument> arguments() {
            return arguments;
        }

        @Override
        public @Nullable Object call(JobRun run, @Nullable Object[] values) throws Throwable {
            @Nullable Object[] all = values;
            if (takesRun) {
                all = new Object[values.length + 1];
                all[0] = run;
                System.arraycopy(values, 0, all, 1, values.length);
            }
            try {
                return method.invoke(instance.get(), all);
            } catch (InvocationTargetException wrapped) {
                throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
            }
        }
    }
}
