package dev.carillon.core.config;

import dev.carillon.core.config.JobDeclaration.TriggerDeclaration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one trigger annotation says, with its references expanded. */
final class TriggerTexts {

    static final String ZONE = "timezone";

    private final TriggerDeclaration declaration;
    private final String place;
    private final Map<String, Given> texts = new TreeMap<>();

    TriggerTexts(TriggerDeclaration declaration, String place, JobTexts job) {
        this.declaration = declaration;
        this.place = place;
        new TreeMap<>(declaration.attributes())
                .forEach((attribute, text) -> job.expand("@" + declaration.annotation() + "(" + attribute + ")", text)
                        .ifPresent(given -> texts.put(attribute, given)));
    }

    /** Returns what is given for an attribute. */
    Optional<Given> given(String attribute) {
        return Optional.ofNullable(texts.get(attribute));
    }

    /** Returns an attribute that has to be there, for a fault that says so. */
    Given missing(String attribute) {
        return new Given(place, "@" + declaration.annotation() + "(" + attribute + ")", "", "", false);
    }

    /** Returns the annotation, for faults that are not of one attribute alone. */
    Given whole() {
        String all = texts.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue().text())
                .collect(Collectors.joining(", "));
        boolean secret = texts.values().stream().anyMatch(Given::secret);
        return new Given(place, "@" + declaration.annotation(), all, all, secret);
    }

    /** Returns what is given as one text for the fingerprint, whatever the order in the annotation. */
    String canonical(ZoneId zone) {
        return texts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(ZONE))
                .map(entry -> entry.getKey() + "=" + entry.getValue().text())
                .collect(Collectors.joining("\n", declaration.annotation() + "\n", "\nin " + zone));
    }
}
