package dev.carillon.jpa;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints the script that makes the tables, under other names than those of the script in the jar, for whoever makes tables
 * with a tool of his own:
 *
 * <pre>{@code
 * java -cp carillon-jpa.jar:carillon-api.jar:jakarta.persistence-api.jar dev.carillon.jpa.SchemaScript mariadb c1_ > V1__carillon.sql
 * }</pre>
 */
public final class SchemaScript {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,29}");

    private SchemaScript() {}

    /**
     * Prints a script to the standard output.
     *
     * @param arguments the database, such as {@code postgresql}; the prefix of the tables; and, if the connection's will
     *     not do, the name of the schema
     */
    public static void main(String[] arguments) {
        print(List.of(arguments), System.out);
    }

    static void print(List<String> arguments, PrintStream out) {
        Optional<Database> database = arguments.stream()
                .findFirst()
                .flatMap(name -> Stream.of(Database.values())
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst())
                .filter(each -> each.script().isPresent());
        List<String> names = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        if (database.isEmpty()
                || names.size() > 2
                || names.stream().anyMatch(name -> !NAME.matcher(name).matches())) {
            throw new IllegalArgumentException("Give the database ("
                    + String.join(
                            ", ",
                            Stream.of(Database.values())
                                    .filter(each -> each.script().isPresent())
                                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                                    .toList())
                    + "), then the prefix of the tables, then perhaps the name of their schema: letters, digits and"
                    + " underscores. Given was: " + arguments);
        }
        Tables tables = new Tables(
                names.size() == 2 ? names.get(1) + "." : "", names.isEmpty() ? Tables.DEFAULT_PREFIX : names.get(0));
        out.print(tables.in(SchemaVersion.text(database.get().script().orElseThrow())));
    }
}
