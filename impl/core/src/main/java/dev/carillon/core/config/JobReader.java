package dev.carillon.core.config;

import dev.carillon.spi.Declaration;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes a job of a declaration. */
final class JobReader {

    private static final String NO_ARGUMENTS = "[]";

    private final Settings settings;
    private final Values values;
    private final PolicyReader policies;
    private final TriggerReader triggers;
    private final Faults faults;

    JobReader(Settings settings, Values values, PolicyReader policies, Faults faults) {
        this.settings = settings;
        this.values = values;
        this.policies = policies;
        this.triggers = new TriggerReader(values, faults);
        this.faults = faults;
    }

    /** Reads a job; empty if it is switched off. Where there is a fault, what is returned holds a default instead. */
    Optional<DeclaredJob> read(JobDeclaration declaration, String id, String target, JobTexts texts) {
        Optional<Boolean> enabled = texts.override(JobAttribute.ENABLED)
                .flatMap(given -> values.truth(given, JobAttribute.ENABLED.range()));
        if (enabled.isPresent() && !enabled.orElseThrow()) {
            return Optional.empty();
        }
        String name = texts.given(JobAttribute.NAME).map(Given::text).orElse(id);
        String store = part(
                texts.given(JobAttribute.STORE), FaultCode.UNKNOWN_STORE, settings.stores(), "store", Key.STORE_TYPE);
        String executor = part(
                texts.given(JobAttribute.EXECUTOR),
                FaultCode.UNKNOWN_EXECUTOR,
                settings.executors(),
                "executor",
                Key.EXECUTOR_TYPE);
        JobPolicy policy = policies.read(settings.jobDefaults(), texts::given);
        Set<String> tags = tags(declaration, texts);
        Optional<Given> zoneOverride = texts.override(JobAttribute.TIMEZONE);
        Optional<ZoneId> jobZone = zone(texts.given(JobAttribute.TIMEZONE));
        DeclaredTriggers schedule = triggers.read(
                declaration, texts, zoneOverride.flatMap(given -> jobZone), jobZone.orElse(settings.timezone()));

        Fingerprint fingerprint = new Fingerprint()
                .with("id", id)
                .with("store", store)
                .with("name", name)
                .with("target", target)
                .with("executor", executor)
                .with(policy);
        new TreeSet<>(tags).forEach(tag -> fingerprint.with("tag", tag));
        schedule.texts().forEach(text -> fingerprint.with("trigger", text));

        Declaration origin = new Declaration(fingerprint.digest(), settings.applicationVersion());
        return Optional.of(new DeclaredJob(
                id,
                store,
                new JobDefinition(
                        name,
                        target,
                        NO_ARGUMENTS,
                        schedule.trigger(),
                        executor,
                        policy,
                        tags,
                        Optional.of(origin),
                        1,
                        1)));
    }

    private Optional<ZoneId> zone(Optional<Given> given) {
        return given.flatMap(text -> values.zone(text, JobAttribute.TIMEZONE.range()));
    }

    private String part(Optional<Given> given, FaultCode code, Map<String, ?> known, String word, Key type) {
        if (given.isEmpty()) {
            return PartReader.DEFAULT;
        }
        Given name = given.orElseThrow();
        if (!known.containsKey(name.text())) {
            faults.add(
                    code,
                    name,
                    "There is no " + word + " named '" + name.text() + "'; there are: "
                            + String.join(", ", new TreeSet<>(known.keySet()))
                            + ". Name one of these, or configure it with "
                            + type.with(name.text()) + ".");
        }
        return name.text();
    }

    private static Set<String> tags(JobDeclaration declaration, JobTexts texts) {
        Set<String> tags = new TreeSet<>();
        Optional<Given> override = texts.override(JobAttribute.TAGS);
        if (override.isPresent()) {
            for (String tag : override.orElseThrow().text().split(",", -1)) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        } else {
            for (String tag : new TreeSet<>(declaration.tags())) {
                texts.expand("@Job(tags)", tag).map(Given::text).ifPresent(tags::add);
            }
        }
        return tags;
    }
}
