package dev.carillon.trigger;

import dev.carillon.CalendarInterval;
import dev.carillon.Cron;
import dev.carillon.Date;
import dev.carillon.Interval;
import dev.carillon.JobDefinitionException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes triggers from texts: those of the annotations, after their <code>${key:default}</code> have been replaced, and
 * those of configuration. An empty text is an attribute that is not given. Safe for use by many threads.
 */
public final class TriggerReader {

    private static final Set<String> CRON = Set.of(
            "value",
            "dialect",
            "year",
            "month",
            "day",
            "week",
            "dayOfWeek",
            "hour",
            "minute",
            "second",
            "timezone",
            "start",
            "end",
            "maxRuns",
            "clockChange");
    private static final Set<String> INTERVAL = Set.of(
            "value", "weeks", "days", "hours", "minutes", "seconds", "start", "end", "firstRun", "timezone", "maxRuns");
    private static final Set<String> DATE = Set.of("value", "timezone");
    private static final Set<String> CALENDAR_INTERVAL = Set.of(
            "years",
            "months",
            "weeks",
            "days",
            "hour",
            "minute",
            "second",
            "start",
            "end",
            "timezone",
            "endOfMonth",
            "clockChange",
            "maxRuns");

    private final ZoneId defaultZone;

    /**
     * Makes one.
     *
     * @param defaultZone the time zone of triggers that name none
     */
    public TriggerReader(ZoneId defaultZone) {
        this.defaultZone = defaultZone;
    }

    /**
     * Reads a trigger annotation.
     *
     * @param annotation its simple name: {@code Cron}, {@code Interval}, {@code Date} or {@code CalendarInterval}
     * @param attributes its texts by the names of the attributes; what is missing is not given
     * @return the trigger, in its time zone
     * @throws JobDefinitionException if a text cannot be read, or an attribute is unknown; {@link TriggerSyntaxException}
     *     where the place in the text is known
     */
    public Trigger read(String annotation, Map<String, String> attributes) {
        return switch (annotation) {
            case "Cron" -> cron(new Texts("@Cron", CRON, attributes));
            case "Interval" -> interval(new Texts("@Interval", INTERVAL, attributes));
            case "Date" -> date(new Texts("@Date", DATE, attributes));
            case "CalendarInterval" -> calendarInterval(new Texts("@CalendarInterval", CALENDAR_INTERVAL, attributes));
            default ->
                throw new JobDefinitionException("There is no trigger annotation '" + annotation
                        + "'. There are Cron, Interval, Date and CalendarInterval.");
        };
    }

    /**
     * Reads crontab text.
     *
     * @param text five fields or a macro, in the {@link CronDialect#UNIX} dialect
     * @return the trigger
     * @throws TriggerSyntaxException if it cannot be read
     */
    public Trigger cron(String text) {
        return Triggers.cron(text, defaultZone);
    }

    /**
     * Reads an interval.
     *
     * @param text a duration
     * @return the trigger
     * @throws JobDefinitionException if it cannot be read, or is not positive
     */
    public Trigger every(String text) {
        return Triggers.every(text);
    }

    /**
     * Reads a date.
     *
     * @param text a date and time
     * @return the trigger
     * @throws TriggerSyntaxException if it cannot be read
     */
    public Trigger at(String text) {
        return DateTrigger.parse(text, defaultZone);
    }

    /**
     * Lists the texts of an annotation, as {@link #read} takes them.
     *
     * @param cron the annotation
     * @return the texts that are given, by the names of the attributes
     */
    public static Map<String, String> attributes(Cron cron) {
        return given(Map.ofEntries(
                Map.entry("value", cron.value()),
                Map.entry("dialect", cron.dialect()),
                Map.entry("year", cron.year()),
                Map.entry("month", cron.month()),
                Map.entry("day", cron.day()),
                Map.entry("week", cron.week()),
                Map.entry("dayOfWeek", cron.dayOfWeek()),
                Map.entry("hour", cron.hour()),
                Map.entry("minute", cron.minute()),
                Map.entry("second", cron.second()),
                Map.entry("timezone", cron.timezone()),
                Map.entry("start", cron.start()),
                Map.entry("end", cron.end()),
                Map.entry("maxRuns", cron.maxRuns()),
                Map.entry("clockChange", cron.clockChange())));
    }

