package dev.carillon.tck.trigger;

import dev.carillon.trigger.AllOfTrigger;
import dev.carillon.trigger.AnyOfTrigger;
import dev.carillon.trigger.CalendarIntervalTrigger;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.EndOfMonth;
import dev.carillon.trigger.HolidayCalendar;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerSyntaxException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes triggers, time zones and instants at random, the same ones for the same seed. Instants and bounds lie near
 * changes of the clock more often than not. Not for use by several threads.
 */
public final class RandomTriggers {

    private static final Instant FIRST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2060-01-01T00:00:00Z");
    private static final List<ZoneId> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private final Random random;
    private int zones;

    /**
     * Makes a source.
     *
     * @param seed what everything follows from
     */
    public RandomTriggers(long seed) {
        random = new Random(seed);
        zones = random.nextInt(ZONES.size());
    }

    /**
     * Returns the time zones of this JDK, one after the other.
     *
     * @return the next zone
     */
    public ZoneId zone() {
        zones = (zones + 1) % ZONES.size();
        return ZONES.get(zones);
    }

    /**
     * Returns an instant of a whole minute between 1971 and 2060, mostly shortly before a change of the clock.
     *
     * @param zone whose changes
     * @return the instant
     */
    public Instant minute(ZoneId zone) {
        long range = LAST.getEpochSecond() - FIRST.getEpochSecond();
        Instant any = Instant.ofEpochSecond((FIRST.getEpochSecond() + (long) (random.nextDouble() * range)) / 60 * 60);
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        if (change == null || oneIn(5) || change.getInstant().isAfter(LAST)) {
            ZoneOffsetTransition before = zone.getRules().previousTransition(any);
            if (before == null || oneIn(5) || before.getInstant().isBefore(FIRST)) {
                return any;
            }
            change = before;
        }
        return Instant.ofEpochSecond(change.toEpochSecond() / 60 * 60 - 60L * random.nextInt(2_000));
    }

