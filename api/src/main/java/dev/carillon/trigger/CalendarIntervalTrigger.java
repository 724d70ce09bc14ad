package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Fires at one time of day, every so many years, months, weeks and days, counted from a first date. Made with
 * {@link #builder}.
 *
 * <p>From a date the next one is found by adding the years and months, then the weeks and days. A month that lacks the
 * day is treated as {@link EndOfMonth} says: passed over, by default. The sequence always begins at the start, so it
 * does not depend on runs or restarts.
 *
 * <p>Ranges: years 0 to 9999, months 0 to 99,999, weeks 0 to 999,999, days 0 to 9,999,999, at least one of them not 0;
 * time of day 00:00:00 (the default) to 23:59:59. The start is by default the day on which the job is first stored, in
 * the trigger's zone; if its time has passed on that day, the first fire time is the next. Start and end are inclusive.
 * A trigger without a time zone takes that of the scheduler it is added to; asked before, it goes by the default zone of
 * the JVM.
 *
 * <p>Clock changes: each date fires at most once, a repeated time in its first pass. A skipped time stands for the end
 * of the gap, or with {@link ClockChange#WALL_CLOCK} its date is dropped and counting goes on from there, as in
 * APScheduler.
 *
 * <p>Source: APScheduler 3 {@code CalendarIntervalTrigger}, section 1.6 of its semantics, anchored.
 */
public final class CalendarIntervalTrigger implements Trigger {

    private final Spec spec;

    /** All that the trigger is made of. */
    private record Spec(
            int years,
            int months,
            int weeks,
            int days,
            LocalTime time,
            Optional<LocalDate> start,
            Optional<LocalDate> end,
            Optional<ZoneId> zone,
            EndOfMonth endOfMonth,
            ClockChange clockChange) {

        int allMonths() {
            return 12 * years + months;
        }

        int allDays() {
            return 7 * weeks + days;
        }
    }

    private CalendarIntervalTrigger(Spec spec) {
        this.spec = spec;
    }

    /**
     * Begins a trigger.
     *
     * @return a builder with no interval yet, for midnight
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        ZoneId zone = spec.zone.orElseGet(ZoneId::systemDefault);
        Instant from = after.isBefore(Horizon.MOMENT_BEFORE_ALL) ? Horizon.MOMENT_BEFORE_ALL : after;
        if (from.isAfter(Horizon.LAST)) {
            return Optional.empty();
        }
        LocalDate first = spec.start.orElseGet(() -> LocalDate.ofInstant(Horizon.FIRST, zone));
        LocalDate last = spec.end.orElse(Horizon.LAST_DATE);
        // two days before, since changes of the clock move a date by up to a day
        LocalDate near = LocalDate.ofInstant(from, zone).minusDays(2);
        Dates dates = new Dates(first, near);
        while (!dates.current.isAfter(last)) {
            Optional<Instant> time = instant(dates.current, zone.getRules());
            if (time.isPresent() && time.get().isAfter(after)) {
                return time.filter(found -> !found.isAfter(Horizon.LAST));
            }
            dates.advance();
        }
        return Optional.empty();
    }

    /** The dates of the sequence, one after the other. */
    private final class Dates {

        private final LocalDate first;
        private final int months = spec.allMonths();
        private final int days = spec.allDays();
        private long count;
        private LocalDate current;

        /** Begins at or before a date, if the sequence has begun by then. */
        Dates(LocalDate first, LocalDate near) {
            this.first = first;
            this.current = first;
            if (near.isAfter(first)) {
                if (months == 0) {
                    current = first.plusDays(ChronoUnit.DAYS.between(first, near) / days * days);
                } else if (days == 0) {
                    count = ChronoUnit.MONTHS.between(first, near) / months;
                    count = Math.max(0, count - 1);
                    current = monthly();
                } else {
                    while (current.isBefore(near)) {
                        LocalDate before = current;
                        advance();
                        if (!current.isBefore(near)) {
                            current = before;
                            break;
                        }
                    }
                }
            }
        }

        void advance() {
            if (months == 0) {
                current = later(current, days);
            } else if (days == 0) {
                count++;
                current = monthly();
            } else {
                current = later(plusMonths(), days);
            }
        }

        /** The next date that is so many whole intervals of months from the first. */
        private LocalDate monthly() {
            while (true) {
                LocalDate date = inMonth(first, count * months);
                if (date.isAfter(Horizon.LAST_DATE) || isRight(first, date)) {
                    return date;
                }
                count++;
            }
        }

        private LocalDate plusMonths() {
            for (long added = months; ; added += months) {
                LocalDate date = inMonth(current, added);
                if (date.isAfter(Horizon.LAST_DATE) || isRight(current, date)) {
                    return date;
                }
            }
        }

        private LocalDate inMonth(LocalDate date, long added) {
            long most = ChronoUnit.MONTHS.between(YearMonth.from(date), YearMonth.of(10_000, 12));
            return date.plusMonths(Math.min(added, most));
        }

        private boolean isRight(LocalDate wanted, LocalDate date) {
            return spec.endOfMonth == EndOfMonth.LAST_VALID_DAY || date.getDayOfMonth() == wanted.getDayOfMonth();
        }

        private LocalDate later(LocalDate date, int added) {
            return date.isAfter(Horizon.LAST_DATE) ? date : date.plusDays(added);
        }
    }

    private Optional<Instant> instant(LocalDate date, ZoneRules rules) {
        LocalDateTime local = date.atTime(spec.time);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return Optional.of(local.toInstant(offsets.get(0)));
        }
        ZoneOffsetTransition gap = rules.getTransition(local);
        return spec.clockChange == ClockChange.WALL_CLOCK ? Optional.empty() : Optional.of(gap.getInstant());
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return spec.start.isPresent()
                ? this
                : toBuilder()
                        .start(LocalDate.ofInstant(anchor, spec.zone.orElseGet(ZoneId::systemDefault)))
                        .build();
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return spec.zone.isPresent() ? this : toBuilder().timezone(defaultZone).build();
    }

    /**
     * Returns a builder that makes this trigger again, to change some of it.
     *
     * @return a builder with all that this trigger has
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.years = spec.years;
        builder.months = spec.months;
        builder.weeks = spec.weeks;
        builder.days = spec.days;
        builder.time = spec.time;
        builder.start = spec.start;
        builder.end = spec.end;
        builder.zone = spec.zone;
        builder.endOfMonth = spec.endOfMonth;
        builder.clockChange = spec.clockChange;
        return builder;
    }

    /**
     * Returns the years of the interval.
     *
     * @return a number from 0
     */
    public int years() {
        return spec.years;
    }

    /**
     * Returns the months of the interval.
     *
     * @return a number from 0
     */
    public int months() {
        return spec.months;
    }

    /**
     * Returns the weeks of the interval.
     *
     * @return a number from 0
     */
    public int weeks() {
        return spec.weeks;
    }

    /**
     * Returns the days of the interval.
     *
     * @return a number from 0
     */
    public int days() {
        return spec.days;
    }

    /**
     * Returns the time of day.
     *
     * @return the time, in whole seconds
     */
    public LocalTime time() {
        return spec.time;
    }

    /**
     * Returns the first date.
     *
     * @return the start; empty for the day on which the job is first stored
     */
    public Optional<LocalDate> start() {
        return spec.start;
    }

    /**
     * Returns the last possible date.
     *
     * @return the end, inclusive; empty for none
     */
    public Optional<LocalDate> end() {
        return spec.end;
    }

    /**
     * Returns the time zone.
     *
     * @return the zone; empty if it is that of the scheduler
     */
    public Optional<ZoneId> zone() {
        return spec.zone;
    }

    /**
     * Returns what happens in months that lack the day.
     *
     * @return the policy
     */
    public EndOfMonth endOfMonth() {
        return spec.endOfMonth;
    }

    /**
     * Returns what becomes of local times that are skipped or repeated.
     *
     * @return the policy
     */
    public ClockChange clockChange() {
        return spec.clockChange;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalendarIntervalTrigger that && spec.equals(that.spec);
    }

    @Override
    public int hashCode() {
        return spec.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("calendarinterval[");
        append(text, "years", spec.years);
        append(text, "months", spec.months);
        append(text, "weeks", spec.weeks);
        append(text, "days", spec.days);
        text.append("time='").append(spec.time).append("'");
        spec.zone.ifPresent(id -> text.append(", timezone='").append(id).append("'"));
        spec.start.ifPresent(date -> text.append(", start=").append(date));
        spec.end.ifPresent(date -> text.append(", end=").append(date));
        if (spec.endOfMonth != EndOfMonth.SKIP) {
            text.append(", ").append(spec.endOfMonth);
        }
        if (spec.clockChange != ClockChange.ONCE) {
            text.append(", ").append(spec.clockChange);
        }
        return text.append("]").toString();
    }

    private static void append(StringBuilder text, String unit, int amount) {
        if (amount > 0) {
            text.append(unit).append("=").append(amount).append(", ");
        }
    }

    /** Makes calendar intervals. Not for use by several threads. */
    public static final class Builder {

        private int years;
        private int months;
        private int weeks;
        private int days;
        private LocalTime time = LocalTime.MIDNIGHT;
        private Optional<LocalDate> start = Optional.empty();
        private Optional<LocalDate> end = Optional.empty();
        private Optional<ZoneId> zone = Optional.empty();
        private EndOfMonth endOfMonth = EndOfMonth.SKIP;
        private ClockChange clockChange = ClockChange.ONCE;

        private Builder() {}

        /**
         * Sets the years of the interval.
         *
         * @param value from 0 to 9999
         * @return this builder
         */
        public Builder years(int value) {
            years = value;
            return this;
        }

        /**
         * Sets the months of the interval.
         *
         * @param value from 0 to 99,999
         * @return this builder
         */
        public Builder months(int value) {
            months = value;
            return this;
        }

        /**
         * Sets the weeks of the interval.
         *
         * @param value from 0 to 999,999
         * @return this builder
         */
        public Builder weeks(int value) {
            weeks = value;
            return this;
        }

        /**
         * Sets the days of the interval.
         *
         * @param value from 0 to 9,999,999
         * @return this builder
         */
        public Builder days(int value) {
            days = value;
            return this;
        }

        /**
         * Sets the time of day.
         *
         * @param value a time of whole seconds
         * @return this builder
         */
        public Builder at(LocalTime value) {
            time = value;
            return this;
        }

        /**
         * Sets the time of day.
         *
         * @param hour from 0 to 23
         * @param minute from 0 to 59
         * @param second from 0 to 59
         * @return this builder
         * @throws JobDefinitionException if one is out of range
         */
        public Builder at(int hour, int minute, int second) {
            requireIn("hour", hour, 0, 23);
            requireIn("minute", minute, 0, 59);
            requireIn("second", second, 0, 59);
            return at(LocalTime.of(hour, minute, second));
        }

        /**
         * Sets the first date.
         *
         * @param value the date that fires first and that is counted from
         * @return this builder
         */
        public Builder start(LocalDate value) {
            start = Optional.of(value);
            return this;
        }

        /**
         * Sets the last possible date.
         *
         * @param value inclusive
         * @return this builder
         */
        public Builder end(LocalDate value) {
            end = Optional.of(value);
            return this;
        }

        /**
         * Sets the time zone.
         *
         * @param value the zone; by default that of the scheduler
         * @return this builder
         */
        public Builder timezone(ZoneId value) {
            zone = Optional.of(value);
            return this;
        }

        /**
         * Sets what happens in months that lack the day.
         *
         * @param value the policy; by default {@link EndOfMonth#SKIP}
         * @return this builder
         */
        public Builder endOfMonth(EndOfMonth value) {
            endOfMonth = value;
            return this;
        }

        /**
         * Sets what becomes of a local time that is skipped.
         *
         * @param value the policy; by default {@link ClockChange#ONCE}
         * @return this builder
         */
        public Builder clockChange(ClockChange value) {
            clockChange = value;
            return this;
        }

        /**
         * Makes the trigger.
         *
         * @return the trigger
         * @throws JobDefinitionException if there is no interval, a value is out of range, the end is before the start, or
         *     no date after the start ever comes
         */
        public CalendarIntervalTrigger build() {
            requireIn("years", years, 0, 9_999);
            requireIn("months", months, 0, 99_999);
            requireIn("weeks", weeks, 0, 999_999);
            requireIn("days", days, 0, 9_999_999);
            if (years == 0 && months == 0 && weeks == 0 && days == 0) {
                throw new JobDefinitionException(
                        "A calendar interval needs years, months, weeks or days. Write for example days(1).");
            }
            if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
                throw new JobDefinitionException(
                        "The time of day " + time + " of a calendar interval has a fraction. Give whole seconds.");
            }
            if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
                throw new JobDefinitionException("The end " + end.get() + " of a calendar interval is before its start "
                        + start.get() + ". Give a later end.");
            }
            return new CalendarIntervalTrigger(
                    new Spec(years, months, weeks, days, time, start, end, zone, endOfMonth, clockChange));
        }

        private static void requireIn(String what, int value, int least, int most) {
            if (value < least || value > most) {
                throw new JobDefinitionException("A calendar interval cannot have " + what + " " + value + ": from "
                        + least + " to " + most + ".");
            }
        }
    }
}