    /**
     * Lists the texts of an annotation, as {@link #read} takes them.
     *
     * @param interval the annotation
     * @return the texts that are given, by the names of the attributes
     */
    public static Map<String, String> attributes(Interval interval) {
        return given(Map.ofEntries(
                Map.entry("value", interval.value()),
                Map.entry("weeks", interval.weeks()),
                Map.entry("days", interval.days()),
                Map.entry("hours", interval.hours()),
                Map.entry("minutes", interval.minutes()),
                Map.entry("seconds", interval.seconds()),
                Map.entry("start", interval.start()),
                Map.entry("end", interval.end()),
                Map.entry("firstRun", interval.firstRun()),
                Map.entry("timezone", interval.timezone()),
                Map.entry("maxRuns", interval.maxRuns())));
    }

    /**
     * Lists the texts of an annotation, as {@link #read} takes them.
     *
     * @param date the annotation
     * @return the texts that are given, by the names of the attributes
     */
    public static Map<String, String> attributes(Date date) {
        return given(Map.of("value", date.value(), "timezone", date.timezone()));
    }

    /**
     * Lists the texts of an annotation, as {@link #read} takes them.
     *
     * @param interval the annotation
     * @return the texts that are given, by the names of the attributes
     */
    public static Map<String, String> attributes(CalendarInterval interval) {
        return given(Map.ofEntries(
                Map.entry("years", interval.years()),
                Map.entry("months", interval.months()),
                Map.entry("weeks", interval.weeks()),
                Map.entry("days", interval.days()),
                Map.entry("hour", interval.hour()),
                Map.entry("minute", interval.minute()),
                Map.entry("second", interval.second()),
                Map.entry("start", interval.start()),
                Map.entry("end", interval.end()),
                Map.entry("timezone", interval.timezone()),
                Map.entry("endOfMonth", interval.endOfMonth()),
                Map.entry("clockChange", interval.clockChange()),
                Map.entry("maxRuns", interval.maxRuns())));
    }

