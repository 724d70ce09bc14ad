package dev.carillon.trigger;

import dev.carillon.trigger.Explanation.Reason;
import dev.carillon.trigger.Explanation.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Explains the triggers of the family; an application's own are explained by their text. */
final class Explainer {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** Between two fire times not more left out ones are named than this. */
    private static final int MOST_LEFT_OUT = 10;

    private Explainer() {}

    static Explanation explain(Trigger trigger, Instant after, int count) {
        List<Time> times = new ArrayList<>();
        Instant from = after;
        for (int fires = 0; fires < count; fires++) {
            Optional<Instant> next = Guard.next(trigger, from);
            times.addAll(leftOut(trigger, from, next.orElse(Horizon.LAST)));
            if (next.isEmpty()) {
                break;
            }
            times.add(fire(trigger, next.get()));
            from = next.get();
        }
        return new Explanation(sentence(trigger), times, zone(trigger).orElse(ZoneOffset.UTC));
    }

    static String sentence(Trigger trigger) {
        if (trigger instanceof DateTrigger date) {
            return "once, at " + moment(date.time());
        } else if (trigger instanceof IntervalTrigger interval) {
            return every(words(interval.interval())) + bounds(interval.start(), interval.end());
        } else if (trigger instanceof CronTrigger cron) {
            String clock = cron.clockChange() == ClockChange.WALL_CLOCK
                    ? ", skipped times not at all and repeated times twice"
                    : "";
            return cron.sentence() + zone(cron.zone()) + bounds(cron.start(), cron.end()) + clock;
        } else if (trigger instanceof CalendarIntervalTrigger interval) {
            return sentence(interval);
        } else if (trigger instanceof AnyOfTrigger any) {
            return any.triggers().size() == 1
                    ? sentence(any.triggers().get(0))
                    : "whenever one of these does: " + sentences(any.triggers());
        } else if (trigger instanceof AllOfTrigger all) {
            return "whenever all of these agree to within " + words(all.threshold()) + ": " + sentences(all.triggers());
        } else if (trigger instanceof ExceptTrigger except) {
            return sentence(except.trigger()) + ", except " + sentence(except.excluded());
        } else if (trigger instanceof ExceptHolidaysTrigger except) {
            return sentence(except.trigger()) + ", except on " + holidays(except.holidays());
        } else if (trigger instanceof BoundedTrigger bounded) {
            return sentence(bounded.trigger()) + bounds(bounded.start(), bounded.end());
        } else if (trigger instanceof LimitedTrigger limited) {
            return sentence(limited.trigger()) + ", " + limited.maxRuns()
                    + (limited.maxRuns() == 1 ? " time" : " times")
                    + limited.since().map(time -> " after " + moment(time)).orElse("");
        }
        return trigger.toString();
    }

    private static String sentences(List<Trigger> triggers) {
        return triggers.stream().map(Explainer::sentence).collect(Collectors.joining("; "));
    }

    private static String sentence(CalendarIntervalTrigger interval) {
        List<String> parts = new ArrayList<>();
        addUnit(parts, interval.years(), "year");
        addUnit(parts, interval.months(), "month");
        addUnit(parts, interval.weeks(), "week");
        addUnit(parts, interval.days(), "day");
        return every(CronSentence.joined(parts, " and ")) + " at " + clock(interval.time()) + zone(interval.zone())
                + interval.start().map(date -> ", from " + DAY.format(date)).orElse("")
                + interval.end().map(date -> ", until " + DAY.format(date)).orElse("");
    }

    /** Leaves out a one that stands alone: every hour, but every 1 hour and 30 minutes. */
    private static String every(String amounts) {
        boolean one = amounts.startsWith("1 ") && amounts.indexOf(' ') == amounts.lastIndexOf(' ');
        return "every " + (one ? amounts.substring(2) : amounts);
    }

    private static String words(Duration duration) {
        List<String> parts = new ArrayList<>();
        addUnit(parts, duration.toDays(), "day");
        addUnit(parts, duration.toHoursPart(), "hour");
        addUnit(parts, duration.toMinutesPart(), "minute");
        addUnit(parts, duration.toSecondsPart(), "second");
        addUnit(parts, duration.toNanosPart() / 1_000, "microsecond");
        return parts.isEmpty() ? "0 seconds" : CronSentence.joined(parts, " and ");
    }

    private static void addUnit(List<String> parts, long amount, String unit) {
        if (amount > 0) {
            parts.add(amount + " " + unit + (amount == 1 ? "" : "s"));
        }
    }

