package dev.carillon.jpa;

import dev.carillon.spi.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the configuration says of a store, checked.
 *
 * @param source where the database is
 * @param tables what the tables are called
 * @param schema what is done about them when the store is opened
 * @param provider the class of the persistence provider; empty for the first that is found
 * @param applicationUnit the name of a unit of the application that is to be used; empty for the store's own
 * @param signals whether nodes tell each other of changes where the database can
 * @param history whether ended runs are written to the history
 */
record JpaOptions(
        Source source,
        Tables tables,
        Schema schema,
        Optional<String> provider,
        Optional<String> applicationUnit,
        boolean signals,
        boolean history) {

    static final String DATASOURCE = "datasource";
    static final String URL = "url";
    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String MAX_POOL_SIZE = "max-pool-size";
    static final String TABLE_PREFIX = "table-prefix";
    static final String SCHEMA_NAME = "schema-name";
    static final String SCHEMA = "schema";
    static final String PROVIDER = "provider";
    static final String PERSISTENCE_UNIT = "persistence-unit";
    static final String NOTIFY = "notify";
    static final String HISTORY = "history";

    static final Set<String> ALL = Set.of(
            DATASOURCE,
            URL,
            USERNAME,
            PASSWORD,
            MAX_POOL_SIZE,
            TABLE_PREFIX,
            SCHEMA_NAME,
            SCHEMA,
            PROVIDER,
            PERSISTENCE_UNIT,
            NOTIFY,
            HISTORY);

    // what every database takes without quotes, short enough for the names of indexes
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,29}");
    private static final int MOST_NAMESPACE_BYTES = 120;
    private static final int DEFAULT_POOL_SIZE = 10;
    private static final int LEAST_POOL_SIZE = 2;

    /** Where the database is. */
    sealed interface Source {

        /**
         * A data source of the container.
         *
         * @param jndiName its name
         */
        record Container(String jndiName) implements Source {}

        /**
         * An address, reached through a pool of the store's own.
         *
         * @param poolSize how many connections at most
         */
        record Address(String url, Optional<String> username, Optional<String> password, int poolSize)
                implements Source {

            /** Shows nothing: addresses can hold passwords. */
            @Override
            public String toString() {
                return "an address";
            }
        }
    }

    /** What is done about the tables when a store is opened. */
    enum Schema {
        /** They are made if they are missing, and checked. */
        CREATE,
        /** They are checked. */
        VALIDATE,
        /** Nothing. */
        NONE
    }

    /** Reads options, and adds what is wrong with them to a list. */
    static JpaOptions read(StoreSettings settings, List<String> faults) {
        return new Reader(settings, faults).read();
    }

    private record Reader(StoreSettings settings, List<String> faults) {

        JpaOptions read() {
            int bytes = settings.namespace().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_NAMESPACE_BYTES) {
                fault(
                        "namespace",
                        settings.namespace(),
                        "has " + bytes + " bytes; at most 120 are stored. Shorten it.");
            }
            String schemaName = name(SCHEMA_NAME).map(name -> name + ".").orElse("");
            Tables tables = new Tables(schemaName, name(TABLE_PREFIX).orElse(Tables.DEFAULT_PREFIX));
            Optional<String> unit = settings.option(PERSISTENCE_UNIT);
            if (unit.isPresent()) {
                for (String option : List.of(TABLE_PREFIX, SCHEMA_NAME, PROVIDER)) {
                    if (settings.option(option).isPresent()) {
                        faults.add("The option " + option + " of the store '" + settings.name()
                                + "' has no say where persistence-unit names a unit of the application. Remove one of"
                                + " the two.");
                    }
                }
            }
            return new JpaOptions(source(), tables, schema(), settings.option(PROVIDER), unit, signals(), history());
        }

        private Source source() {
            Optional<String> jndiName = settings.option(DATASOURCE);
            Optional<String> url = settings.option(URL);
            if (jndiName.isPresent() == url.isPresent()) {
                faults.add("The store '" + settings.name() + "' needs either " + DATASOURCE
                        + ", the JNDI name of a data source, or " + URL + ", a JDBC address; it has "
                        + (url.isPresent() ? "both. Remove one." : "neither. Add one."));
            }
            if (jndiName.isPresent()) {
                for (String option : List.of(USERNAME, PASSWORD, MAX_POOL_SIZE)) {
                    if (settings.option(option).isPresent()) {
                        faults.add("The option " + option + " of the store '" + settings.name()
                                + "' belongs to url; a data source has its own. Remove it.");
                    }
                }
                return new Source.Container(jndiName.get());
            }
            // a password may be blank, or begin with a blank
            return new Source.Address(
                    url.orElse(""),
                    settings.option(USERNAME),
                    Optional.ofNullable(settings.options().get(PASSWORD)),
                    poolSize());
        }

        private int poolSize() {
            Optional<String> text = settings.option(MAX_POOL_SIZE);
            try {
                int size = text.map(Integer::parseInt).orElse(DEFAULT_POOL_SIZE);
                if (size >= LEAST_POOL_SIZE) {
                    return size;
                }
            } catch (NumberFormatException notOne) {
                // told below, as a number that is too small
            }
            fault(
                    MAX_POOL_SIZE,
                    text.orElse(""),
                    "is not a number of at least 2: the loop and the lease must not wait"
                            + " for each other. Leave it out for " + DEFAULT_POOL_SIZE + ".");
            return DEFAULT_POOL_SIZE;
        }

        private Optional<String> name(String option) {
            Optional<String> name = settings.option(option);
            name.filter(text -> !NAME.matcher(text).matches())
                    .ifPresent(text -> fault(
                            option,
                            text,
                            "is not a letter and up to 29 letters, digits or underscores." + " Choose such a name."));
            return name;
        }

        private boolean signals() {
            String text = settings.option(NOTIFY).orElse("auto");
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "auto" -> true;
                case "off" -> false;
                default -> {
                    fault(NOTIFY, text, "is neither auto nor off. Choose one of them.");
                    yield false;
                }
            };
        }

        private boolean history() {
            String text = settings.option(HISTORY).orElse("on");
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "on" -> true;
                case "off" -> false;
                default -> {
                    fault(HISTORY, text, "is neither on nor off. Choose one of them.");
                    yield false;
                }
            };
        }

        private Schema schema() {
            String text = settings.option(SCHEMA).orElse("create");
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "create" -> Schema.CREATE;
                case "validate" -> Schema.VALIDATE;
                case "none" -> Schema.NONE;
                default -> {
                    fault(SCHEMA, text, "is none of create, validate, none. Choose one of them.");
                    yield Schema.NONE;
                }
            };
        }

        private void fault(String option, String value, String rule) {
            faults.add("The option " + option + " of the store '" + settings.name() + "', '" + value + "', " + rule);
        }
    }

    /** Reads options and returns what is wrong with them. */
    static List<String> faults(StoreSettings settings) {
        List<String> faults = new ArrayList<>();
        read(settings, faults);
        return faults;
    }
}
