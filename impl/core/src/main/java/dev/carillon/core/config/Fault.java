package dev.carillon.core.config;

import dev.carillon.ConfigurationException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something wrong with a declaration or the configuration, told before anything starts.
 *
 * <p>A code stands for one kind of fault for ever. Those of {@link ConfigReader}:
 *
 * <table>
 * <caption>Codes</caption>
 * <tr><th>code</th><th>kind</th></tr>
 * <tr><td>CARL-1001</td><td>a key under {@code carillon.} that nothing asks for</td></tr>
 * <tr><td>CARL-1002</td><td>not a duration, or out of its range</td></tr>
 * <tr><td>CARL-1003</td><td>a trigger that cannot be read or built</td></tr>
 * <tr><td>CARL-1004</td><td>not a number, or out of its range</td></tr>
 * <tr><td>CARL-1005</td><td>not one of the words that are allowed</td></tr>
 * <tr><td>CARL-1006</td><td>not a time zone</td></tr>
 * <tr><td>CARL-1007</td><td>a name or an id that is too long, or has characters that it must not have</td></tr>
 * <tr><td>CARL-1008</td><td><code>${key}</code> without a value and without a default</td></tr>
 * <tr><td>CARL-1009</td><td><code>${</code> without an end or without a key</td></tr>
 * <tr><td>CARL-1010</td><td>a type of store or executor that nothing on the class path provides</td></tr>
 * <tr><td>CARL-1011</td><td>a store or an executor without a type</td></tr>
 * <tr><td>CARL-1012</td><td>an option of a store or an executor is missing or wrong</td></tr>
 * <tr><td>CARL-1013</td><td>a job names a store that is not configured</td></tr>
 * <tr><td>CARL-1014</td><td>a job names an executor that is not configured</td></tr>
 * <tr><td>CARL-1015</td><td>two jobs with one id</td></tr>
 * <tr><td>CARL-1016</td><td>renamed targets that lead back to themselves</td></tr>
 * <tr><td>CARL-1017</td><td>a value that its source cannot give</td></tr>
 * </table>
 *
 * <p>Codes from {@code CARL-1100} on are for those who find faults in the classes themselves, such as the CDI
 * extension.
 *
 * @param code a stable id such as {@code CARL-1003}
 * @param place where: {@code com.acme.Reports#nightly(JobRun)}, or {@code configuration}
 * @param attribute what: {@code @Job(cron)}, or the key {@code carillon.executors.io.max-workers}
 * @param value what is written there; empty text if nothing is, or if it may be a secret
 * @param rule what is wrong with it, and what to write instead; whole sentences, perhaps on several lines
 */
public record Fault(String code, String place, String attribute, String value, String rule)
        implements Comparable<Fault> {

    private static final Comparator<Fault> ORDER = Comparator.comparing(Fault::place)
            .thenComparing(Fault::attribute)
            .thenComparing(Fault::code)
            .thenComparing(Fault::value)
            .thenComparing(Fault::rule);

    /**
     * Returns the fault as text, for one item of a list.
     *
     * @return such as {@code CARL-1003 com.acme.Reports#nightly(JobRun): @Job(cron) = "0 25 * * *": ...}; what the rule
     *     has on several lines stays there, without a line break at the end
     */
    public String message() {
        String shown = value.isEmpty() ? "" : " = \"" + value + "\"";
        String separator = rule.startsWith("\n") ? ":" : ": ";
        return code + " " + place + ": " + attribute + shown + separator + rule.stripTrailing();
    }

    /**
     * Makes one exception of all faults, numbered from {@code 1.} in the order of the list.
     *
     * @param faults the faults, at least one
     * @return the exception, to be thrown
     */
    public static ConfigurationException exception(List<Fault> faults) {
        String count = faults.size() == 1 ? "1 fault was" : faults.size() + " faults were";
        String items = IntStream.range(0, faults.size())
                .mapToObj(index -> "\n" + (index + 1) + ". " + indented(faults.get(index)))
                .collect(Collectors.joining());
        return new ConfigurationException(
                "Carillon does not start: " + count + " found, and nothing was begun." + items);
    }

    /** Keeps lines below each other as they were, so that a caret stays under its place. */
    private static String indented(Fault fault) {
        return fault.message().replace("\n", "\n    ");
    }

    /** Sorts by place, so that a report is the same on every container. */
    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }
}
