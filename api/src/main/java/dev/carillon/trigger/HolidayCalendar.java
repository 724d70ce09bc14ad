package dev.carillon.trigger;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Days on which nothing fires: single dates, days of every year, days of every week. A value without a time zone, kept
 * in the trigger that uses it: a later change of a calendar needs the jobs to be rescheduled.
 *
 * <p>Source: a REC of section 1.7 of the APScheduler semantics.
 *
 * @param dates single dates
 * @param yearly days of every year; 29 February only in leap years
 * @param weekly days of every week
 */
public record HolidayCalendar(Set<LocalDate> dates, Set<MonthDay> yearly, Set<DayOfWeek> weekly) {

    /** A calendar without any holiday, to begin from. */
    public static final HolidayCalendar NONE = new HolidayCalendar(Set.of(), Set.of(), Set.of());

    /** Takes copies. */
    public HolidayCalendar {
        dates = Set.copyOf(dates);
        yearly = Set.copyOf(yearly);
        weekly = Set.copyOf(weekly);
    }

    /**
     * Makes one from single dates.
     *
     * @param dates the dates
     * @return the calendar
     */
    public static HolidayCalendar of(LocalDate... dates) {
        return NONE.with(List.of(dates));
    }

    /**
     * Returns this calendar with more single dates.
     *
     * @param more the dates
     * @return the extended calendar
     */
    public HolidayCalendar with(Collection<LocalDate> more) {
        return new HolidayCalendar(joined(dates, more), yearly, weekly);
    }

    /**
     * Returns this calendar with a day of every year.
     *
     * @param day the day
     * @return the extended calendar
     */
    public HolidayCalendar everyYear(MonthDay day) {
        return new HolidayCalendar(dates, joined(yearly, List.of(day)), weekly);
    }

    /**
     * Returns this calendar with days of every week.
     *
     * @param days the days
     * @return the extended calendar
     */
    public HolidayCalendar everyWeek(DayOfWeek... days) {
        return new HolidayCalendar(dates, yearly, joined(weekly, List.of(days)));
    }

    private static <T> Set<T> joined(Set<T> some, Collection<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all.stream().collect(Collectors.toSet());
    }

    /**
     * Tells whether a day is a holiday.
     *
     * @param date the day
     * @return true if nothing fires on it
     */
    public boolean contains(LocalDate date) {
        return weekly.contains(date.getDayOfWeek())
                || dates.contains(date)
                || (!yearly.isEmpty() && yearly.contains(MonthDay.from(date)));
    }

    @Override
    public String toString() {
        return "holidays[" + new TreeSet<>(dates) + ", yearly " + new TreeSet<>(yearly) + ", weekly "
                + new TreeSet<>(weekly) + "]";
    }
}
