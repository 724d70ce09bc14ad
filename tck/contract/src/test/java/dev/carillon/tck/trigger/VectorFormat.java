package dev.carillon.tck.trigger;

import dev.carillon.CarillonException;
import dev.carillon.JobDefinitionException;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronDialect;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerSearchException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The formats of vector files: how a case of each is told, and what we must give for it. */
enum VectorFormat {
    CRON_FIELDS {
        @Override
        void check(VectorCase vector, VectorReport report) {
            if (vector.json().getJsonObject("fields").isEmpty()) {
                expectError(vector, report, VectorRule.NO_FIELD_IS_AN_ERROR, () -> VectorTriggers.fields(vector)
                        .build());
                return;
            }
            checkCron(
                    vector,
                    report,
                    () -> VectorTriggers.bounded(
                            VectorTriggers.fields(vector).clockChange(ClockChange.WALL_CLOCK),
                            vector.instant("startInstant"),
                            vector.instant("endInstant")));
        }
    },
    CRONTAB {
        @Override
        void check(VectorCase vector, VectorReport report) {
            checkCron(vector, report, () -> CronTrigger.builder()
                    .crontab(vector.text("expr").orElseThrow(), CronDialect.APSCHEDULER)
                    .timezone(VectorTriggers.zone(vector))
                    .clockChange(ClockChange.WALL_CLOCK)
                    .build());
        }
    },
    CRONTAB_UNIX {
        @Override
        void check(VectorCase vector, VectorReport report) {
            Trigger trigger = CronTrigger.builder()
                    .crontab(vector.text("expr").orElseThrow(), CronDialect.UNIX)
                    .timezone(VectorTriggers.zone(vector))
                    .build();
            Instant from = vector.instant("from").orElseThrow();
            compare(vector, report, vector.instants("fires"), false, walk(trigger, from, vector.instants("fires")));
        }
    },
    CLOCK_ONCE {
        @Override
        void check(VectorCase vector, VectorReport report) {
            Trigger trigger = VectorTriggers.fields(vector).build();
            Instant from = vector.instant("from").orElseThrow();
            compare(vector, report, vector.instants("fires"), false, walk(trigger, from, vector.instants("fires")));
        }
    },
    INTERVAL {
        @Override
        void check(VectorCase vector, VectorReport report) {
            List<Instant> fires = vector.instants("fires");
            Optional<Instant> start = vector.has("start")
                    ? vector.instant("startInstant")
                    : fires.stream().findFirst();
            if (VectorTriggers.interval(vector).isZero()) {
                expectError(
                        vector,
                        report,
                        VectorRule.INTERVAL_IS_POSITIVE,
                        () -> new IntervalTrigger(VectorTriggers.interval(vector)));
                return;
            }
            Trigger trigger = new IntervalTrigger(VectorTriggers.interval(vector), start, vector.instant("endInstant"));
            Instant from = vector.instant("from").orElseThrow();
            compare(vector, report, fires, vector.is("exhausted"), walk(trigger, from, fires));
        }
    },
    DATE {
        @Override
        void check(VectorCase vector, VectorReport report) {
            ZoneId zone = VectorTriggers.zone(vector);
            String text = vector.text("runDate").orElseThrow();
            List<Instant> fires = vector.instants("fires");
            List<Instant> ours = walk(DateTrigger.parse(text, zone), Instant.MIN, fires);
            if (!ours.equals(fires) && VectorTriggers.apsInstant(text, zone).equals(fires.get(0))) {
                report.deviates(VectorRule.FRACTION_OF_A_SECOND);
                return;
            }
            compare(vector, report, fires, vector.is("exhausted"), ours);
        }
    },
    CALENDAR_INTERVAL {
        @Override
        void check(VectorCase vector, VectorReport report) {
            boolean suspect = vector.is("suspect");
            List<Instant> given = vector.instants(suspect ? "definition" : "fires4");
            List<Instant> expected = List.copyOf(new LinkedHashSet<>(given));
            boolean exhausted = !suspect && vector.is("exhausted4");
            List<Instant> ours = walk(VectorTriggers.calendarInterval(vector), Instant.MIN, expected);
            if (expected.size() < given.size() && matches(expected, exhausted, ours)) {
                report.deviates(VectorRule.SAME_INSTANT_FIRES_ONCE);
                return;
            }
            compare(vector, report, expected, exhausted, ours);
        }
    },
    COMBINING {
        @Override
        void check(VectorCase vector, VectorReport report) {
            List<Instant> expected = expected(vector);
            boolean exhausted = vector.is("exhausted") && !vector.is("suspect");
            Trigger trigger = VectorTriggers.tree(
                    vector.child("trigger"), vector.instant("from").orElseThrow());
            try {
                compare(vector, report, expected, exhausted, walk(trigger, Instant.MIN, expected));
            } catch (TriggerSearchException endless) {
                // APScheduler looks for another agreement until somebody kills it
                if (vector.is("hangs") && expected.isEmpty()) {
                    report.deviates(VectorRule.SEARCH_GOES_ON);
                } else {
                    report.fail(vector.id(), endless.getMessage());
                }
            }
        }
    },
    COMBINING4 {
        @Override
        void check(VectorCase vector, VectorReport report) {
            List<Instant> expected = vector.instants("fires");
            VectorCase tree = vector.child("trigger");
            Trigger trigger = VectorTriggers.tree(tree, Instant.MIN);
            boolean gaveUp = vector.has("error");
            List<Instant> ours;
            try {
                ours = walk(trigger, Instant.MIN, expected);
            } catch (TriggerSearchException endless) {
                if (gaveUp && expected.isEmpty()) {
                    report.deviates(VectorRule.SEARCH_GOES_ON);
                } else {
                    report.fail(vector.id(), endless.getMessage());
                }
                return;
            }
            if (matches(expected, vector.is("exhausted"), ours)) {
                if (gaveUp && ours.size() != expected.size()) {
                    deviate(vector, report, VectorRule.SEARCH_GOES_ON, trigger, ours);
                } else {
                    report.pass();
                }
            } else {
                deviate(vector, report, VectorRule.AGREEMENT_WITHOUT_STATE, trigger, ours);
            }
        }

        /** Accepts other fire times only where the definition of agreement gives just these. */
        private void deviate(
                VectorCase vector, VectorReport report, VectorRule rule, Trigger trigger, List<Instant> ours) {
            List<Instant> defined = AgreementOracle.first(trigger, ours);
            if (defined.equals(ours)) {
                report.deviates(rule);
            } else {
                report.fail(
                        vector.id(),
                        "expected " + vector.instants("fires") + " or, as defined, " + defined + " but was " + ours);
            }
        }
    },
    CRON_ERRORS {
        @Override
        void check(VectorCase vector, VectorReport report) {
            Trigger trigger;
            try {
                trigger = build(vector);
            } catch (JobDefinitionException | DateTimeException refused) {
                checkRefused(vector, report, refused);
                return;
            }
            List<Instant> ours = List.of();
            if (vector.is("accepted")) {
                List<Instant> expected = vector.instants("fires");
                ours = walk(trigger, vector.instant("from").orElseThrow(), expected);
                if (matches(expected, vector.is("exhausted"), ours)) {
                    report.pass();
                    return;
                }
            }
            String given = given(vector);
            if (!vector.is("accepted") && hasIsoBound(vector)) {
                report.deviates(VectorRule.ISO_TEXT_IS_ACCEPTED);
            } else if (!vector.is("accepted") && WRAPPING.matcher(given).find() && agrees(vector, trigger)) {
                report.deviates(VectorRule.WEEKDAY_RANGES_WRAP);
            } else if (vector.is("accepted") && NAME_STEP.matcher(given).find() && agrees(vector, trigger)) {
                report.deviates(VectorRule.STEPS_ON_NAMES_COUNT);
            } else {
                report.fail(vector.id(), "accepted as " + trigger + " with " + ours + ", expected " + vector.json());
            }
        }

        private Trigger build(VectorCase vector) {
            ZoneId zone = VectorTriggers.zone(vector);
            CronTrigger.Builder builder = vector.has("expr")
                    ? CronTrigger.builder()
                            .crontab(vector.text("expr").orElseThrow(), CronDialect.APSCHEDULER)
                            .timezone(zone)
                    : VectorTriggers.fields(vector);
            return VectorTriggers.bounded(
                    builder.clockChange(ClockChange.WALL_CLOCK),
                    vector.text("start")
                            .map(text -> DateTrigger.parse(text, zone).time()),
                    vector.text("end").map(text -> DateTrigger.parse(text, zone).time()));
        }

        private void checkRefused(VectorCase vector, VectorReport report, RuntimeException refused) {
            if (!vector.is("accepted")) {
                report.pass();
            } else if (refused.getMessage().contains("No date ever matches")
                    && vector.instants("fires").isEmpty()) {
                report.deviates(VectorRule.NEVER_MATCHING_IS_REJECTED);
            } else if (hasTextAfterName(vector)) {
                report.deviates(VectorRule.TEXT_AFTER_A_NAME_IS_REJECTED);
            } else {
                report.fail(vector.id(), refused.getMessage());
            }
        }

        /** Whether there is more behind what APScheduler understood of a field. */
        private boolean hasTextAfterName(VectorCase vector) {
            String given = given(vector);
            return QUOTED.matcher(vector.text("text").orElseThrow())
                    .results()
                    .map(understood -> Pattern.quote(understood.group(1)))
                    .anyMatch(understood -> Pattern.compile(
                                    "(?<![a-z0-9])" + understood + (vector.has("expr") ? "" : " *") + "[^, ]")
                            .matcher(given)
                            .find());
        }

        private String given(VectorCase vector) {
            return vector.text("expr")
                    .orElseGet(() ->
                            String.join(" ", VectorTriggers.fieldTexts(vector).values()))
                    .toLowerCase(Locale.ROOT);
        }

        private boolean hasIsoBound(VectorCase vector) {
            return Stream.of("start", "end")
                    .flatMap(key -> vector.text(key).stream())
                    .anyMatch(text -> {
                        try {
                            DateTimeFormatter.ISO_DATE_TIME.parse(text.strip());
                            return true;
                        } catch (DateTimeException notIso) {
                            return false;
                        }
                    });
        }

        private boolean agrees(VectorCase vector, Trigger trigger) {
            CronTrigger cron = (CronTrigger) trigger;
            Instant from = vector.instant("from").orElse(Instant.parse("2026-05-13T10:20:30Z"));
            List<Instant> defined = new CronOracle(
                            vector.has("fields") ? CronOracle.filled(VectorTriggers.fieldTexts(vector)) : cron.fields(),
                            false,
                            VectorTriggers.zone(vector),
                            true)
                    .first(from, 12);
            return walk(trigger, from, defined).subList(0, defined.size()).equals(defined);
        }
    },
    OTHER_ERRORS {
        @Override
        void check(VectorCase vector, VectorReport report) {
            VectorCase args = vector.child("args");
            String kind = vector.text("trigger").orElseThrow();
            boolean accepted = vector.is("accepted");
            if (isForTheCompiler(kind, args) && !accepted) {
                report.deviates(VectorRule.REJECTED_BY_THE_COMPILER);
                return;
            }
            boolean ours = kind.equals("job") ? acceptsOption(args) : acceptsTrigger(kind, args);
            if (ours == accepted) {
                report.pass();
            } else if (accepted && isNotPositive(kind, args)) {
                report.deviates(VectorRule.INTERVAL_IS_POSITIVE);
            } else if (ours
                    && kind.equals("date")
                    && ISO_MINUTES.matcher(args.text("runDate").orElse("")).matches()) {
                report.deviates(VectorRule.ISO_TEXT_IS_ACCEPTED);
            } else {
                report.fail(vector.id(), (ours ? "accepted " : "rejected ") + vector.json());
            }
        }

        private boolean acceptsTrigger(String kind, VectorCase args) {
            try {
                ZoneId zone = VectorTriggers.zone(args);
                Optional<Instant> start = kind.equals("calendarinterval")
                        ? Optional.empty()
                        : args.text(kind.equals("date") ? "runDate" : "start")
                                .map(text -> DateTrigger.parse(text, zone).time());
                switch (kind) {
                    case "calendarinterval" -> VectorTriggers.calendarInterval(args);
                    case "interval" -> new IntervalTrigger(VectorTriggers.interval(args), start, Optional.empty());
                    default -> new DateTrigger(start.orElseThrow());
                }
                return true;
            } catch (CarillonException | DateTimeException refused) {
                return false;
            }
        }

        private boolean acceptsOption(VectorCase args) {
            try {
                if (args.json().containsKey("misfire_grace_time")) {
                    JobPolicy.DEFAULT.withMisfireGraceTime(
                            args.text("misfire_grace_time").map(text -> Duration.ofSeconds(Long.parseLong(text))));
                }
                args.text("name").ifPresent(VectorFormat::definition);
                args.text("max_instances").map(Integer::valueOf).ifPresent(JobPolicy.DEFAULT::withMaxInstances);
                return true;
            } catch (CarillonException | NumberFormatException refused) {
                return false;
            }
        }

        /** Whether a value is of a type that our signatures do not take, or a name is that of no method. */
        private boolean isForTheCompiler(String kind, VectorCase args) {
            return args.json().get("seconds") instanceof JsonString
                    || args.json().get("runDate") instanceof JsonNumber
                    || args.json().get("timezone") instanceof JsonNumber
                    || (kind.equals("interval") && args.has("months"))
                    || args.json().get("executor") instanceof JsonNumber
                    || args.has("colour")
                    || args.has("next_run_time")
                    || (kind.equals("job")
                            && (args.has("trigger")
                                    || args.text("misfire_grace_time")
                                            .orElse("")
                                            .contains(".")));
        }

        private boolean isNotPositive(String kind, VectorCase args) {
            return kind.equals("interval")
                    ? VectorTriggers.interval(args).compareTo(Duration.ZERO) <= 0
                    : args.number("days") < 0;
        }
    },
    CRON4 {
        @Override
        void check(VectorCase vector, VectorReport report) {
            List<Instant> expected = expected(vector);
            boolean promised = vector.is("suspect")
                    || (vector.has("difference")
                            && vector.json()
                                    .getJsonArray("difference")
                                    .toString()
                                    .contains("gap"));
            List<Instant> ours;
            try {
                CronTrigger.Builder builder = vector.has("expr")
                        ? CronTrigger.builder()
                                .crontab(vector.text("expr").orElseThrow(), CronDialect.APSCHEDULER)
                                .timezone(VectorTriggers.zone(vector))
                        : VectorTriggers.fields(vector);
                Trigger trigger = VectorTriggers.bounded(
                        builder.clockChange(ClockChange.WALL_CLOCK),
                        vector.instant("startTime"),
                        vector.instant("endTime"));
                ours = walk(trigger, Instant.MIN, expected);
            } catch (JobDefinitionException refused) {
                ours = List.of();
            }
            if (matches(expected, !vector.is("suspect") && vector.is("exhausted"), ours)) {
                report.pass();
            } else if (promised) {
                report.fail(vector.id(), "expected " + expected + " but was " + ours);
            } else {
                report.deviates(VectorRule.COMPARISON_ONLY);
            }
        }
    },
    NEXT_CALLS {
        @Override
        void check(VectorCase vector, VectorReport report) {
            Optional<Instant> previous = vector.instant("previous");
            if (previous.isEmpty() || vector.instant("now").orElseThrow().isBefore(previous.get())) {
                report.deviates(VectorRule.DOCUMENTS_APSCHEDULER_ONLY);
                return;
            }
            Optional<Instant> expected = vector.instant(vector.is("suspect") ? "definition" : "next");
            Trigger trigger = VectorTriggers.tree(vector.child("trigger"), Instant.MIN);
            Optional<Instant> ours = trigger.nextAfter(previous.get());
            if (ours.equals(expected)) {
                report.pass();
            } else {
                report.fail(vector.id(), "expected " + expected + " but was " + ours + ": " + vector.json());
            }
        }
    },
    RUN_TIMES {
        @Override
        void check(VectorCase vector, VectorReport report) {
            new RunTimes(vector).check(report);
        }
    };

