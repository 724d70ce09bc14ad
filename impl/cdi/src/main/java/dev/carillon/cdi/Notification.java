package dev.carillon.cdi;

import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one observer is told, without an event being fired. */
record Notification<T>(T event, Set<Annotation> qualifiers) implements EventContext<T>, EventMetadata {

    static <T> Notification<T> of(T event, Set<Annotation> qualifiers) {
        return new Notification<>(event, Set.copyOf(qualifiers));
    }

    /**
     * Tells an observer, on this thread.
     *
     * @throws Throwable what the observer threw, itself
     */
    void to(ObserverMethod<? super T> observer) throws Throwable {
        notifyThrough(observer);
    }

    @SuppressWarnings("unchecked") // an observer of a super-type takes an event context of the type as its own
    private <S> void notifyThrough(ObserverMethod<S> observer) throws Throwable {
        try {
            observer.notify((EventContext<S>) this);
        } catch (RuntimeException wrapped) {
            throw unwrapped(wrapped);
        }
    }

    /** Weld wraps checked exceptions, OpenWebBeans every one, in a type that is not there elsewhere. */
    private static Throwable unwrapped(RuntimeException thrown) {
        boolean wrapper = thrown instanceof ObserverException
                || thrown.getClass().getName().equals("org.apache.webbeans.exception.WebBeansException");
        Throwable cause = thrown.getCause();
        return wrapper && cause != null ? cause : thrown;
    }

    @Override
    public T getEvent() {
        return event;
    }

    @Override
    public EventMetadata getMetadata() {
        return this;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return qualifiers;
    }

    @Override
    public @Nullable InjectionPoint getInjectionPoint() {
        return null;
    }

    @Override
    public Type getType() {
        return event.getClass();
    }
}
