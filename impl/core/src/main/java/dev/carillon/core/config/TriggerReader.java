package dev.carillon.core.config;

import dev.carillon.JobDefinitionException;
import dev.carillon.core.config.JobDeclaration.TriggerDeclaration;
import dev.carillon.trigger.CalendarIntervalTrigger;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronDialect;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.Durations;
import dev.carillon.trigger.EndOfMonth;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.IntervalTrigger.FirstRun;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes triggers of the texts of annotations, and of those in the configuration. */
final class TriggerReader {

    private static final int MOST_RUNS = 100_000;
    private static final String VALUE = "value";
    private static final String CLOCK_CHANGE = "clockChange";

    /** The fields of {@code @Cron}, and their names in {@link CronTrigger.Builder#field}. */
    private static final Map<String, String> CRON_FIELDS = new TreeMap<>(Map.of(
            "year", "year",
            "month", "month",
            "day", "day",
            "week", "week",
            "dayOfWeek", "day_of_week",
            "hour", "hour",
            "minute", "minute",
            "second", "second"));

    /** The parts of {@code @Interval}, and their units in {@link Durations}. */
    private static final Map<String, String> INTERVAL_PARTS =
            new TreeMap<>(Map.of("weeks", "w", "days", "d", "hours", "h", "minutes", "m", "seconds", "s"));

    private final Values values;
    private final Faults faults;