    /**
     * Returns fields of a cron trigger, some not given, that may contradict each other.
     *
     * @param dense whether they are to match often, within hours rather than within years
     * @return texts by the names of the fields; at least one
     */
    public Map<String, String> cronFields(boolean dense) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!dense && oneIn(5)) {
            fields.put("year", numbers(1990, 2040));
        }
        if (!dense && oneIn(3)) {
            fields.put("month", oneIn(2) ? numbers(1, 12) : names(MONTHS, false));
        }
        if (oneIn(dense ? 6 : 2)) {
            fields.put("day", days());
        }
        if (oneIn(dense ? 12 : 8)) {
            fields.put("week", numbers(1, 53));
        }
        if (oneIn(dense ? 5 : 3)) {
            fields.put("day_of_week", oneIn(2) ? numbers(0, 6) : names(WEEKDAYS, true));
        }
        if (!oneIn(5)) {
            fields.put("hour", oneIn(3) ? numbers(0, 4) : numbers(0, 23));
        }
        if (!oneIn(4)) {
            fields.put("minute", numbers(0, 59));
        }
        if (oneIn(4) || fields.isEmpty()) {
            fields.put("second", numbers(0, 59));
        }
        return fields;
    }

    private String days() {
        return switch (random.nextInt(6)) {
            case 0 -> "last";
            case 1 -> "last " + pick(WEEKDAYS);
            case 2 -> pick(List.of("1st", "2nd", "3rd", "4th", "5th")) + " " + pick(WEEKDAYS) + "," + numbers(1, 31);
            default -> numbers(1, 31);
        };
    }

    private String numbers(int least, int greatest) {
        int first = between(least, greatest);
        int last = between(first, greatest);
        return switch (random.nextInt(8)) {
            case 0 -> "*";
            case 1 -> "*/" + between(1, greatest - least);
            case 2 -> first + "-" + last;
            case 3 -> last > first ? first + "-" + last + "/" + between(1, last - first) : "" + first;
            case 4 -> first < greatest ? first + "/" + between(1, greatest - first) : "" + first;
            case 5 -> first + "," + between(least, greatest) + "," + last;
            default -> "" + first;
        };
    }

    private String names(List<String> names, boolean wraps) {
        int first = random.nextInt(names.size());
        int last = wraps ? random.nextInt(names.size()) : between(first, names.size() - 1);
        String range = names.get(first) + "-" + names.get(last);
        return switch (random.nextInt(4)) {
            case 0 -> range;
            case 1 -> (last - first + 7) % 7 > 1 ? range + "/2" : range;
            case 2 -> names.get(first) + "," + names.get(last);
            default -> names.get(first);
        };
    }

    /**
     * Returns a cron trigger, perhaps with bounds.
     *
     * @param dense whether it is to fire often
     * @return the trigger
     */
    public CronTrigger cron(boolean dense) {
        Optional<CronTrigger> trigger = Optional.empty();
        while (trigger.isEmpty()) {
            trigger = tryCron(dense);
        }
        return trigger.get();
    }

    /** Empty if the fields contradict each other, as 30 February does. */
    private Optional<CronTrigger> tryCron(boolean dense) {
        ZoneId zone = zone();
        CronTrigger.Builder builder = CronTrigger.builder().timezone(zone).clockChange(clockChange());
        cronFields(dense).forEach(builder::field);
        if (oneIn(8)) {
            builder.start(minute(zone).plusNanos(random.nextInt(1_000_000_000)));
        }
        if (oneIn(8)) {
            builder.end(minute(zone));
        }
        try {
            return Optional.of(builder.build());
        } catch (TriggerSyntaxException contradiction) {
            return Optional.empty();
        }
    }

    /**
     * Returns any trigger of the family.
     *
     * @param depth how many triggers may lie one in another, from 0
     * @return the trigger
     */
    public Trigger any(int depth) {
        if (depth > 0 && oneIn(2)) {
            return combined(depth - 1);
        }
        ZoneId zone = zone();
        return switch (random.nextInt(5)) {
            case 0 -> new DateTrigger(minute(zone).plusNanos(random.nextInt(1_000_000) * 1_000L));
            case 1 ->
                new IntervalTrigger(
                        Duration.ofSeconds(between(1, 1_000_000)).plusNanos(1_000L * random.nextInt(1_000_000)),
                        oneIn(4) ? Optional.empty() : Optional.of(minute(zone)),
                        oneIn(4) ? Optional.of(minute(zone)) : Optional.empty(),
                        oneIn(2) ? IntervalTrigger.FirstRun.AT_ONCE : IntervalTrigger.FirstRun.AFTER_INTERVAL);
            case 2 -> calendarInterval(zone);
            default -> cron(oneIn(2));
        };
    }

    private Trigger calendarInterval(ZoneId zone) {
        CalendarIntervalTrigger.Builder builder = CalendarIntervalTrigger.builder()
                .years(oneIn(5) ? between(1, 4) : 0)
                .months(oneIn(3) ? between(1, 14) : 0)
                .weeks(oneIn(4) ? between(1, 5) : 0)
                .days(between(1, 3) * random.nextInt(2))
                .at(LocalTime.ofSecondOfDay(oneIn(2) ? random.nextInt(14_400) : random.nextInt(86_400)))
                .timezone(zone)
                .clockChange(clockChange())
                .endOfMonth(oneIn(2) ? EndOfMonth.SKIP : EndOfMonth.LAST_VALID_DAY);
        if (!oneIn(4)) {
            builder.start(LocalDate.ofInstant(minute(zone), zone));
        }
        try {
            return builder.build();
        } catch (dev.carillon.JobDefinitionException noInterval) {
            return builder.days(1).build();
        }
    }

    private Trigger combined(int depth) {
        Trigger first = any(depth);
        Trigger second = any(depth);
        ZoneId zone = zone();
        return switch (random.nextInt(6)) {
            case 0 -> new AnyOfTrigger(List.of(first, second, any(depth)));
            case 1 -> new AllOfTrigger(List.of(first, first), Duration.ofSeconds(oneIn(2) ? 1 : random.nextInt(3_600)));
            case 2 -> first.except(second);
            case 3 ->
                first.except(
                        HolidayCalendar.of(LocalDate.of(2030, 1, between(1, 31)))
                                .everyYear(MonthDay.of(12, 25))
                                .everyWeek(DayOfWeek.SUNDAY),
                        zone);
            case 4 -> first.limitedTo(between(1, 20));
            default -> first.startingAt(minute(zone)).endingAt(minute(zone).plusSeconds(86_400L * 3_650));
        };
    }

    private ClockChange clockChange() {
        return oneIn(2) ? ClockChange.ONCE : ClockChange.WALL_CLOCK;
    }

    /**
     * Returns a text that looks like a trigger, a date or a duration at first glance.
     *
     * @return up to forty characters, some of them from far away
     */
    public String text() {
        String alphabet = "0123456789**//--,,::  \t@#?LW.TZP+monfrisunlast1st2ndjandecdhmsü\u0665\u0000\uD83D";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /**
     * Returns a number between two bounds.
     *
     * @param least the least
     * @param greatest the greatest
     * @return a number from one to the other
     */
    public int between(int least, int greatest) {
        return least + random.nextInt(greatest - least + 1);
    }

    /**
     * Decides.
     *
     * @param n a number from 1
     * @return true once in so many times
     */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
