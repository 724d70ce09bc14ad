package dev.carillon.core.config;

import dev.carillon.JobDefinitionException;
import dev.carillon.core.config.Settings.Obsolete;
import dev.carillon.core.config.Settings.PartSettings;
import dev.carillon.spi.JobExecutorProvider;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStoreProvider;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The only reader of configuration keys. It never throws: what is wrong becomes a {@link Fault}, and reading goes on, so
 * that all faults are told at once. Not safe for use by several threads.
 *
 * <p>Values are trimmed; a blank one is not given. Durations are written as
 * {@link dev.carillon.trigger.Durations} reads them: {@code 2s}, {@code 1h30m}, {@code PT15M}. Words are in kebab case, large and small letters alike.
 *
 * <table>
 * <caption>All keys</caption>
 * <tr><th>key</th><th>meaning</th><th>default</th><th>range</th></tr>
 * <tr><td>{@code carillon.node}</td><td>the name of this node; a node that is started again under its old name gets a new epoch</td><td>host, process and a random part</td><td>1 to 120 bytes in UTF-8 without control characters, and unique among the nodes of a cluster</td></tr>
 * <tr><td>{@code carillon.namespace}</td><td>part of every key in a store, so that applications may share tables</td><td>the name of the application; without CDI, {@code default}</td><td>1 to 60 letters, digits, '.', '_' and '-'</td></tr>
 * <tr><td>{@code carillon.timezone}</td><td>the zone of triggers that name none; set it where the nodes' system zones may differ</td><td>that of the system</td><td>a zone id such as Europe/Berlin or UTC</td></tr>
 * <tr><td>{@code carillon.application-version}</td><td>the version of the application; an older one never overwrites the declared jobs of a newer</td><td>unknown</td><td>1 to 60 characters without control characters</td></tr>
 * <tr><td>{@code carillon.shutdown-limit}</td><td>how long a shutdown waits for what is going</td><td>{@code 30s}</td><td>a duration such as 30s, from 0s to 24h</td></tr>
 * <tr><td>{@code carillon.declared.obsolete}</td><td>what becomes of declared jobs that no live node declares any more</td><td>{@code set-aside}</td><td>set-aside, remove or keep</td></tr>
 * <tr><td>{@code carillon.targets.<old>}</td><td>the new name of a target, so that stored jobs go on after a rename</td><td>none</td><td>the present name of a target: the id of its @Job, or com.acme.Mailer#send</td></tr>
 * <tr><td>{@code carillon.jobstores}</td><td>names of stores; needed only where all else comes from environment variables, which cannot be listed</td><td>those that the other keys name</td><td>names separated by commas</td></tr>
 * <tr><td>{@code carillon.jobstores.<name>.type}</td><td>the type of a store; the one named {@code default} is always there</td><td>{@code memory} for {@code default}; the others need one</td><td>the type of a store whose module is on the class path, such as memory or jpa</td></tr>
 * <tr><td>{@code carillon.jobstores.<name>.<option>}</td><td>an option of the type</td><td>what the type says</td><td>what the type says of its option</td></tr>
 * <tr><td>{@code carillon.executors}</td><td>names of executors; needed only where all else comes from environment variables</td><td>those that the other keys name</td><td>names separated by commas</td></tr>
 * <tr><td>{@code carillon.executors.<name>.type}</td><td>the type of an executor; the one named {@code default} is always there</td><td>{@code threadpool} for {@code default}; the others need one</td><td>the type of an executor whose module is on the class path, such as threadpool</td></tr>
 * <tr><td>{@code carillon.executors.<name>.<option>}</td><td>an option of the type</td><td>what the type says</td><td>what the type says of its option</td></tr>
 * <tr><td>{@code carillon.job-defaults.misfire-grace-time}</td><td>how late a run may start, in jobs that do not say</td><td>{@code none}</td><td>a duration such as 1h, not negative, or none for unlimited</td></tr>
 * <tr><td>{@code carillon.job-defaults.coalesce}</td><td>what becomes of several fire times due at once</td><td>{@code latest}</td><td>latest, earliest or all</td></tr>
 * <tr><td>{@code carillon.job-defaults.max-instances}</td><td>how many runs of a job may go on at once in the cluster</td><td>{@code 1}</td><td>a whole number from 1 to 100</td></tr>
 * <tr><td>{@code carillon.job-defaults.when-full}</td><td>what becomes of a fire time when that many are going</td><td>{@code skip}</td><td>skip or queue</td></tr>
 * <tr><td>{@code carillon.job-defaults.jitter}</td><td>by how much a run is put off at random, at most</td><td>{@code none}</td><td>a duration such as 30s, not negative, or none</td></tr>
 * <tr><td>{@code carillon.job-defaults.delivery}</td><td>what holds when a node dies</td><td>{@code at-least-once}</td><td>at-least-once or at-most-once</td></tr>
 * <tr><td>{@code carillon.job-defaults.time-limit}</td><td>how long a run may take before it is asked to end</td><td>{@code none}</td><td>a positive duration such as 10m, or none for unlimited</td></tr>
 * <tr><td>{@code carillon.job-defaults.failed-retention}</td><td>how long a dynamic job that has failed for good stays before it is removed</td><td>{@code 30d}</td><td>a duration such as 7d, from 0s to 36500d, or none for ever</td></tr>
 * <tr><td>{@code carillon.job-defaults.history-count}</td><td>how many ended runs of a job the history of its store keeps, the last to end; 0 for none</td><td>{@code 100}</td><td>a whole number from 0 to 1000000, or none for no limit</td></tr>
 * <tr><td>{@code carillon.job-defaults.history-age}</td><td>how long the history keeps an ended run, also if its job is gone</td><td>{@code 30d}</td><td>a duration such as 7d, from 0s to 36500d, or none for ever</td></tr>
 * <tr><td>{@code carillon.job-defaults.retries}</td><td>how often a run that failed is tried again</td><td>{@code 0}</td><td>a whole number from 0 to 1000</td></tr>
 * <tr><td>{@code carillon.job-defaults.retry-delay}</td><td>how long to wait before the first retry</td><td>{@code 10s}</td><td>a duration such as 10s, not negative</td></tr>
 * <tr><td>{@code carillon.job-defaults.retry-factor}</td><td>by how much each further wait is longer</td><td>{@code 2}</td><td>a number of at least 1 such as 2 or 1.5</td></tr>
 * <tr><td>{@code carillon.job-defaults.retry-max-delay}</td><td>the longest wait, without jitter</td><td>{@code 1h}</td><td>a duration such as 1h, not negative</td></tr>
 * <tr><td>{@code carillon.job-defaults.retry-jitter}</td><td>by a part of which each wait is longer at random</td><td>{@code none}</td><td>a duration such as 5s, not negative, or none</td></tr>
 * <tr><td>{@code carillon.job-defaults.retry-on}</td><td>the exceptions that are worth a retry, each with its subclasses</td><td>all</td><td>names of exception classes separated by commas</td></tr>
 * <tr><td>{@code carillon.job-defaults.retry-not}</td><td>the exceptions that are not worth one; these win</td><td>{@code none}</td><td>names of exception classes separated by commas</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.enabled}</td><td>whether the job is declared at all; nothing else of it is read if not</td><td>{@code true}</td><td>true or false</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.name}</td><td>a name for people</td><td>what {@code @Job} says, else the id</td><td>a text</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.cron}</td><td>a trigger; together with {@code every} and {@code at} it takes the place of all declared triggers</td><td>what is declared</td><td>crontab text in the UNIX dialect such as 0 3 * * mon-fri</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.every}</td><td>a trigger, likewise</td><td>what is declared</td><td>a positive duration such as 2s, 1h30m or PT15M</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.at}</td><td>a trigger, likewise</td><td>what is declared</td><td>an ISO-8601 date and time such as 2027-01-31T09:00, perhaps with an offset</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.timezone}</td><td>the zone of the job's triggers, whatever they name themselves</td><td>what is declared, else {@code carillon.timezone}</td><td>a zone id such as Europe/Berlin or UTC</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.store}</td><td>the store that keeps the job</td><td>what {@code @Job} says, else {@code default}</td><td>the name of a configured store</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.executor}</td><td>the executor that runs the job</td><td>what {@code @Job} says, else {@code default}</td><td>the name of a configured executor</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.tags}</td><td>words to find the job by, in place of the declared ones</td><td>what {@code @Job} says</td><td>words separated by commas</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.misfire-grace-time}</td><td>how late a run may start</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a duration such as 1h, not negative, or none for unlimited</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.coalesce}</td><td>what becomes of several fire times due at once</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>latest, earliest or all</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.max-instances}</td><td>how many runs may go on at once in the cluster</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a whole number from 1 to 100</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.when-full}</td><td>what becomes of a fire time when that many are going</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>skip or queue</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.jitter}</td><td>by how much a run is put off at random, at most</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a duration such as 30s, not negative, or none</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.delivery}</td><td>what holds when a node dies</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>at-least-once or at-most-once</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.time-limit}</td><td>how long a run may take before it is asked to end</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a positive duration such as 10m, or none for unlimited</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.failed-retention}</td><td>how long a job that has failed for good stays before it is removed; a declared job always stays</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a duration such as 7d, from 0s to 36500d, or none for ever</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.history-count}</td><td>how many ended runs of the job the history keeps, the last to end; 0 for none</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a whole number from 0 to 1000000, or none for no limit</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.history-age}</td><td>how long the history keeps an ended run, also if the job is gone</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a duration such as 7d, from 0s to 36500d, or none for ever</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.retries}</td><td>how often a run that failed is tried again</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a whole number from 0 to 1000</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.retry-delay}</td><td>how long to wait before the first retry</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a duration such as 10s, not negative</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.retry-factor}</td><td>by how much each further wait is longer</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a number of at least 1 such as 2 or 1.5</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.retry-max-delay}</td><td>the longest wait, without jitter</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a duration such as 1h, not negative</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.retry-jitter}</td><td>by a part of which each wait is longer at random</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>a duration such as 5s, not negative, or none</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.retry-on}</td><td>the exceptions that are worth a retry, each with its subclasses</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>names of exception classes separated by commas</td></tr>
 * <tr><td>{@code carillon.jobs.<id>.retry-not}</td><td>the exceptions that are not worth one; these win</td><td>what {@code @Job} says, else {@code carillon.job-defaults.*}</td><td>names of exception classes separated by commas</td></tr>
 * </table>
 *
 * <p>The {@code <id>} of a job may hold dots and {@code #}: {@code carillon.jobs.com.acme.Reports#nightly.cron}. Every
 * other key under {@code carillon.} is a fault, but for those that an annotation names in <code>${key}</code>. The names of environment variables are those of MicroProfile
 * Config: {@code CARILLON_JOBSTORES_DEFAULT_TYPE}; what is unknown among them is not reported.
 */
public final class ConfigReader {

    private static final String USUAL_NAMESPACE = "default";
    private static final Duration USUAL_SHUTDOWN_LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_SHUTDOWN_LIMIT = Duration.ofHours(24);
    private static final int MOST_OF_NAMESPACE = 60;
    private static final int MOST_OF_VERSION = 60;

    private final List<JobStoreProvider> storeProviders;
    private final List<JobExecutorProvider> executorProviders;
    private final String applicationName;
    private final Faults faults = new Faults();
    private final Keys keys;
    private final Values values;
    private final PolicyReader policies;
    private final References references;
    private final Map<String, String> placesById = new TreeMap<>();
    private @Nullable Reading reading;

    /** What the first question for settings has found out. */
    private record Reading(Settings settings, PartReader stores, PartReader executors) {}

    /**
     * Begins to read, for an application without a name.
     *
     * @param source where the values come from
     * @param stores the kinds of stores there are
     * @param executors the kinds of executors there are
     */
    public ConfigReader(ConfigSource source, List<JobStoreProvider> stores, List<JobExecutorProvider> executors) {
        this(source, stores, executors, USUAL_NAMESPACE);
    }

    /**
     * Begins to read.
     *
     * @param source where the values come from
     * @param stores the kinds of stores there are
     * @param executors the kinds of executors there are
     * @param applicationName the namespace where {@code carillon.namespace} is not given; characters that a namespace
     *     must not have are replaced by {@code -}, and the rest beyond 60 is cut off
     */
    public ConfigReader(
            ConfigSource source,
            List<JobStoreProvider> stores,
            List<JobExecutorProvider> executors,
            String applicationName) {
        this.storeProviders = List.copyOf(stores);
        this.executorProviders = List.copyOf(executors);
        this.applicationName = applicationName;
        this.keys = new Keys(source, faults);
        this.values = new Values(faults);
        this.policies = new PolicyReader(values);
        this.references = new References(keys, faults);
    }

    /**
     * Reads what concerns the scheduler as a whole. A second call returns the same.
     *
     * @return the settings; where there is a fault, with the default instead
     */
    public Settings settings() {
        return reading().settings();
    }

    private Reading reading() {
        Reading known = reading;
        if (known == null) {
            known = read();
            reading = known;
        }
        return known;
    }

    private Reading read() {
        String namespace = keys.given(Key.NAMESPACE.pattern())
                .flatMap(given -> values.text(given, ConfigReader::isNamespace, Key.NAMESPACE.range()))
                .orElseGet(this::usualNamespace);
        PartReader stores = PartReader.stores(
                storeProviders.stream()
                        .map(provider -> PartType.of(provider, namespace))
                        .toList(),
                keys,
                faults);
        PartReader executors = PartReader.executors(
                executorProviders.stream().map(PartType::of).toList(), keys, faults);
        Map<String, PartSettings> storeSettings = stores.read();
        Map<String, PartSettings> executorSettings = executors.read();
        Settings settings = new Settings(
                keys.given(Key.NODE.pattern())
                        .flatMap(given -> values.text(given, ConfigReader::isId, Key.NODE.range()))
                        .orElseGet(NodeName::generate),
                namespace,
                keys.given(Key.TIMEZONE.pattern())
                        .flatMap(given -> values.zone(given, Key.TIMEZONE.range()))
                        .orElseGet(ZoneId::systemDefault),
                policies.read(JobPolicy.DEFAULT, attribute -> keys.given(attribute.ofDefaults())),
                storeSettings,
                executorSettings,
                keys.given(Key.SHUTDOWN_LIMIT.pattern())
                        .flatMap(given ->
                                values.duration(given, ConfigReader::isShutdownLimit, Key.SHUTDOWN_LIMIT.range()))
                        .orElse(USUAL_SHUTDOWN_LIMIT),
                targetNames(),
                keys.given(Key.APPLICATION_VERSION.pattern())
                        .flatMap(given -> values.text(given, ConfigReader::isVersion, Key.APPLICATION_VERSION.range()))
                        .orElse(""),
                keys.given(Key.OBSOLETE.pattern())
                        .flatMap(given -> values.choice(given, Obsolete.class, Key.OBSOLETE.range()))
                        .orElse(Obsolete.SET_ASIDE));
        return new Reading(settings, stores, executors);
    }

    private String usualNamespace() {
        String name = applicationName.strip().replaceAll("[^A-Za-z0-9._-]", "-");
        return name.isEmpty() ? USUAL_NAMESPACE : name.substring(0, Math.min(name.length(), MOST_OF_NAMESPACE));
    }

    private static boolean isNamespace(String text) {
        return text.matches("[A-Za-z0-9._-]{1," + MOST_OF_NAMESPACE + "}");
    }

    private static boolean isId(String text) {
        try {
            return JobRecord.requireId(text).equals(text);
        } catch (JobDefinitionException fault) {
            return false;
        }
    }

    private static boolean isShutdownLimit(Duration limit) {
        return !limit.isNegative() && limit.compareTo(LONGEST_SHUTDOWN_LIMIT) <= 0;
    }

    private static boolean isVersion(String text) {
        return text.length() <= MOST_OF_VERSION && text.chars().noneMatch(Character::isISOControl);
    }

    private Map<String, String> targetNames() {
        Map<String, String> names = new HashMap<>();
        for (String key : keys.listed(Key.TARGET.prefix())) {
            keys.given(key)
                    .ifPresent(
                            given -> names.put(key.substring(Key.TARGET.prefix().length()), given.text()));
        }
        names.forEach((old, present) -> {
            if (leadsBack(old, names)) {
                faults.add(
                        FaultCode.BAD_RENAME,
                        Given.inConfiguration(Key.TARGET.with(old), present),
                        "The target '" + old
                                + "' is renamed until it has its old name again. Leave out the last step.");
            }
        });
        return names;
    }

    private static boolean leadsBack(String old, Map<String, String> names) {
        String name = old;
        for (int step = 0; step < names.size(); step++) {
            name = names.getOrDefault(name, "");
            if (name.equals(old)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Expands <code>${key:default}</code> in a text of an annotation that is not part of a {@link JobDeclaration}, such as
     * an earlier name of a target.
     *
     * @param place as in {@link Fault#place()}
     * @param attribute as in {@link Fault#attribute()}
     * @param text the text as it is written
     * @return what it comes to, trimmed; empty if that is blank, or there is a fault
     */
    public Optional<String> text(String place, String attribute, String text) {
        return references.expand(place, attribute, text).map(Given::text);
    }

    /**
     * Reads one declared job: {@code carillon.jobs.<id>.*}, then the declaration, then {@code carillon.job-defaults.*},
     * then the defaults of this library. An id may be declared once.
     *
     * @param declaration the job as it is written
     * @return the job, without a trigger if none is given anywhere; empty if it is switched off, or has a fault
     */
    public Optional<DeclaredJob> job(JobDeclaration declaration) {
        Settings settings = settings();
        int before = faults.count();
        Optional<String> id = id(declaration);
        Optional<String> target = text(declaration.place(), "@Job", declaration.target());
        if (id.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        JobTexts texts = new JobTexts(declaration, id.orElseThrow(), keys, references);
        Optional<DeclaredJob> job = new JobReader(settings, values, policies, faults)
                .read(declaration, id.orElseThrow(), target.orElseThrow(), texts);
        return faults.count() == before ? job : Optional.empty();
    }

    private Optional<String> id(JobDeclaration declaration) {
        Optional<Given> given = references.expand(declaration.place(), "@Job(id)", declaration.id());
        Optional<String> id = given.flatMap(
                text -> values.text(text, ConfigReader::isId, "1 to 120 bytes in UTF-8 without control characters"));
        id.ifPresent(present -> checkDuplicate(present, declaration.place()));
        return id;
    }

    private void checkDuplicate(String id, String place) {
        String other = placesById.putIfAbsent(id, place);
        if (other != null) {
            // told at the later of both places, so that the report is the same whatever the order of discovery
            boolean later = place.compareTo(other) > 0;
            faults.add(
                    FaultCode.DUPLICATE_ID,
                    later ? place : other,
                    "@Job(id)",
                    id,
                    "It is the id of the job at " + (later ? other : place) + " as well. Give one of them another id.");
        }
    }

    /**
     * Ends reading: looks for keys under {@code carillon.} that nothing has asked for.
     *
     * @return all faults, each once, sorted by place; empty if there is none
     */
    public List<Fault> faults() {
        Reading done = reading();
        Faults all = new Faults();
        new UnknownKeys(keys, List.of(done.stores(), done.executors()), placesById.keySet()).report(all);
        return Stream.concat(faults.list().stream(), all.list().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
