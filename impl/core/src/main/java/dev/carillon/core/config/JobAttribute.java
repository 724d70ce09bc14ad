package dev.carillon.core.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What can be said of a job in the configuration: as {@code carillon.jobs.<id>.<attribute>}, and for those of its policy
 * as {@code carillon.job-defaults.<attribute>}. The table in {@link ConfigReader} names the same.
 */
enum JobAttribute {
    ENABLED("true or false"),
    NAME("a text"),
    CRON("crontab text in the UNIX dialect such as 0 3 * * mon-fri"),
    EVERY("a positive duration such as 2s, 1h30m or PT15M"),
    AT("an ISO-8601 date and time such as 2027-01-31T09:00, perhaps with an offset"),
    TIMEZONE("a zone id such as Europe/Berlin or UTC"),
    STORE("the name of a configured store"),
    EXECUTOR("the name of a configured executor"),
    TAGS("words separated by commas"),
    MISFIRE_GRACE_TIME("a duration such as 1h, not negative, or none for unlimited"),
    COALESCE("latest, earliest or all"),
    MAX_INSTANCES("a whole number from 1 to 100"),
    WHEN_FULL("skip or queue"),
    JITTER("a duration such as 30s, not negative, or none"),
    DELIVERY("at-least-once or at-most-once"),
    TIME_LIMIT("a positive duration such as 10m, or none for unlimited"),
    FAILED_RETENTION("a duration such as 7d, from 0s to 36500d, or none for ever"),
    HISTORY_COUNT("a whole number from 0 to 1000000, or none for no limit"),
    HISTORY_AGE("a duration such as 7d, from 0s to 36500d, or none for ever"),
    RETRIES("a whole number from 0 to 1000"),
    RETRY_DELAY("a duration such as 10s, not negative"),
    RETRY_FACTOR("a number of at least 1 such as 2 or 1.5"),
    RETRY_MAX_DELAY("a duration such as 1h, not negative"),
    RETRY_JITTER("a duration such as 5s, not negative, or none"),
    RETRY_ON("names of exception classes separated by commas"),
    RETRY_NOT("names of exception classes separated by commas");

    static final String JOBS = "carillon.jobs.";
    static final String DEFAULTS = "carillon.job-defaults.";

    private final String range;
    private final String key;
    private final String inAnnotation;

    JobAttribute(String range) {
        this.range = range;
        this.key = Kebab.of(this);
        String[] words = key.split("-", -1);
        this.inAnnotation = words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }

    /** Returns the name in kebab case, as in keys. */
    String key() {
        return key;
    }

    /** Returns the name as that of a method of {@code @Job}. */
    String inAnnotation() {
        return inAnnotation;
    }

    /** Returns what may stand there, as the end of a sentence that begins with "It must be". */
    String range() {
        return range;
    }

    /** Tells whether there is a default for all jobs. */
    boolean inDefaults() {
        return compareTo(MISFIRE_GRACE_TIME) >= 0;
    }

    /** Returns how all keys for one job begin. */
    static String prefix(String id) {
        return JOBS + id + ".";
    }

    /** Returns the key for one job. */
    String of(String id) {
        return prefix(id) + key;
    }

    /** Returns the key for all jobs. */
    String ofDefaults() {
        return DEFAULTS + key();
    }
}
