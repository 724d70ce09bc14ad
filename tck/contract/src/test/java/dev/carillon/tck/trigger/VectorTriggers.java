package dev.carillon.tck.trigger;

import dev.carillon.trigger.AllOfTrigger;
import dev.carillon.trigger.AnyOfTrigger;
import dev.carillon.trigger.BoundedTrigger;
import dev.carillon.trigger.CalendarIntervalTrigger;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes triggers from the forms that vector files use. */
final class VectorTriggers {

    private static final Pattern FRACTION = Pattern.compile("\\.([0-9]{1,6})");
    private static final Map<String, Long> UNITS =
            Map.of("weeks", 604_800L, "days", 86_400L, "hours", 3_600L, "minutes", 60L, "seconds", 1L);

    private VectorTriggers() {}

    static ZoneId zone(VectorCase vector) {
        return ZoneId.of(vector.text("timezone").orElseThrow());
    }

    static CronTrigger.Builder fields(VectorCase vector) {
        CronTrigger.Builder builder = CronTrigger.builder().timezone(zone(vector));
        fieldTexts(vector).forEach(builder::field);
        return builder;
    }

    static Map<String, String> fieldTexts(VectorCase vector) {
        Map<String, String> texts = new LinkedHashMap<>();
        vector.json().getJsonObject("fields").forEach((name, text) -> texts.put(name, VectorCase.asText(text)));
        return texts;
    }

    static CronTrigger bounded(CronTrigger.Builder builder, Optional<Instant> start, Optional<Instant> end) {
        start.ifPresent(builder::start);
        end.ifPresent(builder::end);
        return builder.build();
    }

    static Duration interval(VectorCase vector) {
        BigDecimal seconds = BigDecimal.ZERO;
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (vector.has(unit.getKey())) {
                BigDecimal amount = ((JsonNumber) vector.json().get(unit.getKey())).bigDecimalValue();
                seconds = seconds.add(amount.multiply(BigDecimal.valueOf(unit.getValue())));
            }
        }
        BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
        return Duration.ofSeconds(
                parts[0].longValueExact(), parts[1].movePointRight(9).longValueExact());
    }

    static CalendarIntervalTrigger calendarInterval(VectorCase vector) {
        CalendarIntervalTrigger.Builder builder = CalendarIntervalTrigger.builder()
                .years(vector.number("years"))
                .months(vector.number("months"))
                .weeks(vector.number("weeks"))
                .days(vector.number("days"))
                .at(vector.number("hour"), vector.number("minute"), vector.number("second"))
                .timezone(zone(vector))
                .clockChange(ClockChange.WALL_CLOCK);
        vector.text("start").map(LocalDate::parse).ifPresent(builder::start);
        vector.text("end").map(LocalDate::parse).ifPresent(builder::end);
        return builder.build();
    }

    /** A date and time as APScheduler 3 reads it: the digits after the point are a number of microseconds. */
    static Instant apsInstant(String text, ZoneId zone) {
        String micros = FRACTION.matcher(text)
                .replaceAll(match -> "." + "0".repeat(6 - match.group(1).length()) + match.group(1));
        return DateTrigger.parse(micros, zone).time();
    }

    /**
     * A trigger tree, with wall-clock children, in the form of APScheduler 3 or 4.
     *
     * @param from before which cron triggers and intervals do not fire; the others do not look at the clock
     */
    static Trigger tree(VectorCase vector, Instant from) {
        return switch (vector.text("type").orElseThrow()) {
            case "cron" ->
                bounded(
                                fields(vector).clockChange(ClockChange.WALL_CLOCK),
                                bound(vector, "start"),
                                bound(vector, "end"))
                        .startingAt(from);
            case "interval" ->
                new BoundedTrigger(
                        new IntervalTrigger(interval(vector), bound(vector, "start"), bound(vector, "end")),
                        Optional.of(from),
                        Optional.empty());
            case "date" -> new DateTrigger(bound(vector, "run").orElseThrow());
            case "calendarinterval" -> calendarInterval(vector);
            case "or" -> new AnyOfTrigger(children(vector, from));
            case "and" -> new AllOfTrigger(children(vector, from), Duration.ofSeconds(vector.number("threshold")));
            default -> throw new IllegalArgumentException("unknown trigger in " + vector);
        };
    }

    private static List<Trigger> children(VectorCase vector, Instant from) {
        return vector.children("triggers").stream()
                .map(child -> tree(child, from))
                .toList();
    }

    private static Optional<Instant> bound(VectorCase vector, String name) {
        String text = name.equals("run") ? "runDate" : name;
        return vector.text(text).map(value -> apsInstant(value, zone(vector))).or(() -> vector.text(name + "Time")
                .map(value -> OffsetDateTime.parse(value).toInstant()));
    }
}
