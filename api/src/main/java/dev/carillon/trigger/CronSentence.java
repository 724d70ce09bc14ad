package dev.carillon.trigger;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Says in English what the normal fields of a cron trigger ask for. */
final class CronSentence {

    private static final int MOST_TIMES = 6;
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");

    private final Map<CronField, String> fields;
    private final boolean eitherDay;

    CronSentence(Map<CronField, String> fields, boolean eitherDay) {
        this.fields = fields;
        this.eitherDay = eitherDay;
    }

    /** The sentence, without time zone and bounds. */
    String text() {
        StringBuilder text = new StringBuilder(times());
        String day = text(CronField.DAY);
        String weekday = text(CronField.DAY_OF_WEEK);
        if (!day.equals("*") && !weekday.equals("*")) {
            text.append(" on ").append(monthDays(day));
            text.append(eitherDay ? " or on " : " that is a ").append(weekdays(weekday, eitherDay ? " and " : " or "));
        } else if (!day.equals("*")) {
            text.append(" on ").append(monthDays(day));
        } else if (!weekday.equals("*")) {
            text.append(" on ").append(weekdays(weekday, " and "));
        }
        append(text, " in ", "", CronField.MONTH, CronSentence::month);
        append(
                text,
                " in ",
                isNumbers(text(CronField.WEEK)) ? "ISO week " : "ISO weeks, ",
                CronField.WEEK,
                Integer::toString);
        append(text, " in ", "", CronField.YEAR, Integer::toString);
        return text.toString();
    }

    private String text(CronField field) {
        String text = fields.get(field);
        return text == null ? "*" : text;
    }

    private void append(StringBuilder text, String before, String what, CronField field, IntFunction<String> name) {
        if (!text(field).equals("*")) {
            text.append(before).append(what).append(values(field, text(field), name, " and "));
        }
    }

    private String times() {
        String second = text(CronField.SECOND);
        String minute = text(CronField.MINUTE);
        String hour = text(CronField.HOUR);
        if (isNumbers(second) && isNumbers(minute) && isNumbers(hour)) {
            List<String> times = clockTimes(hour, minute, second);
            if (times.size() <= MOST_TIMES) {
                return "at " + joined(times, " and ");
            }
        }
        StringBuilder text = new StringBuilder();
        if (!second.equals("0")) {
            text.append(unit("second", second, CronField.SECOND));
        }
        if (text.isEmpty() || !minute.equals("*")) {
            text.append(text.isEmpty() ? "" : " of ").append(unit("minute", minute, CronField.MINUTE));
        }
        if (hour.equals("*")) {
            boolean single = isNumbers(minute);
            return begun(text) + (single ? " of every hour" : "");
        }
        return begun(text) + " of " + unit("hour", hour, CronField.HOUR);
    }

    private static String begun(CharSequence text) {
        return text.toString().startsWith("every") ? text.toString() : "at " + text;
    }

    private String unit(String name, String text, CronField field) {
        if (text.equals("*")) {
            return "every " + name;
        }
        if (text.startsWith("*/") && isNumbers(text.substring(2))) {
            int step = Integer.parseInt(text.substring(2));
            return step == 1 ? "every " + name : "every " + ordinal(step) + " " + name;
        }
        return (isNumbers(text) && text.indexOf(',') < 0 ? name : name + "s") + " "
                + values(field, text, Integer::toString, " and ");
    }

    private static boolean isNumbers(String text) {
        return text.chars().allMatch(c -> Character.isDigit(c) || c == ',');
    }

    private static List<String> clockTimes(String hours, String minutes, String seconds) {
        List<String> times = new ArrayList<>();
        for (String hour : parts(hours)) {
            for (String minute : parts(minutes)) {
                for (String second : parts(seconds)) {
                    String time = two(hour) + ":" + two(minute) + (seconds.equals("0") ? "" : ":" + two(second));
                    if (!times.contains(time)) {
                        times.add(time);
                    }
                }
            }
        }
        return times.stream().sorted().toList();
    }

    private static String two(String number) {
        return number.length() < 2 ? "0" + number : number;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            parts.add(text.substring(from, comma));
            from = comma + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String monthDays(String text) {
        List<String> days = new ArrayList<>();
        List<String> relative = new ArrayList<>();
        for (String part : parts(text)) {
            if (part.equals("last")) {
                relative.add("the last day");
            } else if (part.startsWith("last ")) {
                relative.add("the last " + weekday(part.substring(5)));
            } else if (part.indexOf(' ') > 0) {
                relative.add("the " + ORDINALS.get(part.charAt(0) - '1') + " "
                        + weekday(part.substring(part.indexOf(' ') + 1)));
            } else {
                days.add(part);
            }
        }
        if (!days.isEmpty()) {
            boolean one = days.size() == 1 && isNumbers(days.get(0));
            relative.add(
                    0,
                    (one ? "day " : "days ")
                            + values(CronField.DAY, String.join(",", days), Integer::toString, " and "));
        }
        return joined(relative, " and ") + " of the month";
    }

    private static String weekdays(String text, String and) {
        return values(
                CronField.DAY_OF_WEEK,
                text,
                number -> weekday(CronField.DAY_OF_WEEK.names().get(number)),
                and);
    }

    private static String weekday(String name) {
        return DayOfWeek.of(1 + CronField.DAY_OF_WEEK.names().indexOf(name))
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String month(int number) {
        return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String values(CronField field, String text, IntFunction<String> name, String and) {
        return joined(parts(text).stream().map(part -> value(field, part, name)).toList(), and);
    }

    private static String value(CronField field, String part, IntFunction<String> name) {
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int dash = range.indexOf('-');
        String shown;
        if (range.equals("*")) {
            shown = name.apply(field.min) + " to " + name.apply(field.max);
        } else if (dash > 0) {
            shown = name.apply(number(field, range.substring(0, dash))) + " to "
                    + name.apply(number(field, range.substring(dash + 1)));
        } else {
            shown = name.apply(number(field, range)) + (slash < 0 ? "" : " to " + name.apply(field.max));
        }
        return slash < 0 || part.endsWith("/1")
                ? shown
                : "every " + ordinal(Integer.parseInt(part.substring(slash + 1))) + " from " + shown;
    }

    private static int number(CronField field, String text) {
        int index = field.names().indexOf(text);
        return index < 0 ? Integer.parseInt(text) : field.min + index;
    }

    private static String ordinal(int number) {
        int tens = number / 10 % 10;
        String ending = tens == 1
                ? "th"
                : switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number + ending;
    }

    /** Joins with commas, and the last with a word. */
    static String joined(List<String> some, String and) {
        if (some.size() < 2) {
            return String.join("", some);
        }
        return String.join(", ", some.subList(0, some.size() - 1)) + and + some.get(some.size() - 1);
    }
}
