package dev.carillon.jpa;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tables are called. The scripts and the entities say {@code carillon_job}; the configuration may say otherwise.
 *
 * @param schema the schema's name with a dot behind it; empty for the one of the connection
 * @param prefix how all names begin
 */
record Tables(String schema, String prefix) {

    static final String DEFAULT_PREFIX = "carillon_";

    private static final Pattern NAME = Pattern.compile("\\bcarillon_(job|node|history|schema)(\\w*)");

    String job() {
        return schema + prefix + "job";
    }

    String node() {
        return schema + prefix + "node";
    }

    String history() {
        return schema + prefix + "history";
    }

    String version() {
        return schema + prefix + "schema";
    }

    boolean areDefault() {
        return schema.isEmpty() && prefix.equals(DEFAULT_PREFIX);
    }

    /** Puts the configured names into a statement that is written with the default ones. */
    String in(String statement) {
        Matcher names = NAME.matcher(statement);
        return names.replaceAll(name -> {
            boolean table = name.group(2).isEmpty();
            // an index lies in the schema of its table and is named without it
            return Matcher.quoteReplacement((table ? schema : "") + prefix + name.group(1) + name.group(2));
        });
    }
}
