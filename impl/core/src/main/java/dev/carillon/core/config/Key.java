package dev.carillon.core.config;

/**
 * The keys beside those of {@link JobAttribute}, each with what may stand there. The table in {@link ConfigReader} names
 * the same.
 */
enum Key {
    NODE(
            "carillon.node",
            "1 to 120 bytes in UTF-8 without control characters, and unique among the nodes of a cluster"),
    NAMESPACE("carillon.namespace", "1 to 60 letters, digits, '.', '_' and '-'"),
    TIMEZONE("carillon.timezone", "a zone id such as Europe/Berlin or UTC"),
    APPLICATION_VERSION("carillon.application-version", "1 to 60 characters without control characters"),
    SHUTDOWN_LIMIT("carillon.shutdown-limit", "a duration such as 30s, from 0s to 24h"),
    OBSOLETE("carillon.declared.obsolete", "set-aside, remove or keep"),
    TARGET("carillon.targets.<old>", "the present name of a target: the id of its @Job, or com.acme.Mailer#send"),
    STORES("carillon.jobstores", "names separated by commas"),
    STORE_TYPE(
            "carillon.jobstores.<name>.type",
            "the type of a store whose module is on the class path, such as memory or jpa"),
    STORE_OPTION("carillon.jobstores.<name>.<option>", "what the type says of its option"),
    EXECUTORS("carillon.executors", "names separated by commas"),
    EXECUTOR_TYPE(
            "carillon.executors.<name>.type",
            "the type of an executor whose module is on the class path, such as threadpool"),
    EXECUTOR_OPTION("carillon.executors.<name>.<option>", "what the type says of its option");

    private final String pattern;
    private final String range;

    Key(String pattern, String range) {
        this.pattern = pattern;
        this.range = range;
    }

    /** Returns the key, with its variable parts in angle brackets. */
    String pattern() {
        return pattern;
    }

    /** Returns what may stand there, as the end of a sentence that begins with "It must be". */
    String range() {
        return range;
    }

    /** Returns the key with its variable parts filled in. */
    String with(String... parts) {
        String key = pattern;
        for (String part : parts) {
            key = key.substring(0, key.indexOf('<')) + part + key.substring(key.indexOf('>') + 1);
        }
        return key;
    }

    /** Returns what all keys of this pattern begin with. */
    String prefix() {
        return pattern.substring(0, pattern.indexOf('<'));
    }
}
