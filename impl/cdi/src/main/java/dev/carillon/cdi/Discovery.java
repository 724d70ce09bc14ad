package dev.carillon.cdi;

import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.core.config.Fault;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the container tells while it finds beans: jobs, beans and observers, and those faults that can only be seen here.
 * Safe for use by many threads.
 */
final class Discovery {

    private static final System.Logger LOG = System.getLogger("dev.carillon.cdi");

    private final List<FoundJob> jobs = new ArrayList<>();
    private final List<Bean<?>> beans = new ArrayList<>();
    private final Set<Bean<?>> sessionBeans = new HashSet<>();
    private final List<FoundObserver> observers = new ArrayList<>();
    private final Map<Bean<?>, List<Fault>> faults = new HashMap<>();
    private final List<Fault> observerFaults = new ArrayList<>();

    synchronized List<FoundJob> jobs() {
        return List.copyOf(jobs);
    }

    synchronized List<Bean<?>> beans() {
        return List.copyOf(beans);
    }

    synchronized Set<Bean<?>> sessionBeans() {
        return Set.copyOf(sessionBeans);
    }

    /** Returns the observers that have no job. */
    synchronized List<FoundObserver> observers() {
        return List.copyOf(observers);
    }

    /** Returns the faults of enabled beans. */
    synchronized List<Fault> faults(EnabledBeans enabled) {
        List<Fault> all = new ArrayList<>(observerFaults);
        faults.forEach((bean, some) -> {
            if (enabled.contains(bean)) {
                all.addAll(some);
            }
        });
        return all;
    }

    synchronized void sessionBean(Bean<?> bean) {
        sessionBeans.add(bean);
    }

    synchronized void bean(Bean<?> bean, AnnotatedType<?> type) {
        beans.add(bean);
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (isMarked(method) && !BeanMethods.overridden(bean.getBeanClass(), method.getJavaMember())) {
                method(bean, method);
            }
        }
        for (Class<?> face : BeanMethods.interfaces(bean.getBeanClass())) {
            if (!face.getName().startsWith("java.") && !face.getName().startsWith("jakarta.")) {
                onInterface(bean, face);
            }
        }
    }

    /** Tells whether a method bears any annotation of ours; most of an application do not, and cost no more than this. */
    private static boolean isMarked(AnnotatedMethod<?> method) {
        return !method.getAnnotations(Job.class).isEmpty()
                || Declarations.triggers(method).findAny().isPresent()
                || method.getParameters().stream()
                        .anyMatch(parameter ->
                                !parameter.getAnnotations(Job.class).isEmpty());
    }

    private void method(Bean<?> bean, AnnotatedMethod<?> method) {
        List<Job> found = List.copyOf(method.getAnnotations(Job.class));
        found.forEach(job -> jobs.add(new FoundJob.OnMethod(job, bean, method)));
        List<AnnotatedParameter<?>> marked = method.getParameters().stream()
                .<AnnotatedParameter<?>>map(parameter -> parameter)
                .filter(parameter -> !parameter.getAnnotations(Job.class).isEmpty())
                .toList();
        for (AnnotatedParameter<?> parameter : marked) {
            if (!FoundJob.isObserved(parameter)) {
                fault(
                        "CARL-1117",
                        bean,
                        method.getJavaMember(),
                        "parameter " + (parameter.getPosition() + 1),
                        parameter.getBaseType().getTypeName(),
                        "It has @Job but is not observed, so nothing would ever call it. Add @Observes before @Job.");
            }
        }
        if (found.isEmpty() && marked.isEmpty()) {
            Declarations.triggers(method)
                    .forEach(trigger -> fault(
                            "CARL-1118",
                            bean,
                            method.getJavaMember(),
                            "@" + trigger.annotation(),
                            new TreeMap<>(trigger.attributes()).toString(),
                            "It is a trigger without a job, so it would never fire. Add @Job beside it."));
        }
    }

    private void onInterface(Bean<?> bean, Class<?> face) {
        try {
            Arrays.stream(face.getDeclaredMethods())
                    .filter(method -> method.getAnnotationsByType(Job.class).length > 0)
                    .forEach(method -> onInterface(bean, method));
        } catch (LinkageError missing) {
            // an interface that names classes which are not there: no container sees a job on it either
            LOG.log(System.Logger.Level.DEBUG, "CARL-5006 The methods of {0} cannot be read: {1}", face, missing);
        }
    }

    private void onInterface(Bean<?> bean, Method method) {
        fault(
                "CARL-1102",
                bean,
                method,
                "@Job",
                method.getDeclaringClass().getName(),
                "It stands on an interface, where not every container sees it. Put it on the method of the class.");
    }

    private void fault(String code, Bean<?> bean, Method method, String attribute, String value, String rule) {
        String place = BeanMethods.place(bean.getBeanClass(), method);
        faults.computeIfAbsent(bean, key -> new ArrayList<>()).add(new Fault(code, place, attribute, value, rule));
    }

    /**
     * Takes an observer.
     *
     * @param observer the observer
     * @param method its method; empty for a synthetic one
     */
    synchronized void observer(ObserverMethod<?> observer, Optional<AnnotatedMethod<?>> method) {
        boolean job = false;
        for (Annotation qualifier : observer.getObservedQualifiers()) {
            if (qualifier instanceof Job found) {
                jobs.add(new FoundJob.OnObserver(found, observer, method));
                job = true;
            }
        }
        if (!job) {
            observers.add(new FoundObserver(observer, method));
            method.filter(it -> observer.getObservedType() == JobRun.class
                            && it.getAnnotations(Job.class).isEmpty())
                    .ifPresent(it -> observerFaults.add(new Fault(
                            "CARL-1119",
                            BeanMethods.place(observer.getBeanClass(), it.getJavaMember()),
                            "@Observes",
                            "JobRun",
                            "It is never told of anything: runs are not fired as events. Add @Job(every = \"...\") or"
                                    + " another trigger to the parameter.")));
        }
    }
}
