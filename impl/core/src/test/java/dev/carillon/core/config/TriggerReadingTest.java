package dev.carillon.core.config;

import static dev.carillon.core.config.TestTypes.messages;
import static dev.carillon.core.config.TestTypes.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carillon.CalendarInterval;
import dev.carillon.Cron;
import dev.carillon.Date;
import dev.carillon.Interval;
import dev.carillon.core.config.JobDeclaration.TriggerDeclaration;
import dev.carillon.spi.JobDefinition;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.AnyOfTrigger;
import dev.carillon.trigger.CalendarIntervalTrigger;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronDialect;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.EndOfMonth;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.Triggers;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerReadingTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static JobDeclaration job(Map<String, String> attributes, TriggerDeclaration... triggers) {
        return new JobDeclaration(
                "com.acme.Reports#beat(JobRun)", "beat", "beat", attributes, Set.of(), List.of(triggers));
    }

    private static JobDefinition definition(Map<String, String> values, JobDeclaration declaration) {
        Map<String, String> all = new HashMap<>(Map.of("carillon.timezone", "Europe/Berlin"));
        all.putAll(values);
        ConfigReader reader = reader(all);
        JobDefinition definition = reader.job(declaration)
                .orElseThrow(() -> new AssertionError(reader.faults().toString()))
                .definition();
        assertThat(reader.faults()).isEmpty();
        return definition;
    }

    private static Trigger trigger(Map<String, String> values, JobDeclaration declaration) {
        return definition(values, declaration).trigger().orElseThrow();
    }

    private static Trigger trigger(String annotation, Map<String, String> attributes) {
        return trigger(Map.of(), job(Map.of(), new TriggerDeclaration(annotation, attributes)));
    }

    @Test
    void crontab_text_is_read_in_the_zone_of_the_scheduler() {
        assertThat(trigger(Map.of(), job(Map.of("cron", "0 3 * * mon-fri"))))
                .isEqualTo(Triggers.cron("0 3 * * mon-fri", BERLIN));
    }

    @Test
    @Proves("8.3/19")
    void a_cron_annotation_has_fields() {
        assertThat(trigger(
                        "Cron",
                        Map.ofEntries(
                                Map.entry("year", "2027-2030"),
                                Map.entry("month", "jan,jul"),
                                Map.entry("day", "1-7"),
                                Map.entry("week", "*"),
                                Map.entry("dayOfWeek", "mon-fri"),
                                Map.entry("hour", "3"),
                                Map.entry("minute", "*/15"),
                                Map.entry("second", "30"),
                                Map.entry("timezone", "Asia/Tokyo"),
                                Map.entry("start", "2027-01-31T09:00"),
                                Map.entry("end", "2029-01-31T09:00Z"),
                                Map.entry("clockChange", "wall-clock"))))
                .isEqualTo(CronTrigger.builder()
                        .year("2027-2030")
                        .month("jan,jul")
                        .day("1-7")
                        .week("*")
                        .dayOfWeek("mon-fri")
                        .hour("3")
                        .minute("*/15")
                        .second("30")
                        .timezone(TOKYO)
                        .start(Instant.parse("2027-01-31T00:00:00Z"))
                        .end(Instant.parse("2029-01-31T09:00:00Z"))
                        .clockChange(ClockChange.WALL_CLOCK)
                        .build());
    }

    @Test
    void a_cron_annotation_has_text_in_a_dialect() {
        assertThat(trigger("Cron", Map.of("value", "0 3 * * 0", "dialect", "apscheduler")))
                .isEqualTo(CronTrigger.builder()
                        .crontab("0 3 * * 0", CronDialect.APSCHEDULER)
                        .timezone(BERLIN)
                        .build())
                .isNotEqualTo(Triggers.cron("0 3 * * 0", BERLIN));
    }

    @Test
    void the_parts_of_an_interval_add_up() {
        assertThat(trigger(
                        "Interval",
                        Map.of(
                                "value", "1m", "weeks", "1", "days", "2", "hours", "1.5", "minutes", "3", "seconds",
                                "4")))
                .isEqualTo(Triggers.every(Duration.ofDays(9).plusMinutes(94).plusSeconds(4)));
    }

    @Test
    @Proves({"8.2/2", "8.3/44"})
    void an_interval_has_bounds_and_a_first_run() {
        assertThat(trigger(
                        "Interval",
                        Map.of(
                                "value",
                                "2s",
                                "start",
                                "2027-01-31T09:00",
                                "end",
                                "2027-01-31",
                                "timezone",
                                "Asia/Tokyo")))
                .isEqualTo(new IntervalTrigger(Duration.ofSeconds(2))
                        .startingAt(Instant.parse("2027-01-31T00:00:00Z"))
                        .endingAt(Instant.parse("2027-01-30T15:00:00Z")));
        assertThat(trigger("Interval", Map.of("value", "2s", "firstRun", "at-once")))
                .isEqualTo(Triggers.every("2s").atOnce());
    }

    @Test
    @Proves("8.1/2")
    void a_date_annotation_is_read_in_its_zone() {
        assertThat(trigger("Date", Map.of("value", "2027-01-31 09:00", "timezone", "Asia/Tokyo")))
                .isEqualTo(new DateTrigger(Instant.parse("2027-01-31T00:00:00Z")));
    }

    @Test
    void a_calendar_interval_annotation_has_all_its_attributes() {
        assertThat(trigger(
                        "CalendarInterval",
                        Map.ofEntries(
                                Map.entry("years", "1"),
                                Map.entry("months", "2"),
                                Map.entry("weeks", "3"),
                                Map.entry("days", "4"),
                                Map.entry("hour", "5"),
                                Map.entry("minute", "6"),
                                Map.entry("second", "7"),
                                Map.entry("start", "2027-01-31"),
                                Map.entry("end", "2029-01-31"),
                                Map.entry("endOfMonth", "last-valid-day"),
                                Map.entry("clockChange", "wall-clock"))))
                .isEqualTo(CalendarIntervalTrigger.builder()
                        .years(1)
                        .months(2)
                        .weeks(3)
                        .days(4)
                        .at(5, 6, 7)
                        .start(LocalDate.of(2027, 1, 31))
                        .end(LocalDate.of(2029, 1, 31))
                        .endOfMonth(EndOfMonth.LAST_VALID_DAY)
                        .clockChange(ClockChange.WALL_CLOCK)
                        .timezone(BERLIN)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"Cron, hour, 3", "Interval, value, 2s", "CalendarInterval, months, 1"})
    void a_trigger_can_be_limited_to_some_runs(String annotation, String attribute, String value) {
        assertThat(trigger(annotation, Map.of(attribute, value, "maxRuns", "3")))
                .isEqualTo(trigger(annotation, Map.of(attribute, value)).limitedTo(3));
    }

    @Test
    void references_are_expanded_in_triggers() {
        assertThat(trigger(
                        Map.of("hour", "4"),
                        job(
                                Map.of(),
                                new TriggerDeclaration("Cron", Map.of("hour", "${hour}", "minute", "${minute:}")))))
                .isEqualTo(CronTrigger.builder().hour("4").timezone(BERLIN).build());
    }

    @Test
    void several_triggers_mean_or_whatever_their_order() {
        TriggerDeclaration morning = new TriggerDeclaration("Cron", Map.of("hour", "9"));
        TriggerDeclaration evening = new TriggerDeclaration("Cron", Map.of("hour", "18"));

        JobDefinition one = definition(Map.of(), job(Map.of("cron", "0 3 * * *", "every", "2s"), morning, evening));
        JobDefinition other = definition(Map.of(), job(Map.of("every", "2s", "cron", "0 3 * * *"), evening, morning));

        assertThat(one.trigger()).get().isInstanceOfSatisfying(AnyOfTrigger.class, or -> assertThat(or.triggers())
                .containsExactlyInAnyOrder(
                        Triggers.cron("0 3 * * *", BERLIN),
                        Triggers.every("2s"),
                        CronTrigger.builder().hour(9).timezone(BERLIN).build(),
                        CronTrigger.builder().hour(18).timezone(BERLIN).build()));
        assertThat(one.trigger()).isEqualTo(other.trigger());
        assertThat(one.declaration()).isEqualTo(other.declaration());
    }

    @Test
    void triggers_in_the_configuration_replace_all_declared_ones() {
        JobDeclaration declaration =
                job(Map.of("cron", "wrong", "every", "wrong"), new TriggerDeclaration("Cron", Map.of("hour", "wrong")));

        assertThat(trigger(Map.of("carillon.jobs.beat.cron", "0 4 * * *"), declaration))
                .isEqualTo(Triggers.cron("0 4 * * *", BERLIN));
        assertThat(trigger(
                        Map.of("carillon.jobs.beat.cron", "0 4 * * *", "carillon.jobs.beat.at", "2027-01-31T09:00Z"),
                        declaration))
                .isInstanceOfSatisfying(AnyOfTrigger.class, or -> assertThat(or.triggers())
                        .containsExactlyInAnyOrder(
                                Triggers.cron("0 4 * * *", BERLIN),
                                new DateTrigger(Instant.parse("2027-01-31T09:00:00Z"))));
    }

    @Test
    @Proves("8.6/3")
    void a_zone_is_that_of_the_configured_job_then_the_trigger_then_the_job_then_the_scheduler() {
        Map<String, String> values = new HashMap<>();
        TriggerDeclaration silent = new TriggerDeclaration("Cron", Map.of("hour", "3"));
        TriggerDeclaration inTokyo = new TriggerDeclaration("Cron", Map.of("hour", "3", "timezone", "Asia/Tokyo"));
        Map<String, String> jobInParis = Map.of("timezone", "Europe/Paris");
        CronTrigger.Builder three = CronTrigger.builder().hour(3);

        assertThat(trigger(values, job(Map.of(), silent)))
                .isEqualTo(three.timezone(BERLIN).build());
        assertThat(trigger(values, job(jobInParis, silent)))
                .isEqualTo(three.timezone(ZoneId.of("Europe/Paris")).build());
        assertThat(trigger(values, job(jobInParis, inTokyo)))
                .isEqualTo(three.timezone(TOKYO).build());
        values.put("carillon.jobs.beat.timezone", "UTC");
        assertThat(trigger(values, job(jobInParis, inTokyo)))
                .isEqualTo(three.timezone(ZoneId.of("UTC")).build());
    }

    @Test
    void misspelt_crontab_text_is_told_with_a_caret_under_its_place() {
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job(Map.of("cron", "0 25 * * *")))).isEmpty();

        String message = Fault.exception(reader.faults()).getMessage();
        List<String> lines = message.lines().toList();
        assertThat(lines.get(1)).isEqualTo("1. CARL-1003 com.acme.Reports#beat(JobRun): @Job(cron) = \"0 25 * * *\":");
        int text = lines.indexOf(lines.stream()
                .filter(line -> line.strip().equals("0 25 * * *"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.get(text + 1)).isEqualTo(" ".repeat(lines.get(text).indexOf("25")) + "^");
    }

    @Test
    void every_wrong_field_is_told_at_its_attribute() {
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job(
                        Map.of(),
                        new TriggerDeclaration("Cron", Map.of("hour", "25", "minute", "61", "dayOfWeek", "mon")))))
                .isEmpty();

        assertThat(reader.faults())
                .extracting(Fault::code, Fault::attribute, Fault::value)
                .containsExactly(tuple("CARL-1003", "@Cron(hour)", "25"), tuple("CARL-1003", "@Cron(minute)", "61"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cron|month = feb, day = 30",
                "Cron|value = 0 3 * * *, hour = 3",
                "Cron|''",
                "Interval|''",
                "Interval|hours = 0",
                "CalendarInterval|hour = 3",
                "CalendarInterval|days = 1, start = 2027-01-31, end = 2026-01-31",
            })
    void what_cannot_be_together_is_told_at_the_annotation(String annotation, String attributes) {
        Map<String, String> map = new TreeMap<>();
        Stream.of(attributes.split(", "))
                .filter(text -> !text.isEmpty())
                .map(text -> text.split(" = "))
                .forEach(pair -> map.put(pair[0], pair[1]));
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job(Map.of(), new TriggerDeclaration(annotation, map))))
                .isEmpty();

        assertThat(reader.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("CARL-1003");
            assertThat(fault.attribute()).isEqualTo("@" + annotation);
            map.forEach((attribute, value) -> assertThat(fault.value()).contains(attribute + " = " + value));
            assertThat(fault.rule()).isNotBlank();
        });
    }

    @Test
    void a_date_that_is_missing_is_a_fault() {
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job(Map.of(), new TriggerDeclaration("Date", Map.of("value", "${when:}")))))
                .isEmpty();

        assertThat(messages(reader))
                .containsExactly(
                        "CARL-1003 com.acme.Reports#beat(JobRun): @Date(value): The date is missing. It must be an"
                                + " ISO-8601 date and time such as 2027-01-31T09:00, perhaps with an offset.");
    }

    static Stream<Arguments> attributes() {
        return Stream.<Class<? extends Annotation>>of(Cron.class, Interval.class, Date.class, CalendarInterval.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .map(Method::getName)
                        .map(attribute -> Arguments.of(type.getSimpleName(), attribute)));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void every_attribute_of_every_annotation_is_checked(String annotation, String attribute) {
        ConfigReader reader = reader(Map.of());

        assertThat(reader.job(job(Map.of(), new TriggerDeclaration(annotation, Map.of(attribute, "?!")))))
                .isEmpty();

        assertThat(reader.faults())
                .anySatisfy(fault -> assertThat(fault.attribute()).isEqualTo("@" + annotation + "(" + attribute + ")"));
    }
}