    TriggerReader(Values values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /**
     * Reads the triggers of a job.
     *
     * @param declaration the job as it is written
     * @param texts what holds for its attributes
     * @param override the zone in the configuration of this job, which counts for all its triggers
     * @param zone the zone of triggers that name none
     * @return the triggers; those with a fault are left out
     */
    DeclaredTriggers read(JobDeclaration declaration, JobTexts texts, Optional<ZoneId> override, ZoneId zone) {
        DeclaredTriggers triggers = new DeclaredTriggers();
        texts.trigger(JobAttribute.CRON).ifPresent(given -> built(given, () -> Triggers.cron(given.text(), zone))
                .ifPresent(trigger -> triggers.add("cron " + given.text() + " in " + zone, trigger)));
        texts.trigger(JobAttribute.EVERY)
                .flatMap(this::every)
                .ifPresent(trigger -> triggers.add("every " + trigger.interval(), trigger));
        texts.trigger(JobAttribute.AT)
                .flatMap(given -> date(given, zone))
                .ifPresent(trigger -> triggers.add("at " + trigger.time(), trigger));
        if (!texts.replacesTriggers()) {
            for (TriggerDeclaration each : declaration.triggers()) {
                full(each, declaration.place(), texts, override, zone, triggers);
            }
        }
        return triggers;
    }

    private Optional<IntervalTrigger> every(Given given) {
        return values.duration(given, value -> !value.isZero() && !value.isNegative(), JobAttribute.EVERY.range())
                .flatMap(interval -> built(given, () -> Triggers.every(interval)));
    }

    private Optional<DateTrigger> date(Given given, ZoneId zone) {
        return built(given, () -> DateTrigger.parse(given.text(), zone));
    }

    private void full(
            TriggerDeclaration declaration,
            String place,
            JobTexts job,
            Optional<ZoneId> override,
            ZoneId usual,
            DeclaredTriggers triggers) {
        int before = faults.count();
        TriggerTexts texts = new TriggerTexts(declaration, place, job);
        ZoneId zone = override.or(() -> texts.given(TriggerTexts.ZONE)
                        .flatMap(given -> values.zone(given, JobAttribute.TIMEZONE.range())))
                .orElse(usual);
        if (faults.count() > before) {
            return;
        }
        Optional<? extends Trigger> trigger =
                switch (declaration.annotation()) {
                    case "Cron" -> cron(texts, zone);
                    case "Interval" -> interval(texts, zone);
                    case "Date" -> date(texts, zone);
                    case "CalendarInterval" -> calendarInterval(texts, zone);
                    default -> throw new IllegalArgumentException("@" + declaration.annotation() + " is no trigger");
                };
        Optional<Integer> maxRuns = texts.given("maxRuns")
                .flatMap(given -> values.number(given, 1, MOST_RUNS, "a whole number from 1 to " + MOST_RUNS));
        if (faults.count() == before) {
            trigger.ifPresent(found -> triggers.add(
                    texts.canonical(zone), maxRuns.isPresent() ? found.limitedTo(maxRuns.orElseThrow()) : found));
        }
    }

    private Optional<CronTrigger> cron(TriggerTexts texts, ZoneId zone) {
        int before = faults.count();
        CronTrigger.Builder builder = CronTrigger.builder().timezone(zone).clockChange(clockChange(texts));
        CronDialect dialect = choice(texts, "dialect", CronDialect.class, "unix or apscheduler")
                .orElse(CronDialect.UNIX);
        // each by itself first, so that a fault is told at its attribute, and all of them at once
        texts.given(VALUE)
                .ifPresent(given -> built(given, () -> CronTrigger.builder()
                        .crontab(given.text(), dialect)
                        .build()));
        CRON_FIELDS.forEach((attribute, field) -> texts.given(attribute)
                .ifPresent(given -> built(
                        given,
                        () -> CronTrigger.builder().field(field, given.text()).build())));
        time(texts, "start", zone).ifPresent(builder::start);
        time(texts, "end", zone).ifPresent(builder::end);
        if (faults.count() > before) {
            return Optional.empty();
        }
        return built(texts.whole(), () -> {
            CRON_FIELDS.forEach((attribute, field) ->
                    texts.given(attribute).ifPresent(given -> builder.field(field, given.text())));
            texts.given(VALUE).ifPresent(given -> builder.crontab(given.text(), dialect));
            return builder.build();
        });
    }

    private Optional<IntervalTrigger> interval(TriggerTexts texts, ZoneId zone) {
        int before = faults.count();
        Duration interval = texts.given(VALUE)
                .flatMap(given -> values.duration(given, value -> !value.isNegative(), "a duration such as 1h30m"))
                .orElse(Duration.ZERO);
        for (Map.Entry<String, String> part : INTERVAL_PARTS.entrySet()) {
            interval = interval.plus(texts.given(part.getKey())
                    .flatMap(given -> values.amount(given, part.getValue()))
                    .orElse(Duration.ZERO));
        }
        Duration sum = interval;
        Optional<Instant> start = time(texts, "start", zone);
        Optional<Instant> end = time(texts, "end", zone);
        FirstRun firstRun = choice(texts, "firstRun", FirstRun.class, "after-interval or at-once")
                .orElse(FirstRun.AFTER_INTERVAL);
        return faults.count() > before
                ? Optional.empty()
                : built(texts.whole(), () -> new IntervalTrigger(sum, start, end, firstRun));
    }

    private Optional<DateTrigger> date(TriggerTexts texts, ZoneId zone) {
        Optional<Given> value = texts.given(VALUE);
        if (value.isEmpty()) {
            faults.add(
                    FaultCode.BAD_TRIGGER,
                    texts.missing(VALUE),
                    "The date is missing. It must be " + JobAttribute.AT.range() + ".");
        }
        return value.flatMap(given -> date(given, zone));
    }

    private Optional<CalendarIntervalTrigger> calendarInterval(TriggerTexts texts, ZoneId zone) {
        int before = faults.count();
        CalendarIntervalTrigger.Builder builder = CalendarIntervalTrigger.builder()
                .timezone(zone)
                .years(number(texts, "years", 9_999))
                .months(number(texts, "months", 99_999))
                .weeks(number(texts, "weeks", 999_999))
                .days(number(texts, "days", 9_999_999))
                .at(number(texts, "hour", 23), number(texts, "minute", 59), number(texts, "second", 59))
                .endOfMonth(choice(texts, "endOfMonth", EndOfMonth.class, "skip or last-valid-day")
                        .orElse(EndOfMonth.SKIP))
                .clockChange(clockChange(texts));
        day(texts, "start").ifPresent(builder::start);
        day(texts, "end").ifPresent(builder::end);
        return faults.count() > before ? Optional.empty() : built(texts.whole(), builder::build);
    }

    private ClockChange clockChange(TriggerTexts texts) {
        return choice(texts, CLOCK_CHANGE, ClockChange.class, "once or wall-clock")
                .orElse(ClockChange.ONCE);
    }

    private int number(TriggerTexts texts, String attribute, int most) {
        return texts.given(attribute)
                .flatMap(given -> values.number(given, 0, most, "a whole number from 0 to " + most))
                .orElse(0);
    }

    private <E extends Enum<E>> Optional<E> choice(TriggerTexts texts, String attribute, Class<E> type, String range) {
        return texts.given(attribute).flatMap(given -> values.choice(given, type, range));
    }

    private Optional<Instant> time(TriggerTexts texts, String attribute, ZoneId zone) {
        return texts.given(attribute).flatMap(given -> date(given, zone)).map(DateTrigger::time);
    }

    private Optional<LocalDate> day(TriggerTexts texts, String attribute) {
        return texts.given(attribute).flatMap(given -> {
            try {
                return Optional.of(LocalDate.parse(given.text()));
            } catch (DateTimeParseException fault) {
                faults.add(FaultCode.BAD_TRIGGER, given, "It must be a date such as 2026-12-24, without a time.");
                return Optional.empty();
            }
        });
    }

    private <T extends Trigger> Optional<T> built(Given given, Supplier<T> build) {
        try {
            return Optional.of(build.get());
        } catch (JobDefinitionException fault) {
            // what has several lines begins on a line of its own, so that its caret stays under its place
            String message = String.valueOf(fault.getMessage()).replace(System.lineSeparator(), "\n");
            faults.add(FaultCode.BAD_TRIGGER, given, message.contains("\n") ? "\n" + message : message);
            return Optional.empty();
        }
    }
}