    private static Map<String, String> given(Map<String, String> texts) {
        return texts.entrySet().stream()
                .filter(text -> !text.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Trigger cron(Texts texts) {
        ZoneId zone = texts.zone(defaultZone);
        CronTrigger.Builder builder = CronTrigger.builder().timezone(zone);
        texts.get("value")
                .ifPresent(text -> builder.crontab(
                        text, texts.choice("dialect", CronDialect.values()).orElse(CronDialect.UNIX)));
        texts.get("dialect").filter(text -> texts.get("value").isEmpty()).ifPresent(text -> {
            throw new JobDefinitionException(
                    "@Cron has a dialect '" + text + "' but no crontab text to read in it. Leave the dialect out.");
        });
        for (CronField field : CronField.ALL) {
            String attribute = field == CronField.DAY_OF_WEEK ? "dayOfWeek" : field.key;
            texts.get(attribute).ifPresent(text -> builder.field(field.key, text));
        }
        texts.get("start").ifPresent(text -> builder.start(new DateText(text).toInstant(zone)));
        texts.get("end").ifPresent(text -> builder.end(new DateText(text).toInstant(zone)));
        texts.choice("clockChange", ClockChange.values()).ifPresent(builder::clockChange);
        return limited(builder.build(), texts);
    }

    private Trigger interval(Texts texts) {
        ZoneId zone = texts.zone(defaultZone);
        Duration interval = texts.get("value").map(Durations::parse).orElse(Duration.ZERO);
        Map<String, String> units = new LinkedHashMap<>();
        List.of("weeks", "days", "hours", "minutes", "seconds").forEach(unit -> units.put(unit, unit.substring(0, 1)));
        boolean given = texts.get("value").isPresent();
        for (Map.Entry<String, String> unit : units.entrySet()) {
            Optional<String> amount = texts.number(unit.getKey());
            given |= amount.isPresent();
            if (amount.isPresent()) {
                interval = interval.plus(Durations.parse(amount.get() + unit.getValue()));
            }
        }
        if (!given) {
            throw new JobDefinitionException("@Interval has no interval. Write for example @Interval(\"15m\").");
        }
        Trigger trigger = new IntervalTrigger(
                interval,
                texts.get("start").map(text -> new DateText(text).toInstant(zone)),
                texts.get("end").map(text -> new DateText(text).toInstant(zone)),
                texts.choice("firstRun", IntervalTrigger.FirstRun.values())
                        .orElse(IntervalTrigger.FirstRun.AFTER_INTERVAL));
        return limited(trigger, texts);
    }

    private Trigger date(Texts texts) {
        String text = texts.get("value")
                .orElseThrow(() -> new JobDefinitionException(
                        "@Date has no date. Write for example @Date(\"2026-12-24T18:00:00\")."));
        return DateTrigger.parse(text, texts.zone(defaultZone));
    }

    private Trigger calendarInterval(Texts texts) {
        CalendarIntervalTrigger.Builder builder = CalendarIntervalTrigger.builder()
                .timezone(texts.zone(defaultZone))
                .years(texts.integer("years").orElse(0))
                .months(texts.integer("months").orElse(0))
                .weeks(texts.integer("weeks").orElse(0))
                .days(texts.integer("days").orElse(0))
                .at(
                        texts.integer("hour").orElse(0),
                        texts.integer("minute").orElse(0),
                        texts.integer("second").orElse(0));
        texts.get("start").ifPresent(text -> builder.start(new DateText(text).toDate()));
        texts.get("end").ifPresent(text -> builder.end(new DateText(text).toDate()));
        texts.choice("endOfMonth", EndOfMonth.values()).ifPresent(builder::endOfMonth);
        texts.choice("clockChange", ClockChange.values()).ifPresent(builder::clockChange);
        return limited(builder.build(), texts);
    }

    private static Trigger limited(Trigger trigger, Texts texts) {
        return texts.integer("maxRuns").map(trigger::limitedTo).orElse(trigger);
    }

    /** The texts of one annotation. */
    private record Texts(String annotation, Map<String, String> attributes) {

        Texts(String annotation, Set<String> known, Map<String, String> attributes) {
            this(annotation, attributes);
            for (String name : attributes.keySet()) {
                if (!known.contains(name)) {
                    throw new JobDefinitionException(annotation + " has no attribute '" + name + "'. It has "
                            + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
                }
            }
        }

        Optional<String> get(String name) {
            return Optional.ofNullable(attributes.get(name)).filter(text -> !text.isEmpty());
        }

        ZoneId zone(ZoneId defaultZone) {
            return get("timezone")
                    .map(text -> read("timezone", text, ZoneId::of))
                    .orElse(defaultZone);
        }

        Optional<Integer> integer(String name) {
            return get(name).map(text -> read(name, text, number -> Integer.valueOf(number.strip())));
        }

        /** A number from 0, perhaps with decimals, as plain digits. */
        Optional<String> number(String name) {
            return get(name)
                    .map(text -> read(name, text, number -> {
                        BigDecimal value = new BigDecimal(number.strip());
                        if (value.signum() < 0) {
                            throw new NumberFormatException("it is negative");
                        }
                        return value.toPlainString();
                    }));
        }

        <E extends Enum<E>> Optional<E> choice(String name, E[] values) {
            return get(name).map(text -> Arrays.stream(values)
                    .filter(value -> kebab(value)
                            .equals(text.strip().toLowerCase(Locale.ROOT).replace('_', '-')))
                    .findFirst()
                    .orElseThrow(() -> fault(
                            name,
                            text,
                            "one of " + Arrays.stream(values).map(Texts::kebab).collect(Collectors.joining(", ")))));
        }

        private static String kebab(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private <T> T read(String name, String text, Function<String, T> reader) {
            try {
                return reader.apply(text);
            } catch (NumberFormatException fault) {
                throw fault(name, text, "a number from 0");
            } catch (DateTimeException fault) {
                throw fault(name, text, "a zone id such as Europe/Berlin");
            }
        }

        private JobDefinitionException fault(String name, String text, String expected) {
            return new JobDefinitionException(
                    annotation + "(" + name + " = \"" + text + "\") cannot be read: it is to be " + expected + ".");
        }
    }
}
