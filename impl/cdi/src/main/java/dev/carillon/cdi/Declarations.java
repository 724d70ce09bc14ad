package dev.carillon.cdi;

import dev.carillon.CalendarInterval;
import dev.carillon.Cron;
import dev.carillon.Date;
import dev.carillon.Interval;
import dev.carillon.Job;
import dev.carillon.core.config.JobDeclaration;
import dev.carillon.core.config.JobDeclaration.TriggerDeclaration;
import jakarta.enterprise.inject.spi.Annotated;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the texts of annotations; what is empty is not given. */
final class Declarations {

    private static final List<Class<? extends Annotation>> TRIGGERS =
            List.of(Cron.class, Interval.class, Date.class, CalendarInterval.class);

    private Declarations() {}

    static JobDeclaration of(FoundJob found, String target) {
        return new JobDeclaration(
                found.place(),
                found.id(),
                target,
                attributes(found.job()),
                Set.of(found.job().tags()),
                triggers(found));
    }

    /** Reads them by name: a thousand jobs have more than twenty each, and reflection would tell in the time of a start. */
    static Map<String, String> attributes(Job job) {
        Map<String, String> texts = new HashMap<>();
        put(texts, "name", job.name());
        put(texts, "cron", job.cron());
        put(texts, "every", job.every());
        put(texts, "at", job.at());
        put(texts, "timezone", job.timezone());
        put(texts, "store", job.store());
        put(texts, "executor", job.executor());
        put(texts, "misfire-grace-time", job.misfireGraceTime());
        put(texts, "coalesce", job.coalesce());
        put(texts, "max-instances", job.maxInstances());
        put(texts, "when-full", job.whenFull());
        put(texts, "jitter", job.jitter());
        put(texts, "delivery", job.delivery());
        put(texts, "time-limit", job.timeLimit());
        put(texts, "failed-retention", job.failedRetention());
        put(texts, "history-count", job.historyCount());
        put(texts, "history-age", job.historyAge());
        put(texts, "retries", job.retries());
        put(texts, "retry-delay", job.retryDelay());
        put(texts, "retry-factor", job.retryFactor());
        put(texts, "retry-max-delay", job.retryMaxDelay());
        put(texts, "retry-jitter", job.retryJitter());
        put(texts, "retry-on", job.retryOn());
        put(texts, "retry-not", job.retryNot());
        return texts;
    }

    private static void put(Map<String, String> texts, String attribute, String text) {
        if (!text.isEmpty()) {
            texts.put(attribute, text);
        }
    }

    /** Tells whether a job has a trigger in code. */
    static boolean isTimed(FoundJob found) {
        Job job = found.job();
        return Stream.of(job.cron(), job.every(), job.at()).anyMatch(text -> !text.isEmpty())
                || !triggers(found).isEmpty();
    }

    private static List<TriggerDeclaration> triggers(FoundJob found) {
        return found.annotated().stream().flatMap(Declarations::triggers).toList();
    }

    /** Reads the trigger annotations of a method or a parameter, repeated ones too. */
    static Stream<TriggerDeclaration> triggers(Annotated annotated) {
        return TRIGGERS.stream()
                .flatMap(type -> annotated.getAnnotations(type).stream())
                .map(Declarations::trigger);
    }

    private static TriggerDeclaration trigger(Annotation annotation) {
        return new TriggerDeclaration(annotation.annotationType().getSimpleName(), textsOf(annotation));
    }

    /** Reads all texts of a trigger, so that a new attribute needs no line here. */
    private static Map<String, String> textsOf(Annotation annotation) {
        Map<String, String> texts = new TreeMap<>();
        for (Method attribute : annotation.annotationType().getDeclaredMethods()) {
            if (attribute.getReturnType() == String.class) {
                texts.put(attribute.getName(), textOf(annotation, attribute));
            }
        }
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    private static String textOf(Annotation annotation, Method attribute) {
        try {
            return (String) attribute.invoke(annotation);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException("cannot read " + attribute + " of " + annotation, unreadable);
        }
    }
}
