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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the container tells while it finds beans: jobs, beans and observers, and those faults that can only be seen here.
 * Safe for use by many threads.
 */
final class Discovery {

    private final List<FoundJob> jobs = new ArrayList<>();
    private final List<Bean<?>> beans = new ArrayList<>();
    private final Set<Bean<?>> sessionBeans = new HashSet<>();
    private final List<ObserverMethod<?>> observers = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

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
    synchronized List<ObserverMethod<?>> observers() {
        return List.copyOf(observers);
    }

    synchronized List<Fault> faults() {
        return List.copyOf(faults);
    }

    synchronized void sessionBean(Bean<?> bean) {
        sessionBeans.add(bean);
    }

    synchronized void bean(Bean<?> bean, AnnotatedType<?> type) {
        beans.add(bean);
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (!BeanMethods.overridden(bean.getBeanClass(), method.getJavaMember())) {
                method(bean, method);
            }
        }
        for (Class<?> face : BeanMethods.interfaces(bean.getBeanClass())) {
            for (Method method : face.getDeclaredMethods()) {
                if (method.getAnnotationsByType(Job.class).length > 0) {
                    onInterface(bean, method);
                }
            }
        }
    }

    private void method(Bean<?> bean, AnnotatedMethod<?> method) {
        var found = method.getAnnotations(Job.class);
        found.forEach(job -> jobs.add(new FoundJob.OnMethod(job, bean, method)));
        boolean onParameter = false;
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            boolean job = !parameter.getAnnotations(Job.class).isEmpty();
            onParameter |= job;
            if (job && !FoundJob.isObserved(parameter)) {
                fault(
                        "CARL-1117",
                        bean,
                        method,
                        "parameter " + (parameter.getPosition() + 1),
                        "has @Job but is not observed, so nothing would ever call it. Add @Observes before @Job.");
            }
        }
        if (found.isEmpty()
                && !onParameter
                && Declarations.triggers(method).findAny().isPresent()) {
            fault(
                    "CARL-1118",
                    bean,
                    method,
                    "@"
                            + Declarations.triggers(method)
                                    .findFirst()
                                    .orElseThrow()
                                    .annotation(),
                    "is a trigger without a job, so it would never fire. Add @Job beside it.");
        }
    }

    private void fault(String code, Bean<?> bean, AnnotatedMethod<?> method, String attribute, String rule) {
        faults.add(
                new Fault(code, BeanMethods.place(bean.getBeanClass(), method.getJavaMember()), attribute, "", rule));
    }

    private void onInterface(Bean<?> bean, Method method) {
        faults.add(new Fault(
                "CARL-1102",
                BeanMethods.place(method.getDeclaringClass(), method),
                "@Job",
                "",
                "stands on an interface, where not every container sees it. Put it on the method of the class "
                        + bean.getBeanClass().getName() + "."));
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
            observers.add(observer);
            method.filter(it -> observer.getObservedType() == JobRun.class
                            && it.getAnnotations(Job.class).isEmpty())
                    .ifPresent(it -> faults.add(new Fault(
                            "CARL-1119",
                            BeanMethods.place(observer.getBeanClass(), it.getJavaMember()),
                            "@Observes JobRun",
                            "",
                            "is never told of anything: runs are not fired as events. Add @Job(every = \"...\") or"
                                    + " another trigger to the parameter.")));
        }
    }
}
