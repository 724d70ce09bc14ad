package dev.carillon.cdi;

import dev.carillon.Job;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Job} as the container has told of it, unchecked. */
sealed interface FoundJob {

    Job job();

    /** Returns the class of the bean that has it. */
    Class<?> beanClass();

    /** Returns the method; empty for an observer that an extension has made. */
    Optional<Method> method();

    /** Returns where trigger annotations may stand. */
    List<Annotated> annotated();

    /** Names it for messages. */
    default String place() {
        return method().map(method -> BeanMethods.place(beanClass(), method))
                .orElseGet(() -> beanClass().getName() + " (a synthetic observer)");
    }

    /** Returns the id, given or by default; empty text if there can be none. */
    default String id() {
        return job().id().isEmpty()
                ? method().map(method -> beanClass().getName() + "#" + method.getName())
                        .orElse("")
                : job().id();
    }

    /** A job on a method. */
    record OnMethod(Job job, Bean<?> bean, AnnotatedMethod<?> annotatedMethod) implements FoundJob {

        @Override
        public Class<?> beanClass() {
            return bean.getBeanClass();
        }

        @Override
        public Optional<Method> method() {
            return Optional.of(annotatedMethod.getJavaMember());
        }

        @Override
        public List<Annotated> annotated() {
            return List.of(annotatedMethod);
        }
    }

    /** A job on what an observer observes. */
    record OnObserver(Job job, ObserverMethod<?> observer, Optional<AnnotatedMethod<?>> annotatedMethod)
            implements FoundJob {

        @Override
        public Class<?> beanClass() {
            return observer.getBeanClass();
        }

        @Override
        public Optional<Method> method() {
            return annotatedMethod.map(AnnotatedMethod::getJavaMember);
        }

        @Override
        public List<Annotated> annotated() {
            return annotatedMethod.stream()
                    .flatMap(method -> Stream.concat(
                            Stream.of(method), method.getParameters().stream().filter(FoundJob::isObserved)))
                    .toList();
        }
    }

    /** Tells whether a parameter is the one that makes its method an observer. */
    static boolean isObserved(AnnotatedParameter<?> parameter) {
        return parameter.isAnnotationPresent(Observes.class) || parameter.isAnnotationPresent(ObservesAsync.class);
    }
}