    private static final int MOST_FIRES = 12;
    private static final Pattern WRAPPING = Pattern.compile("[a-z]{3}-[a-z]{3}|\\b[1-7]-[0-6]\\b");
    private static final Pattern NAME_STEP = Pattern.compile("[a-z]{3}/[0-9]");
    private static final Pattern QUOTED = Pattern.compile("='([a-z0-9 ]*[a-z][a-z0-9 -]*)'");
    private static final Pattern ISO_MINUTES = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}");

    abstract void check(VectorCase vector, VectorReport report);

    /** Tells the format of a file from its first case. */
    static VectorFormat of(VectorCase first) {
        if (first.json().containsKey("nextRunTime")) {
            return RUN_TIMES;
        }
        if (first.json().containsKey("previous")) {
            return NEXT_CALLS;
        }
        if (first.has("ref")) {
            return CRON4;
        }
        if (first.json().containsKey("accepted")) {
            return first.has("args") ? OTHER_ERRORS : CRON_ERRORS;
        }
        if (first.has("fires4") && !first.has("trigger")) {
            return CALENDAR_INTERVAL;
        }
        if (first.has("runDate")) {
            return DATE;
        }
        if (first.has("trigger")) {
            return first.json().containsKey("hangs") ? COMBINING : COMBINING4;
        }
        if (first.has("expr")) {
            return first.json().containsKey("exhausted") ? CRONTAB : CRONTAB_UNIX;
        }
        if (first.has("fields")) {
            return first.json().containsKey("exhausted") ? CRON_FIELDS : CLOCK_ONCE;
        }
        if (first.has("from") && first.json().containsKey("start")) {
            return INTERVAL;
        }
        throw new IllegalArgumentException("unknown format: " + first.json().keySet());
    }

    private static JobDefinition definition(String name) {
        return new JobDefinition(
                name, "target", "[]", Optional.empty(), "default", JobPolicy.DEFAULT, Set.of(), Optional.empty(), 1, 1);
    }

    /** Makes a trigger; may throw. */
    interface Maker {
        Trigger make();
    }

    static void checkCron(VectorCase vector, VectorReport report, Maker maker) {
        List<Instant> expected = expected(vector);
        boolean exhausted = vector.is(vector.is("suspect") ? "definitionExhausted" : "exhausted");
        Trigger trigger;
        try {
            trigger = maker.make();
        } catch (JobDefinitionException refused) {
            if (expected.isEmpty() && exhausted && refused.getMessage().contains("No date ever matches")) {
                report.deviates(VectorRule.NEVER_MATCHING_IS_REJECTED);
            } else {
                report.fail(vector.id(), refused.getMessage());
            }
            return;
        }
        compare(
                vector,
                report,
                expected,
                exhausted,
                walk(trigger, vector.instant("from").orElseThrow(), expected));
    }

    static void expectError(VectorCase vector, VectorReport report, VectorRule rule, Maker maker) {
        try {
            report.fail(vector.id(), "accepted as " + maker.make());
        } catch (CarillonException expected) {
            report.deviates(rule);
        }
    }

    static List<Instant> expected(VectorCase vector) {
        return vector.instants(vector.is("suspect") && vector.has("definition") ? "definition" : "fires");
    }

    /** The fire times from an instant on: one more than expected, so that an end shows. */
    static List<Instant> walk(Trigger trigger, Instant from, List<Instant> expected) {
        List<Instant> fires = new ArrayList<>();
        Instant after = from.equals(Instant.MIN) ? from : from.minusNanos(1_000);
        while (fires.size() <= Math.min(expected.size(), MOST_FIRES)) {
            Optional<Instant> next = trigger.nextAfter(after);
            if (next.isEmpty()) {
                break;
            }
            fires.add(next.get());
            after = next.get();
        }
        return fires;
    }

    static void compare(
            VectorCase vector, VectorReport report, List<Instant> expected, boolean exhausted, List<Instant> ours) {
        if (matches(expected, exhausted, ours)) {
            report.pass();
        } else {
            report.fail(vector.id(), "expected " + expected + (exhausted ? " and no more" : "") + " but was " + ours);
        }
    }

    static boolean matches(List<Instant> expected, boolean exhausted, List<Instant> ours) {
        return exhausted
                ? ours.equals(expected)
                : ours.size() >= expected.size()
                        && ours.subList(0, expected.size()).equals(expected);
    }
}
