package dev.carillon.tck.trigger;

import dev.carillon.CarillonException;
import dev.carillon.JobDefinitionException;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronDialect;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerSearchException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

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
    };

    private static final int MOST_FIRES = 12;

    abstract void check(VectorCase vector, VectorReport report);

    /** Tells the format of a file from its first case. */
    static VectorFormat of(VectorCase first) {
        if (first.has("fires4") && !first.has("trigger")) {
            return CALENDAR_INTERVAL;
        }
        if (first.has("runDate")) {
            return DATE;
        }
        if (first.has("trigger") && first.json().containsKey("hangs")) {
            return COMBINING;
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
