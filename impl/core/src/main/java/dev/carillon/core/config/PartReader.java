package dev.carillon.core.config;

import dev.carillon.core.config.Settings.PartSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the stores, or the executors: parts that have a name, a type, and options that only their provider knows. */
final class PartReader {

    /** The name of the part that is always there. */
    static final String DEFAULT = "default";

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,59}";

    private final String word;
    private final Key list;
    private final Key type;
    private final String usualType;
    private final Map<String, PartType> types;
    private final Keys keys;
    private final Faults faults;
    private final Map<String, PartSettings> parts = new TreeMap<>();

    private PartReader(
            String word, Key list, Key type, String usualType, List<PartType> types, Keys keys, Faults faults) {
        this.word = word;
        this.list = list;
        this.type = type;
        this.usualType = usualType;
        this.types = types.stream()
                .collect(Collectors.toMap(PartType::name, each -> each, (first, second) -> first, TreeMap::new));
        this.keys = keys;
        this.faults = faults;
    }

    static PartReader stores(List<PartType> types, Keys keys, Faults faults) {
        return new PartReader("store", Key.STORES, Key.STORE_TYPE, "memory", types, keys, faults);
    }

    static PartReader executors(List<PartType> types, Keys keys, Faults faults) {
        return new PartReader("executor", Key.EXECUTORS, Key.EXECUTOR_TYPE, "threadpool", types, keys, faults);
    }

    /** Reads all parts; those with faults are there as well, so that jobs can name them. */
    Map<String, PartSettings> read() {
        for (String name : names()) {
            parts.put(name, part(name));
        }
        return parts;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        names.add(DEFAULT);
        keys.given(list.pattern()).ifPresent(given -> {
            for (String name : given.text().split(",", -1)) {
                if (name.strip().matches(NAME)) {
                    names.add(name.strip());
                } else {
                    badName(list.pattern(), name.strip());
                }
            }
        });
        for (String key : keys.listed(prefix())) {
            String rest = key.substring(prefix().length());
            int dot = rest.indexOf('.');
            // a guess at CARILLON_JOBSTORES_MY_STORE_TYPE says store.type, of which "my" is no store
            boolean isType = rest.indexOf('.', dot + 1) < 0 && rest.endsWith(".type");
            if (dot > 0 && (isType || !keys.isGuess(key))) {
                String name = rest.substring(0, dot);
                if (name.matches(NAME)) {
                    names.add(name);
                } else {
                    badName(key, name);
                    keys.given(key);
                }
            }
        }
        return names;
    }

    private void badName(String key, String name) {
        faults.add(
                FaultCode.BAD_NAME,
                Given.CONFIGURATION,
                key,
                name,
                "The name of " + article() + " " + word
                        + " is 1 to 60 letters, digits, '_' and '-', the first a letter or digit. Choose another.");
    }

    private PartSettings part(String name) {
        Optional<Given> given = keys.given(type.with(name));
        if (given.isEmpty() && !name.equals(DEFAULT)) {
            faults.add(
                    FaultCode.MISSING_TYPE,
                    Given.CONFIGURATION,
                    type.with(name),
                    "",
                    "The " + word + " '" + name + "' has no type. Set " + type.with(name) + " to one of: " + typeNames()
                            + ".");
            return new PartSettings("", allOptions(name));
        }
        String typeName = given.map(Given::text).orElse(usualType);
        PartType known = types.get(typeName);
        if (known == null) {
            Given shown = given.orElseGet(() -> Given.inConfiguration(type.with(name), typeName));
            faults.add(FaultCode.UNKNOWN_TYPE, shown, unknownType(typeName));
            return new PartSettings(typeName, allOptions(name));
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : new TreeSet<>(known.options())) {
            keys.given(optionKey(name, option)).ifPresent(value -> options.put(option, value.text()));
        }
        check(name, known, options);
        return new PartSettings(typeName, options);
    }

    private void check(String name, PartType known, Map<String, String> options) {
        for (String message : messages(name, known, options)) {
            faults.add(FaultCode.BAD_PART, Given.CONFIGURATION, prefix() + name, "", Secrets.masked(message, options));
        }
    }

    private List<String> messages(String name, PartType known, Map<String, String> options) {
        try {
            return known.check().apply(name, options);
        } catch (RuntimeException failure) {
            return List.of("Type '" + known.name() + "' failed while it checked its options: " + failure
                    + ". Look at its options, and report this as a fault of its provider.");
        }
    }

    /** Takes all that is listed for a part of which no provider can tell what it knows. */
    private Map<String, String> allOptions(String name) {
        Map<String, String> options = new LinkedHashMap<>();
        String prefix = optionKey(name, "");
        for (String key : keys.listed(prefix)) {
            keys.given(key).ifPresent(value -> options.put(key.substring(prefix.length()), value.text()));
        }
        options.remove("type");
        return options;
    }

    private String unknownType(String typeName) {
        String module = typeName.matches("jpa|redis|mongodb|zookeeper|rethinkdb") && word.equals("store")
                ? "Add carillon-" + typeName + " to the class path, or use another type."
                : "Use one of these, or add the module that has it to the class path.";
        return "There is no type of " + word + " named '" + typeName + "'; there are: " + typeNames() + ". " + module;
    }

    /** Says what is wrong with a key that nothing has asked for; empty if it belongs to no part of this kind. */
    Optional<String> explain(String key) {
        if (!key.startsWith(prefix())) {
            return Optional.empty();
        }
        String rest = key.substring(prefix().length());
        PartSettings part = parts.get(rest.substring(0, Math.max(0, rest.indexOf('.'))));
        PartType known = part == null ? null : types.get(part.type());
        if (part == null || known == null) {
            return Optional.empty();
        }
        String name = rest.substring(0, rest.indexOf('.'));
        String option = rest.substring(name.length() + 1);
        String options = known.options().isEmpty()
                ? "it has none"
                : "it has: " + String.join(", ", new TreeSet<>(known.options()));
        return Optional.of("The type '" + part.type() + "' of " + word + " '" + name + "' has no option '" + option
                + "'; " + options + ".");
    }

    private String optionKey(String name, String option) {
        return prefix() + name + "." + option;
    }

    private String prefix() {
        return type.prefix();
    }

    private String typeNames() {
        return String.join(", ", types.keySet());
    }

    private String article() {
        return word.startsWith("e") ? "an" : "a";
    }
}
