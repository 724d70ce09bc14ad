package dev.carillon.core.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is said of one job: in the configuration, else in its annotation. */
final class JobTexts {

    private final JobDeclaration declaration;
    private final References references;
    private final Map<JobAttribute, Given> overrides = new EnumMap<>(JobAttribute.class);

    JobTexts(JobDeclaration declaration, String id, Keys keys, References references) {
        this.declaration = declaration;
        this.references = references;
        if (keys.mayBeGiven(JobAttribute.prefix(id))) {
            // all of them, so that each key counts as known even where it changes nothing
            for (JobAttribute attribute : JobAttribute.values()) {
                keys.given(attribute.of(id)).ifPresent(given -> overrides.put(attribute, given));
            }
        }
    }

    /** Returns what holds for an attribute; empty if it is not given. */
    Optional<Given> given(JobAttribute attribute) {
        return override(attribute).or(() -> annotation(attribute));
    }

    /** Returns what the configuration says. */
    Optional<Given> override(JobAttribute attribute) {
        return Optional.ofNullable(overrides.get(attribute));
    }

    /** Returns what holds for a short trigger: one in the configuration replaces all that are declared. */
    Optional<Given> trigger(JobAttribute attribute) {
        return replacesTriggers() ? override(attribute) : annotation(attribute);
    }

    /** Tells whether the configuration has triggers for this job. */
    boolean replacesTriggers() {
        return Stream.of(JobAttribute.CRON, JobAttribute.EVERY, JobAttribute.AT).anyMatch(overrides::containsKey);
    }

    private Optional<Given> annotation(JobAttribute attribute) {
        return Optional.ofNullable(declaration.attributes().get(attribute.key()))
                .flatMap(text -> expand("@Job(" + attribute.inAnnotation() + ")", text));
    }

    /** Expands a text of the declaration. */
    Optional<Given> expand(String attribute, String text) {
        return references.expand(declaration.place(), attribute, text);
    }
}
