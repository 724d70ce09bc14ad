package dev.carillon.trigger;

import java.time.LocalDate;
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

    /** The calendar repeats after 400 years, weekdays included. */
    private static final int CYCLE_DAYS = 146_097;

    private static final int CYCLE_MONTHS = 4_800;

    /** The first days of the months from January 1970 on, counted from 1970-01-01, for one cycle and a month. */
    private static final int[] MONTH_START = monthStarts();

    /** Years count from 1970. */
    private static final int LAST_YEAR = 9_999 - 1_970;

    private static final int LAST_DAY = (int) LocalDate.of(9_999, 12, 31).toEpochDay();

    private final long seconds;
    private final long minutes;
    private final int hours;
    private final int firstSecondOfDay;
    private final int firstSecondOfHour;
    private final int firstSecondOfMinute;

    /** Bit 0 is January. */
    private final int months;

    /** Bit 0 is the first of the month. */
    private final int days;

    /** Seven bits for a week, over and over; bit 0 is Monday. */
    private final long weekdays;

    private final boolean either;
    private final long nthWeekdays;
    private final boolean lastDay;
    private final int lastWeekdays;
    private final boolean onlyLastDay;
    private final boolean relative;
    private final long weeks;
    private final boolean everyWeek;
    private final boolean everyMonth;
    private final boolean plainDays;

    /** Bits by the years since 1970; empty if every year matches. */
    private final long[] years;

    private final boolean everyDay;
    private final boolean onlyWeekdays;

    CronSchedule(Map<CronField, CronFieldValue> fields, boolean either) {
        seconds = value(fields, CronField.SECOND).mask();
        minutes = value(fields, CronField.MINUTE).mask();
        hours = (int) value(fields, CronField.HOUR).mask();
        months = (int) (value(fields, CronField.MONTH).mask() >>> 1);
        CronFieldValue day = value(fields, CronField.DAY);
        days = (int) (day.mask() >>> 1);
        nthWeekdays = day.nthWeekdays();
        lastDay = day.lastDay();
        lastWeekdays = day.lastWeekdays();
        relative = day.isRelative();
        onlyLastDay = lastDay && nthWeekdays == 0 && lastWeekdays == 0;
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
        everyMonth = everyYear && value(fields, CronField.MONTH).isEvery(CronField.MONTH);
        plainDays = everyWeek && everyWeekday && !either;
        boolean plain = everyMonth && everyWeek;
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

    private static int[] monthStarts() {
        int[] starts = new int[CYCLE_MONTHS + 1];
        for (int month = 0; month <= CYCLE_MONTHS; month++) {
            starts[month] = (int) LocalDate.EPOCH.plusMonths(month).toEpochDay();
        }
        return starts;
    }

    /** Returns the first matching local time at or after one, or {@link #NEVER}. */
    long nextLocal(long local) {
        long from = Math.max(local, 0);
        int day = (int) (from / DAY_SECONDS);
        int found = nextDay(day);
        if (found == day && day <= LAST_DAY) {
            int time = nextTime((int) (from - (long) day * DAY_SECONDS));
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
        if (everyDay) {
            return day;
        }
        return onlyWeekdays ? day + Long.numberOfTrailingZeros(weekdays >>> weekday(day)) : nextDayByCalendar(day);
    }

    private int nextDayByCalendar(int from) {
        if (from > LAST_DAY) {
            return from;
        }
        int cycle = from / CYCLE_DAYS;
        int day = from - cycle * CYCLE_DAYS;
        // right, or one off
        int index = day * CYCLE_MONTHS / CYCLE_DAYS;
        if (MONTH_START[index + 1] <= day) {
            index++;
        } else if (MONTH_START[index] > day) {
            index--;
        }
        int month = cycle * CYCLE_MONTHS + index;
        if (everyMonth || matchesMonth(month)) {
            int mask = dayMask(index) >>> (day - MONTH_START[index]);
            if (mask != 0) {
                return from + Integer.numberOfTrailingZeros(mask);
            }
        }
        return nextDayFromMonth(month + 1);
    }

    /** Returns the first matching day from a month on; months count from January 1970. */
    private int nextDayFromMonth(int from) {
        int month = everyMonth ? from : nextMonth(from);
        while (month < (LAST_YEAR + 1) * 12) {
            int cycle = month / CYCLE_MONTHS;
            int index = month - cycle * CYCLE_MONTHS;
            int mask = dayMask(index);
            if (mask != 0) {
                return cycle * CYCLE_DAYS + MONTH_START[index] + Integer.numberOfTrailingZeros(mask);
            }
            month = everyMonth ? month + 1 : nextMonth(month + 1);
        }
        return LAST_DAY + 1;
    }

    private boolean matchesMonth(int month) {
        int year = month / 12;
        return (months >>> (month - year * 12) & 1) != 0 && nextYear(year) == year;
    }

    /** Returns the first month at or after one whose month and year match. */
    private int nextMonth(int from) {
        int year = from / 12;
        int later = nextYear(year) == year ? months >>> (from - year * 12) : 0;
        return later != 0
                ? from + Integer.numberOfTrailingZeros(later)
                : nextYear(year + 1) * 12 + Integer.numberOfTrailingZeros(months);
    }

    private int nextYear(int year) {
        if (years.length == 0) {
            return year;
        }
        for (int word = year >>> 6; word < years.length; word++) {
            long later = years[word] & (word == year >>> 6 ? -1L << year : -1L);
            if (later != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(later);
            }
        }
        return LAST_YEAR + 1;
    }

    /** The matching days of a month of the cycle as bits, bit 0 for the first. */
    private int dayMask(int month) {
        int start = MONTH_START[month];
        int length = MONTH_START[month + 1] - start;
        int all = -1 >>> (32 - length);
        if (plainDays) {
            return (relative ? days | relativeDays(length, start) : days) & all;
        }
        int byWeekday = (int) (weekdays >>> weekday(start));
        int byDay = relative ? days | relativeDays(length, start) : days;
        int mask = (either ? byDay | byWeekday : byDay & byWeekday) & all;
        return everyWeek ? mask : inWeeks(mask, start);
    }

    private int relativeDays(int length, int start) {
        int mask = lastDay ? 1 << (length - 1) : 0;
        if (onlyLastDay) {
            return mask;
        }
        int firstWeekday = weekday(start);
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

    /** The week of a day of the cycle: a week belongs to the year of its Thursday. */
    private static int isoWeek(int day) {
        int thursday = day - weekday(day) + 3;
        int inCycle = thursday < 0 ? thursday + CYCLE_DAYS : thursday % CYCLE_DAYS;
        // right, or one too late
        int year = Math.min(399, inCycle * 400 / CYCLE_DAYS + 1);
        while (MONTH_START[year * 12] > inCycle) {
            year--;
        }
        return (inCycle - MONTH_START[year * 12]) / 7 + 1;
    }

    /**
     * Whether any day at all matches. There are but 28 kinds of year: by their first weekday, their length, and the
     * length of the year before, which decides the week of the first days.
     */
    boolean everMatches() {
        int seen = 0;
        int last = years.length == 0 ? 399 : LAST_YEAR;
        for (int year = nextYear(0); year <= last; year = nextYear(year + 1)) {
            int inCycle = year % 400;
            int newYear = MONTH_START[inCycle * 12];
            int before = inCycle == 0 ? newYear - 365 : MONTH_START[inCycle * 12 - 12];
            int leap = MONTH_START[inCycle * 12 + 12] - newYear - 365;
            int kind = weekday(newYear) * 4 + leap * 2 + (newYear - before - 365);
            if ((seen >>> kind & 1) == 0) {
                seen |= 1 << kind;
                if (anyDayIn(inCycle)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean anyDayIn(int year) {
        for (int rest = months; rest != 0; rest &= rest - 1) {
            if (dayMask(year * 12 + Integer.numberOfTrailingZeros(rest)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The weekday of a day, Monday is 0: 1970-01-01 was a Thursday. */
    private static int weekday(int day) {
        return (day + 3) % 7;
    }
}
