package dev.carillon.trigger;

import java.util.BitSet;
import java.util.Map;

/**
 * The fields of a cron trigger as bit sets, and the search through the local calendar. Knows no time zone: local times
 * are seconds since 1970-01-01T00:00 on a wall clock that never changes. Allocates nothing.
 */
final class CronSchedule {

    /** No local time matches any more. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int DAY_SECONDS = 86_400;
    private static final int MIN_YEAR = 1970;
    private static final int MAX_YEAR = 9999;
    private static final int LAST_DAY = epochDay(MAX_YEAR, 12, 31);

    private final long seconds;
    private final long minutes;
    private final int hours;
    private final int firstSecondOfDay;
    private final int firstSecondOfHour;
    private final int firstSecondOfMinute;

    private final int months;
    private final int days;
    private final long weekdays;
    private final boolean either;
    private final long nthWeekdays;
    private final boolean lastDay;
    private final int lastWeekdays;
    private final boolean relative;
    private final long weeks;
    private final boolean everyWeek;

    /** Bits by the years since 1970; empty if every year matches. */
    private final long[] years;

    private final boolean everyDay;
    private final boolean onlyWeekdays;

    CronSchedule(Map<CronField, CronFieldValue> fields, boolean either) {
        seconds = value(fields, CronField.SECOND).mask();
        minutes = value(fields, CronField.MINUTE).mask();
        hours = (int) value(fields, CronField.HOUR).mask();
        months = (int) value(fields, CronField.MONTH).mask();
        CronFieldValue day = value(fields, CronField.DAY);
        days = (int) (day.mask() >>> 1);
        nthWeekdays = day.nthWeekdays();
        lastDay = day.lastDay();
        lastWeekdays = day.lastWeekdays();
        relative = day.isRelative();
        CronFieldValue weekday = value(fields, CronField.DAY_OF_WEEK);
        weekdays = repeated(weekday.mask());
        this.either = either;
        CronFieldValue week = value(fields, CronField.WEEK);
        weeks = week.mask();
        everyWeek = week.isEvery(CronField.WEEK);
        BitSet year = value(fields, CronField.YEAR).bits();
        boolean everyYear = value(fields, CronField.YEAR).isEvery(CronField.YEAR);
        years = everyYear ? new long[0] : year.toLongArray();
        boolean everyMonthDay = day.isEvery(CronField.DAY);
        boolean everyWeekday = weekday.isEvery(CronField.DAY_OF_WEEK);
        boolean plain = everyYear && value(fields, CronField.MONTH).isEvery(CronField.MONTH) && everyWeek;
        everyDay = plain && (either ? everyMonthDay || everyWeekday : everyMonthDay && everyWeekday);
        onlyWeekdays = plain && !either && everyMonthDay;
        firstSecondOfMinute = Long.numberOfTrailingZeros(seconds);
        firstSecondOfHour = Long.numberOfTrailingZeros(minutes) * 60 + firstSecondOfMinute;
        firstSecondOfDay = Integer.numberOfTrailingZeros(hours) * 3_600 + firstSecondOfHour;
    }