    private static String holidays(HolidayCalendar holidays) {
        List<String> days = new ArrayList<>();
        new TreeSet<>(holidays.weekly()).forEach(day -> days.add("every " + capital(day)));
        new TreeSet<>(holidays.yearly())
                .forEach(day -> days.add("every " + day.getDayOfMonth() + " " + capital(day.getMonth())));
        new TreeSet<>(holidays.dates()).forEach(date -> days.add(DAY.format(date)));
        return days.isEmpty() ? "no day" : CronSentence.joined(days, " and ");
    }

    private static String capital(Enum<?> name) {
        return name.name().charAt(0) + name.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String bounds(Optional<Instant> start, Optional<Instant> end) {
        return start.map(time -> ", from " + moment(time)).orElse("")
                + end.map(time -> ", until " + moment(time)).orElse("");
    }

    private static String zone(Optional<ZoneId> zone) {
        return zone.map(id -> ", " + id).orElse("");
    }

    private static String moment(Instant time) {
        return time.toString();
    }

    private static String clock(LocalTime time) {
        return time.toString();
    }

    private static Optional<ZoneId> zone(Trigger trigger) {
        if (trigger instanceof CronTrigger cron) {
            return cron.zone();
        } else if (trigger instanceof CalendarIntervalTrigger interval) {
            return interval.zone();
        } else if (trigger instanceof ExceptHolidaysTrigger except) {
            return zone(except.trigger()).or(except::zone);
        }
        return parts(trigger).stream().flatMap(part -> zone(part).stream()).findFirst();
    }

    private static List<Trigger> parts(Trigger trigger) {
        if (trigger instanceof AnyOfTrigger any) {
            return any.triggers();
        } else if (trigger instanceof AllOfTrigger all) {
            return all.triggers();
        } else if (trigger instanceof ExceptTrigger except) {
            return List.of(except.trigger());
        } else if (trigger instanceof ExceptHolidaysTrigger except) {
            return List.of(except.trigger());
        } else if (trigger instanceof BoundedTrigger bounded) {
            return List.of(bounded.trigger());
        } else if (trigger instanceof LimitedTrigger limited) {
            return List.of(limited.trigger());
        }
        return List.of();
    }

    /** A fire time, with what is odd about it. */
    private static Time fire(Trigger trigger, Instant time) {
        if (trigger instanceof CronTrigger cron) {
            return fire(time, cron.zone(), cron.clockChange(), !cron.matchesLocally(time));
        } else if (trigger instanceof CalendarIntervalTrigger interval) {
            LocalTime shown = LocalDateTime.ofInstant(time, interval.zone().orElseGet(ZoneId::systemDefault))
                    .toLocalTime();
            return fire(time, interval.zone(), interval.clockChange(), !shown.equals(interval.time()));
        }
        return parts(trigger).stream()
                .filter(part -> Guard.nextFrom(part, time).filter(time::equals).isPresent())
                .map(part -> fire(part, time))
                .findFirst()
                .orElseGet(() -> Time.ordinary(time));
    }

    private static Time fire(Instant time, Optional<ZoneId> zone, ClockChange clockChange, boolean moved) {
        ZoneRules rules = zone.orElseGet(ZoneId::systemDefault).getRules();
        LocalDateTime local = LocalDateTime.ofInstant(time, rules.getOffset(time));
        if (moved) {
            ZoneOffsetTransition gap = rules.previousTransition(time.plusSeconds(1));
            return Time.odd(
                    time,
                    Reason.GAP,
                    "its local time is skipped, " + shift(gap) + "; the end of the gap stands for it");
        }
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.size() < 2) {
            return Time.ordinary(time);
        }
        boolean first = offsets.get(0).equals(rules.getOffset(time));
        String passes = clockChange == ClockChange.WALL_CLOCK ? "and both fire" : "and the first stands for both";
        return Time.odd(
                time,
                Reason.OVERLAP,
                clock(local.toLocalTime()) + " comes twice, " + shift(rules.getTransition(local)) + "; this is the "
                        + (first ? "first pass" : "second pass") + (first ? ", " + passes : ""));
    }

    private static String shift(ZoneOffsetTransition change) {
        return "the clock goes from " + CLOCK.format(change.getDateTimeBefore()) + " to "
                + CLOCK.format(change.getDateTimeAfter());
    }

