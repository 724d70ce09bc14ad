package dev.carillon.tck.trigger;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a cron trigger means, written from its definition alone: look at the clock, second by second, and ask of each
 * field whether it matches. Slow, and shares no code with the triggers.
 */
final class CronOracle {

    private static final List<String> NAMES =
            List.of("year", "month", "day", "week", "day_of_week", "hour", "minute", "second");
    private static final int[] LEAST = {1970, 1, 1, 1, 0, 0, 0, 0};
    private static final int[] GREATEST = {9999, 12, 31, 53, 6, 23, 59, 59};
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern COMMA = Pattern.compile(" *, *");
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/(\\d+))?");
    private static final Pattern NTH = Pattern.compile("(\\d)(?:st|nd|rd|th)\\s+(\\w{3})");
    private static final Pattern LAST = Pattern.compile("last\\s+(\\w{3})");

    private final ZoneRules rules;
    private final boolean either;
    private final boolean realTime;
    private final BitSet[] values = new BitSet[8];
    private final List<Predicate<LocalDate>> relativeDays = new ArrayList<>();

    /** All eight fields, in the grammar of the field form. */
    CronOracle(Map<String, String> fields, boolean either, ZoneId zone, boolean wallClock) {
        this.rules = zone.getRules();
        this.either = either;
        this.realTime = wallClock || fields.get("hour").matches("\\*(/\\d+)?");
        for (int field = 0; field < 8; field++) {
            values[field] = new BitSet();
            String text = fields.get(NAMES.get(field)).strip().toLowerCase(Locale.ROOT);
            for (String part : COMMA.splitAsStream(text).toList()) {
                if (field != 2 || !addRelativeDay(part)) {
                    add(field, part);
                }
            }
        }
    }

    /** The fields as given, filled up by the defaulting rule. */
    static Map<String, String> filled(Map<String, String> given) {
        Map<String, String> filled = new java.util.HashMap<>();
        int least = NAMES.stream()
                .filter(given::containsKey)
                .mapToInt(NAMES::indexOf)
                .max()
                .orElseThrow();
        for (int field = 0; field < 8; field++) {
            boolean filter = field == 3 || field == 4;
            String otherwise = field < least || filter ? "*" : "" + LEAST[field];
            filled.put(NAMES.get(field), given.getOrDefault(NAMES.get(field), otherwise));
        }
        return filled;
    }

    private boolean addRelativeDay(String part) {
        Matcher nth = NTH.matcher(part);
        Matcher last = LAST.matcher(part);
        if (nth.matches()) {
            int n = Integer.parseInt(nth.group(1));
            DayOfWeek day = DayOfWeek.of(1 + WEEKDAYS.indexOf(nth.group(2)));
            relativeDays.add(date -> {
                LocalDate found = date.with(TemporalAdjusters.dayOfWeekInMonth(n, day));
                return found.equals(date);
            });
        } else if (last.matches()) {
            DayOfWeek day = DayOfWeek.of(1 + WEEKDAYS.indexOf(last.group(1)));
            relativeDays.add(
                    date -> date.with(TemporalAdjusters.lastInMonth(day)).equals(date));
        } else if (part.equals("last")) {
            relativeDays.add(date -> date.getDayOfMonth() == date.lengthOfMonth());
        } else {
            return false;
        }
        return true;
    }

    private void add(int field, String part) {
        Matcher form = PART.matcher(part);
        if (!form.matches()) {
            throw new IllegalArgumentException("the oracle does not know " + part);
        }
        boolean stepped = form.group(3) != null;
        int step = stepped ? Integer.parseInt(form.group(3)) : 1;
        int first = form.group(1) == null ? LEAST[field] : number(field, form.group(1));
        int last = form.group(2) != null
                ? number(field, form.group(2))
                : form.group(1) == null || stepped ? GREATEST[field] : first;
        for (int value = first; value <= (last < first ? last + 7 : last); value += step) {
            values[field].set(field == 4 ? value % 7 : value);
        }
    }

    private static int number(int field, String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        return field == 1 ? 1 + MONTHS.indexOf(text) : WEEKDAYS.indexOf(text);
    }

    private boolean matches(LocalDateTime time) {
        return values[7].get(time.getSecond())
                && values[6].get(time.getMinute())
                && values[5].get(time.getHour())
                && matchesDate(time.toLocalDate());
    }

    private boolean matchesDate(LocalDate date) {
        boolean day =
                values[2].get(date.getDayOfMonth()) || relativeDays.stream().anyMatch(relative -> relative.test(date));
        boolean weekday = values[4].get(date.getDayOfWeek().getValue() - 1);
        return values[0].get(date.getYear())
                && values[1].get(date.getMonthValue())
                && values[3].get(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                && (either ? day || weekday : day && weekday);
    }

    /** The fire times from one instant to before another, both whole minutes of UTC. */
    NavigableSet<Instant> fires(Instant from, Instant to) {
        return realTime ? byWallClock(from, to) : once(from, to);
    }

    /** Looks at what the wall clock shows at each instant. */
    private NavigableSet<Instant> byWallClock(Instant from, Instant to) {
        NavigableSet<Instant> fires = new TreeSet<>();
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second++) {
            Instant time = Instant.ofEpochSecond(second);
            LocalDateTime local = LocalDateTime.ofInstant(time, rules.getOffset(time));
            if (matches(local)) {
                fires.add(time);
            } else if (local.getSecond() == 0 && !hasMatchingMinute(local)) {
                second += 59;
            }
        }
        return fires;
    }

    /** Whether a minute can be passed over: offsets change at whole minutes wherever the oracle is asked. */
    private boolean hasMatchingMinute(LocalDateTime minute) {
        return values[6].get(minute.getMinute()) && values[5].get(minute.getHour());
    }

    /** Looks at every local time there could be, and finds the one instant that it stands for. */
    private NavigableSet<Instant> once(Instant from, Instant to) {
        NavigableSet<Instant> fires = new TreeSet<>();
        LocalDateTime first = LocalDateTime.ofInstant(from, ZoneOffset.UTC).minusHours(27);
        LocalDateTime last = LocalDateTime.ofInstant(to, ZoneOffset.UTC).plusHours(27);
        for (LocalDateTime time = first; time.isBefore(last); time = time.plusMinutes(1)) {
            if (!hasMatchingMinute(time)) {
                continue;
            }
            LocalDateTime minute = time;
            values[7].stream()
                    .mapToObj(minute::withSecond)
                    .filter(this::matches)
                    .forEach(local -> fires.add(onlyInstant(local)));
        }
        return new TreeSet<>(fires.subSet(from, true, to, false));
    }

    private Instant onlyInstant(LocalDateTime local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.get(0));
    }

    /** The fire times from an instant on, day by day, until there are so many or ten years have passed. */
    List<Instant> first(Instant from, int count) {
        List<Instant> found = new ArrayList<>();
        Instant end = from.plusSeconds(86_400L * 3_653);
        Instant minute = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), 60L) * 60);
        for (Instant day = minute; found.size() < count && day.isBefore(end); day = day.plusSeconds(86_400)) {
            if (mayFireAround(day)) {
                fires(day, day.plusSeconds(86_400)).stream()
                        .filter(time -> !time.isBefore(from))
                        .limit(count - found.size())
                        .forEach(found::add);
            }
        }
        return found;
    }

    private boolean mayFireAround(Instant day) {
        LocalDate date = LocalDate.ofInstant(day, ZoneOffset.UTC);
        return Stream.of(-2, -1, 0, 1, 2, 3).anyMatch(days -> matchesDate(date.plusDays(days)));
    }
}