    private static CronFieldValue value(Map<CronField, CronFieldValue> fields, CronField field) {
        CronFieldValue value = fields.get(field);
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** Repeats seven bits six times, so that a shift by the first weekday of a month gives the month's days. */
    private static long repeated(long week) {
        long two = week | week << 7;
        return two | two << 14 | two << 28;
    }

    /** Returns the first matching local time at or after one, or {@link #NEVER}. */
    long nextLocal(long local) {
        int day = (int) Math.floorDiv(local, (long) DAY_SECONDS);
        int secondOfDay = (int) (local - (long) day * DAY_SECONDS);
        int found = nextDay(day);
        if (found == day && day <= LAST_DAY) {
            int time = nextTime(secondOfDay);
            if (time >= 0) {
                return (long) day * DAY_SECONDS + time;
            }
            found = nextDay(day + 1);
        }
        return found > LAST_DAY ? NEVER : (long) found * DAY_SECONDS + firstSecondOfDay;
    }

    /** Whether one local second matches. */
    boolean matches(long local) {
        return nextLocal(local) == local;
    }

    /** Returns the first matching second of the day at or after one, or -1. */
    private int nextTime(int secondOfDay) {
        int hour = secondOfDay / 3_600;
        if ((hours >>> hour & 1) != 0) {
            int rest = secondOfDay - hour * 3_600;
            int minute = rest / 60;
            int second = rest - minute * 60;
            if ((minutes >>> minute & 1) != 0) {
                long later = seconds >>> second;
                if (later != 0) {
                    return secondOfDay + Long.numberOfTrailingZeros(later);
                }
            }
            long later = minutes >>> (minute + 1);
            if (later != 0) {
                return hour * 3_600 + (minute + 1 + Long.numberOfTrailingZeros(later)) * 60 + firstSecondOfMinute;
            }
        }
        int later = hours >>> (hour + 1);
        return later == 0 ? -1 : (hour + 1 + Integer.numberOfTrailingZeros(later)) * 3_600 + firstSecondOfHour;
    }

    /** Returns the first matching day at or after one, counted from 1970-01-01; beyond the last day if there is none. */
    private int nextDay(int day) {
        if (day < 0 || !(everyDay || onlyWeekdays)) {
            return nextDayByCalendar(Math.max(day, 0));
        }
        return everyDay ? day : day + Long.numberOfTrailingZeros(weekdays >>> weekday(day));
    }

    private int nextDayByCalendar(int from) {
        if (from > LAST_DAY) {
            return from;
        }
        // days since 0000-03-01, in cycles of 400 years: the leap day is the last of a year
        int shifted = from + 719_468;
        int era = shifted / 146_097;
        int dayOfEra = shifted - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5;
        int monthStart = from - dayOfMonth;

        if (!matchesYear(year)) {
            month = 13;
        } else if ((months >>> month & 1) != 0) {
            int mask = dayMask(year, month, monthStart) >>> dayOfMonth;
            if (mask != 0) {
                return from + Integer.numberOfTrailingZeros(mask);
            }
        }
        return nextMonths(year, month + 1);
    }

    /** Returns the first matching day from the first of a month on. */
    private int nextMonths(int firstYear, int firstMonth) {
        int year = firstYear;
        int month = firstMonth;
        while (true) {
            int later = month > 12 ? 0 : months >>> month;
            if (later == 0) {
                year = nextYear(year + 1);
                if (year > MAX_YEAR) {
                    return LAST_DAY + 1;
                }
                month = 1;
                later = months >>> 1;
            }
            month += Integer.numberOfTrailingZeros(later);
            int monthStart = epochDay(year, month, 1);
            int mask = dayMask(year, month, monthStart);
            if (mask != 0) {
                return monthStart + Integer.numberOfTrailingZeros(mask);
            }
            month++;
        }
    }

    private boolean matchesYear(int year) {
        return years.length == 0 || nextYear(year) == year;
    }

    private int nextYear(int year) {
        if (years.length == 0) {
            return year;
        }
        int index = year - MIN_YEAR;
        for (int word = index >>> 6; word < years.length; word++) {
            long later = years[word] & (word == index >>> 6 ? -1L << index : -1L);
            if (later != 0) {
                return MIN_YEAR + (word << 6) + Long.numberOfTrailingZeros(later);
            }
        }
        return MAX_YEAR + 1;
    }

    /** The matching days of a month as bits, bit 0 for the first. */
    private int dayMask(int year, int month, int monthStart) {
        int length = monthLength(year, month);
        int firstWeekday = weekday(monthStart);
        int byWeekday = (int) (weekdays >>> firstWeekday);
        int byDay = relative ? days | relativeDays(length, firstWeekday) : days;
        int mask = (either ? byDay | byWeekday : byDay & byWeekday) & -1 >>> (32 - length);
        return everyWeek ? mask : inWeeks(mask, monthStart);
    }

    private int relativeDays(int length, int firstWeekday) {
        int mask = lastDay ? 1 << (length - 1) : 0;
        for (int n = 0; n < 5; n++) {
            int block = (int) (nthWeekdays >>> (7 * n)) & 0x7f;
            mask |= rotated(block, firstWeekday) << (7 * n);
        }
        int lastBlock = rotated(lastWeekdays, (firstWeekday + length) % 7);
        return mask | lastBlock << (length - 7);
    }

    /** Seven weekday bits as seven days, the first of which is a given weekday. */
    private static int rotated(int week, int firstWeekday) {
        return (week | week << 7) >>> firstWeekday & 0x7f;
    }

    private int inWeeks(int mask, int monthStart) {
        int kept = 0;
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            int index = Integer.numberOfTrailingZeros(rest);
            if ((weeks >>> isoWeek(monthStart + index) & 1) != 0) {
                kept |= 1 << index;
            }
        }
        return kept;
    }

    /** A week belongs to the year of its Thursday. */
    private static int isoWeek(int day) {
        int thursday = day - weekday(day) + 3;
        int year = (int) ((thursday + 719_528L) * 400 / 146_097);
        int newYear = epochDay(year, 1, 1);
        if (newYear > thursday) {
            newYear = epochDay(year - 1, 1, 1);
        } else if (epochDay(year + 1, 1, 1) <= thursday) {
            newYear = epochDay(year + 1, 1, 1);
        }
        return (thursday - newYear) / 7 + 1;
    }

    /**
     * Whether any day at all matches. There are but 28 kinds of year: by their first weekday, their length, and the
     * length of the year before, which decides the week of the first days.
     */
    boolean everMatches() {
        int seen = 0;
        int first = years.length == 0 ? 2_000 : nextYear(MIN_YEAR);
        int last = years.length == 0 ? 2_399 : MAX_YEAR;
        for (int year = first; year <= last; year = nextYear(year + 1)) {
            int newYear = epochDay(year, 1, 1);
            int kind = weekday(newYear) * 4 + (isLeap(year) ? 2 : 0) + (isLeap(year - 1) ? 1 : 0);
            if ((seen >>> kind & 1) == 0) {
                seen |= 1 << kind;
                if (anyDayIn(year)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean anyDayIn(int year) {
        for (int month = 1; month <= 12; month++) {
            if ((months >>> month & 1) != 0 && dayMask(year, month, epochDay(year, month, 1)) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int weekday(int day) {
        // 1970-01-01 was a Thursday; 700 keeps the days just before it positive
        return (day + 703) % 7;
    }

    private static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int monthLength(int year, int month) {
        if (month == 2) {
            return isLeap(year) ? 29 : 28;
        }
        return 30 + ((month + (month >>> 3)) & 1);
    }

    private static int epochDay(int year, int month, int dayOfMonth) {
        int shiftedYear = month <= 2 ? year - 1 : year;
        int era = shiftedYear / 400;
        int yearOfEra = shiftedYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
