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
import java.util.Locale;
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

    private static Map<String, String> attributes(Job job) {
        Map<String, String> texts = new HashMap<>();
        textsOf(job).forEach((attribute, text) -> texts.put(kebab(attribute), text));
        // not an attribute like the others: it is part of the declaration itself
        texts.remove("id");
        return texts;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
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

    /** Reads all texts of an annotation, so that a new attribute needs no line here. */
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
