package dev.carillon.samples.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.carillon.ConfigurationException;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenApplicationTest {

    private static String report = "";

    /** A message as it must be: its code, where, what, the value there, and words of its remedy. */
    record Message(String code, String place, String attribute, String value, String remedy) {

        static Message onMethod(String code, String method, String attribute, String value, String remedy) {
            return new Message(code, Reports.class.getName() + "#" + method, attribute, value, remedy);
        }

        boolean isIn(String item) {
            return item.contains(". " + code + " " + place + ": " + attribute)
                    && item.contains(value)
                    && item.contains(remedy);
        }
    }

    static Stream<Message> messages() {
        return Stream.of(
                Message.onMethod("CARL-1003", "misspeltCron()", "@Job(cron)", "0 25 * * *", "0 to 23"),
                Message.onMethod(
                        "CARL-1014",
                        "unknownExecutor()",
                        "@Job(executor)",
                        "processpool",
                        "carillon.executors.processpool.type"),
                Message.onMethod("CARL-1013", "unknownStore()", "@Job(store)", "archives", "Name one of these"),
                Message.onMethod("CARL-1015", "zDuplicateId()", "@Job(id)", "export", "Give one of them another id"),
                Message.onMethod(
                        "CARL-1002",
                        "misspeltDuration()",
                        "@Job(misfireGraceTime)",
                        "one hour",
                        "a duration such as 1h"),
                Message.onMethod(
                        "CARL-1006", "misspeltZone()", "@Cron(timezone)", "Europe/Berln", "such as Europe/Berlin"),
                Message.onMethod("CARL-1008", "missingKey()", "@Job(every)", "${reports.interval}", "give a default"),
                Message.onMethod(
                        "CARL-1110",
                        "wrongParameterType(JobRun, int)",
                        "parameter 2",
                        "int",
                        "leave the trigger out and give it as an argument"),
                Message.onMethod(
                        "CARL-1110",
                        "unresolvableInjectionPoint(JobRun, Printer)",
                        "parameter 2",
                        Printer.class.getName(),
                        "Add @ApplicationScoped to its class, or produce it"),
                Message.onMethod(
                        "CARL-1101", "privateObserver(JobRun)", "@Job", "heartbeat", "Make it package-private"),
                new Message(
                        "CARL-1012",
                        "configuration",
                        "carillon.jobstores.default",
                        "java:comp/env/jdbc/missing",
                        "Define it in the server"),
                new Message(
                        "CARL-1001",
                        "configuration",
                        "carillon.job-defaults.max-instance",
                        "3",
                        "carillon.job-defaults.max-instances"));
    }

    @BeforeAll
    static void deploy() {
        Throwable failure = catchThrowable(
                () -> SeContainerInitializer.newInstance().initialize().close());
        List<Throwable> chain =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        assertThat(chain).hasAtLeastOneElementOfType(ConfigurationException.class);
        report = chain.stream()
                .filter(ConfigurationException.class::isInstance)
                .findFirst()
                .orElseThrow()
                .getMessage();
    }

    /** Returns the messages, each from its number on; some have several lines. */
    private static List<String> items() {
        return Stream.of(report.split("\n(?=\\d+\\. )")).skip(1).toList();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void every_fault_is_told_with_place_attribute_value_and_remedy(Message message) {
        assertThat(items()).as(report).anyMatch(message::isIn);
    }

    @Test
    void there_are_twelve_messages_numbered_from_one() {
        List<String> numbers = report.lines()
                .filter(line -> line.matches("\\d+\\. .*"))
                .map(line -> line.substring(0, line.indexOf('.')))
                .toList();
        assertThat(numbers).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    }

    @Test
    void no_thread_is_left() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("carillon-"));
    }

    @Test
    void no_table_is_left_in_the_database_that_can_be_reached() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:broken;DB_CLOSE_DELAY=-1", "sa", "");
                ResultSet found =
                        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next()) {
                if (!found.getString("TABLE_SCHEM").equals("INFORMATION_SCHEMA")) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
        }
        assertThat(tables).isEmpty();
    }
}
