package dev.carillon.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reports keys under {@code carillon.} that nothing has asked for, each with the key that was meant, as far as one can tell. */
final class UnknownKeys {

    private final Keys keys;
    private final List<PartReader> parts;
    private final Collection<String> ids;

    UnknownKeys(Keys keys, List<PartReader> parts, Collection<String> ids) {
        this.keys = keys;
        this.parts = parts;
        this.ids = ids;
    }

    void report(Faults faults) {
        Set<String> unknown = keys.unknown();
        if (unknown.isEmpty()) {
            return;
        }
        Set<String> known = known();
        for (String key : unknown) {
            String meant = closest(key, known)
                    .map(near -> " Did you mean " + near + "?")
                    .orElse(" Remove it; all keys are in the table of ConfigReader.");
            faults.add(FaultCode.UNKNOWN_KEY, Given.CONFIGURATION, key, shown(key), explain(key) + meant);
        }
    }

    /** Returns the keys that may be given, also those of jobs for which none is. */
    private Set<String> known() {
        Set<String> known = new TreeSet<>(keys.known());
        for (String id : ids) {
            for (JobAttribute attribute : JobAttribute.values()) {
                known.add(attribute.of(id));
            }
        }
        return known;
    }

    /** Shows values only where none can be a secret: a misspelt option of a store may well be its password. */
    private String shown(String key) {
        boolean open = key.startsWith(JobAttribute.JOBS) || key.startsWith(JobAttribute.DEFAULTS);
        return open && !Secrets.isSecret(key) ? keys.peek(key).orElse("") : "";
    }

    private String explain(String key) {
        return parts.stream()
                .flatMap(part -> part.explain(key).stream())
                .findFirst()
                .or(() -> ofJob(key))
                .orElse("There is no such key.");
    }

    private Optional<String> ofJob(String key) {
        if (!key.startsWith(JobAttribute.JOBS)) {
            return Optional.empty();
        }
        String rest = key.substring(JobAttribute.JOBS.length());
        Optional<String> id = ids.stream()
                .filter(each -> rest.startsWith(each + "."))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
        if (id.isPresent()) {
            String attribute = rest.substring(id.orElseThrow().length() + 1);
            return Optional.of("A job has no attribute '" + attribute + "'; it has: " + attributes() + ".");
        }
        return Stream.of(JobAttribute.values())
                .filter(attribute -> rest.endsWith("." + attribute.key()))
                .findFirst()
                .map(attribute -> "No job is declared with the id '"
                        + rest.substring(0, rest.length() - attribute.key().length() - 1) + "'.");
    }

    private static String attributes() {
        return Stream.of(JobAttribute.values()).map(JobAttribute::key).collect(Collectors.joining(", "));
    }

    /** Returns the known key that needs the fewest changes of a character, if these are few enough for a slip. */
    private static Optional<String> closest(String key, Set<String> known) {
        int fewest = Math.min(4, 1 + key.length() / 8) + 1;
        Optional<String> closest = Optional.empty();
        for (String candidate : known) {
            int changes = changes(key, candidate);
            if (changes < fewest) {
                fewest = changes;
                closest = Optional.of(candidate);
            }
        }
        return closest;
    }

    /** The distance of Levenshtein: insertions, deletions and replacements that turn one text into the other. */
    private static int changes(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(diagonal, row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