    /** What would have fired between two instants, but for a reason. */
    private static List<Time> leftOut(Trigger trigger, Instant from, Instant to) {
        Map<Instant, Time> times = new TreeMap<>();
        for (Trigger part : parts(trigger)) {
            if (!(trigger instanceof AllOfTrigger)) {
                leftOut(part, from, to).forEach(time -> times.put(time.time(), time));
            }
        }
        addOwn(times, trigger, from, to);
        return times.values().stream()
                .filter(time -> time.time().isAfter(from) && time.time().isBefore(to))
                .limit(MOST_LEFT_OUT)
                .toList();
    }

    private static void addOwn(Map<Instant, Time> times, Trigger trigger, Instant from, Instant to) {
        if (trigger instanceof CronTrigger cron) {
            if (cron.clockChange() == ClockChange.WALL_CLOCK) {
                Trigger once = cron.toBuilder().clockChange(ClockChange.ONCE).build();
                addGaps(times, cron, once, cron.zone(), from, to);
            }
            addBounds(times, cron.toBuilder().unbounded().build(), cron.start(), cron.end(), from, to);
        } else if (trigger instanceof CalendarIntervalTrigger interval) {
            if (interval.clockChange() == ClockChange.WALL_CLOCK) {
                Trigger once =
                        interval.toBuilder().clockChange(ClockChange.ONCE).build();
                addGaps(times, interval, once, interval.zone(), from, to);
            }
            Trigger endless = interval.toBuilder().endless().build();
            interval.end()
                    .ifPresent(date ->
                            addFirst(times, endless, from, to, "the end, " + DAY.format(date) + ", has passed"));
        } else if (trigger instanceof IntervalTrigger interval) {
            Trigger endless =
                    new IntervalTrigger(interval.interval(), interval.start(), Optional.empty(), interval.firstRun());
            addBounds(times, endless, Optional.empty(), interval.end(), from, to);
        } else if (trigger instanceof BoundedTrigger bounded) {
            addBounds(times, bounded.trigger(), bounded.start(), bounded.end(), from, to);
        } else if (trigger instanceof LimitedTrigger limited) {
            addFirst(times, limited.trigger(), from, to, "the maximum of " + limited.maxRuns() + " runs is reached");
        } else if (trigger instanceof ExceptTrigger except) {
            addExcluded(times, except.trigger(), from, to, "excluded: " + sentence(except.excluded()));
        } else if (trigger instanceof ExceptHolidaysTrigger except) {
            addExcluded(times, except.trigger(), from, to, "a holiday");
        }
    }

    private static void addGaps(
            Map<Instant, Time> times, Trigger trigger, Trigger once, Optional<ZoneId> zone, Instant from, Instant to) {
        ZoneRules rules = zone.orElseGet(ZoneId::systemDefault).getRules();
        ZoneOffsetTransition change = rules.nextTransition(from);
        for (int steps = 0; change != null && change.getInstant().isBefore(to) && steps < 1_000; steps++) {
            Instant end = change.getInstant();
            boolean lost = change.isGap()
                    && Guard.nextFrom(once, end).filter(end::equals).isPresent()
                    && Guard.nextFrom(trigger, end).filter(end::equals).isEmpty();
            if (lost) {
                times.put(end, Time.leftOut(end, Reason.GAP, "its local time is skipped, " + shift(change)));
            }
            change = rules.nextTransition(end);
        }
    }

    private static void addBounds(
            Map<Instant, Time> times,
            Trigger unbounded,
            Optional<Instant> start,
            Optional<Instant> end,
            Instant from,
            Instant to) {
        start.filter(from::isBefore)
                .ifPresent(time -> addFirst(times, unbounded, from, time, "before the start, " + moment(time)));
        end.filter(to::isAfter).ifPresent(time -> {
            Instant after = from.isAfter(time) ? from : time;
            addFirst(times, unbounded, after, to, "after the end, " + moment(time));
        });
    }

    private static void addFirst(Map<Instant, Time> times, Trigger unbounded, Instant from, Instant to, String note) {
        Guard.next(unbounded, from)
                .filter(to::isAfter)
                .ifPresent(time -> times.put(time, Time.leftOut(time, Reason.BOUND, note)));
    }

    private static void addExcluded(Map<Instant, Time> times, Trigger trigger, Instant from, Instant to, String note) {
        Optional<Instant> next = Guard.next(trigger, from);
        for (int steps = 0; next.isPresent() && next.get().isBefore(to) && steps < MOST_LEFT_OUT; steps++) {
            Instant time = next.get();
            times.put(time, Time.leftOut(time, Reason.EXCLUDED, note));
            next = Guard.next(trigger, time);
        }
    }
}
