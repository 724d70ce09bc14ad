package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import dev.carillon.trigger.ZoneSegments.Segment;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Fires at the local dates and times that match eight fields: year, month, day, ISO week, day of week, hour, minute and
 * second. Made from a line of crontab text with {@link #parse}, or field by field with {@link #builder}.
 *
 * <p>A field is a list of parts, separated by commas, of which any may match:
 *
 * <table>
 * <caption>Parts of a field</caption>
 * <tr><th>part</th><th>in</th><th>matches</th></tr>
 * <tr><td>{@code *}</td><td>all</td><td>every value</td></tr>
 * <tr><td>{@code *}{@code /s}</td><td>all</td><td>every s-th value, counted from the least</td></tr>
 * <tr><td>{@code a}</td><td>all</td><td>a</td></tr>
 * <tr><td>{@code a/s}</td><td>all</td><td>a, and every s-th value after it</td></tr>
 * <tr><td>{@code a-b}, {@code a-b/s}</td><td>all</td><td>from a to b, both included; of weekdays also over the end of the
 * week</td></tr>
 * <tr><td>{@code jan}, {@code jan-mar}</td><td>month</td><td>the same by names, in any case</td></tr>
 * <tr><td>{@code mon}, {@code fri-mon}</td><td>day of week</td><td>the same by names</td></tr>
 * <tr><td>{@code 2nd tue}</td><td>day</td><td>the second Tuesday of the month; 1st to 5th</td></tr>
 * <tr><td>{@code last fri}</td><td>day</td><td>the last Friday of the month</td></tr>
 * <tr><td>{@code last}</td><td>day</td><td>the last day of the month</td></tr>
 * </table>
 *
 * <p>Ranges: year 1970 to 9999, month 1 to 12, day 1 to 31, week 1 to 53, day of week 0 (Monday) to 6 (Sunday), hour 0
 * to 23, minute and second 0 to 59. A step that would leave its range at once is refused, and so are fields that can
 * never match together, such as 30 February. The week is that of ISO-8601, the year that of the calendar: 1 January 2021
 * is in week 53 of the year 2021.
 *
 * <p>Fields that are not given: those less significant than the least significant given one are at their least value
 * ({@code week} and {@code day_of_week} match all), the others match all. So {@code hour=3} is daily at 03:00:00, and
 * {@code second=5} is every minute. All fields have to match; only crontab text in the {@link CronDialect#UNIX} dialect
 * lets day <em>or</em> day of week match.
 *
 * <p>Start and end are inclusive; an end before the start never fires. Clock changes: {@link ClockChange}, by default
 * {@link ClockChange#ONCE}. A trigger without a time zone takes that of the scheduler it is added to; asked before, it
 * goes by the default zone of the JVM.
 *
 * <p>Source: APScheduler 3 {@code CronTrigger}, section 1.5 of its semantics, with what is called wrong there mended.
 */
public final class CronTrigger implements Trigger {

    private static final Map<String, String> MACROS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    private static final CronField[] CRONTAB = {
        CronField.MINUTE, CronField.HOUR, CronField.DAY, CronField.MONTH, CronField.DAY_OF_WEEK
    };
    private static final String CRONTAB_EXAMPLE = "30 3 * * mon-fri";
    private static final long TWO_DAYS = 2 * 86_400L;
    private static final long LAST_SECOND = Horizon.LAST.getEpochSecond();

    private final Map<CronField, String> texts;
    private final boolean eitherDay;
    private final Optional<ZoneId> zone;
    private final Optional<Instant> start;
    private final Optional<Instant> end;
    private final ClockChange clockChange;

    private final CronSchedule schedule;
    private final ZoneSegments segments;
    private final boolean realTime;
    private final long startSecond;
    private final long endSecond;

    private CronTrigger(Builder builder, Map<CronField, CronFieldValue> values) {
        Map<CronField, String> normal = new EnumMap<>(CronField.class);
        values.forEach((field, value) -> normal.put(field, value.text()));
        texts = normal;
        eitherDay = builder.eitherDay;
        zone = builder.zone;
        start = builder.start.map(Horizon::roundUp);
        end = builder.end;
        clockChange = builder.clockChange;
        schedule = new CronSchedule(values, eitherDay);
        if (!schedule.everMatches()) {
            throw builder.neverMatches(normal);
        }
        segments = ZoneSegments.of(zone.orElseGet(ZoneId::systemDefault));
        CronFieldValue hour = values.get(CronField.HOUR);
        realTime = clockChange == ClockChange.WALL_CLOCK || (hour != null && hour.wild());
        startSecond =
                Math.max(-TWO_DAYS, start.map(CronTrigger::secondAtOrAfter).orElse(-TWO_DAYS));
        endSecond = Math.min(LAST_SECOND, end.map(Instant::getEpochSecond).orElse(LAST_SECOND));
    }

    private static long secondAtOrAfter(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    /**
     * Reads crontab text in the {@link CronDialect#UNIX} dialect, for the time zone of the scheduler.
     *
     * @param text five fields or a macro
     * @return the trigger
     * @throws TriggerSyntaxException if the text cannot be read or never matches
     */
    public static CronTrigger parse(String text) {
        return parse(text, CronDialect.UNIX);
    }

    /**
     * Reads crontab text, for the time zone of the scheduler.
     *
     * @param text what the dialect allows
     * @param dialect how to read it
     * @return the trigger
     * @throws TriggerSyntaxException if the text cannot be read or never matches
     */
    public static CronTrigger parse(String text, CronDialect dialect) {
        return builder().crontab(text, dialect).build();
    }

    /**
     * Begins a trigger, field by field.
     *
     * @return a builder without any field
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        long earliest = Math.max(startSecond, after.getEpochSecond() + 1);
        if (earliest > endSecond) {
            return Optional.empty();
        }
        long found = nextSecond(earliest);
        return found > endSecond ? Optional.empty() : Optional.of(Instant.ofEpochSecond(found));
    }

    /** Returns the first fire time at or after a second, or {@link CronSchedule#NEVER}. */
    private long nextSecond(long earliest) {
        Segment segment = segments.at(earliest);
        long from = earliest + segment.offset();
        if (!realTime) {
            if (earliest == segment.start() && schedule.nextLocal(segment.gapFrom()) < from) {
                return earliest;
            }
            if (from < segment.freshFrom()) {
                from = segment.freshFrom();
            }
        }
        long found = schedule.nextLocal(from);
        if (found < segment.localEnd()) {
            return found - segment.offset();
        }
        return beyond(segment, from, found);
    }

    /**
     * Goes on where a stretch of constant offset ends before the next matching local time.
     *
     * @param searched the stretch
     * @param searchedFrom the local time from which {@code match} is the first that matches
     */
    private long beyond(Segment searched, long searchedFrom, long match) {
        long from = searchedFrom;
        long found = match;
        Segment segment = searched;
        boolean first = true;
        while (segment.end() <= endSecond) {
            boolean never = found == CronSchedule.NEVER;
            // only the next stretch can repeat what was passed over; from there on, go near what was found
            long next = segment.end();
            segment = segments.at(never || first ? next : Math.max(next, found - segment.offset() - TWO_DAYS));
            first = false;
            if (realTime) {
                // the clock went back to where nothing was searched yet, or over what was found
                if (segment.localStart() < from || (!never && segment.localStart() > found)) {
                    from = segment.localStart();
                    found = schedule.nextLocal(from);
                } else if (never) {
                    return found;
                }
            } else if (never || found < segment.localStart()) {
                return never ? found : segment.start();
            }
            if (found < segment.localEnd()) {
                return found - segment.offset();
            }
        }
        return CronSchedule.NEVER;
    }

    /** What the fields ask for, in English. */
    String sentence() {
        return new CronSentence(texts, eitherDay).text();
    }

    /** Whether the wall clock matches at an instant; if it does not, a gap was moved there. */
    boolean matchesLocally(Instant time) {
        long second = time.getEpochSecond();
        return schedule.matches(second + segments.at(second).offset());
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return zone.isPresent() ? this : toBuilder().timezone(defaultZone).build();
    }

    /**
     * Returns a builder that makes this trigger again, to change some of it.
     *
     * @return a builder with all that this trigger has
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.given.putAll(texts);
        builder.eitherDay = eitherDay;
        builder.zone = zone;
        builder.start = start;
        builder.end = end;
        builder.clockChange = clockChange;
        return builder;
    }

    /**
     * Returns the eight fields in their normal form.
     *
     * @return the texts by the names that APScheduler gives the fields, most significant first
     */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        texts.forEach((field, text) -> fields.put(field.key, text));
        return fields;
    }

    /**
     * Tells whether a day matches if its day of the month or its day of the week does.
     *
     * @return true for Unix crontab text that restricts both; else both have to match
     */
    public boolean isEitherDay() {
        return eitherDay;
    }

    /**
     * Returns the time zone.
     *
     * @return the zone; empty if it is that of the scheduler
     */
    public Optional<ZoneId> zone() {
        return zone;
    }

    /**
     * Returns the earliest possible fire time.
     *
     * @return the start, inclusive; empty for none
     */
    public Optional<Instant> start() {
        return start;
    }

    /**
     * Returns the latest possible fire time.
     *
     * @return the end, inclusive; empty for none
     */
    public Optional<Instant> end() {
        return end;
    }

    /**
     * Returns what becomes of local times that are skipped or repeated.
     *
     * @return the policy
     */
    public ClockChange clockChange() {
        return clockChange;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronTrigger that
                && texts.equals(that.texts)
                && eitherDay == that.eitherDay
                && zone.equals(that.zone)
                && start.equals(that.start)
                && end.equals(that.end)
                && clockChange == that.clockChange;
    }

    @Override
    public int hashCode() {
        return Objects.hash(texts, eitherDay, zone, start, end, clockChange);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("cron[");
        CronField least = Objects.equals(texts.get(CronField.SECOND), "0") ? CronField.MINUTE : CronField.SECOND;
        String separator = "";
        for (Map.Entry<CronField, String> each : texts.entrySet()) {
            CronField field = each.getKey();
            if (field == least
                    || (field.compareTo(least) < 0 && !each.getValue().equals("*"))) {
                text.append(separator)
                        .append(field.key)
                        .append("='")
                        .append(each.getValue())
                        .append("'");
                separator = ", ";
            }
        }
        if (eitherDay) {
            text.append(", day or day_of_week");
        }
        zone.ifPresent(id -> text.append(", timezone='").append(id).append("'"));
        start.ifPresent(time -> text.append(", start=").append(time));
        end.ifPresent(time -> text.append(", end=").append(time));
        if (clockChange != ClockChange.ONCE) {
            text.append(", ").append(clockChange);
        }
        return text.append("]").toString();
    }

    /** Makes cron triggers. Not for use by several threads. */
    public static final class Builder {

        private final Map<CronField, String> given = new EnumMap<>(CronField.class);
        private final Map<CronField, CronFieldValue> read = new EnumMap<>(CronField.class);
        private String crontab = "";
        private boolean eitherDay;
        private Optional<ZoneId> zone = Optional.empty();
        private Optional<Instant> start = Optional.empty();
        private Optional<Instant> end = Optional.empty();
        private ClockChange clockChange = ClockChange.ONCE;

        private Builder() {}

        /**
         * Sets the years.
         *
         * @param text values from 1970 to 9999
         * @return this builder
         */
        public Builder year(String text) {
            return field(CronField.YEAR, text);
        }

        /**
         * Sets the months.
         *
         * @param text values from 1 to 12, or {@code jan} to {@code dec}
         * @return this builder
         */
        public Builder month(String text) {
            return field(CronField.MONTH, text);
        }

        /**
         * Sets the days of the month.
         *
         * @param text values from 1 to 31, {@code last}, {@code 1st mon} to {@code 5th sun}, {@code last mon}
         * @return this builder
         */
        public Builder day(String text) {
            return field(CronField.DAY, text);
        }

        /**
         * Sets the ISO weeks of the year.
         *
         * @param text values from 1 to 53
         * @return this builder
         */
        public Builder week(String text) {
            return field(CronField.WEEK, text);
        }

        /**
         * Sets the days of the week.
         *
         * @param text {@code mon} to {@code sun}, or values from 0, Monday, to 6, Sunday
         * @return this builder
         */
        public Builder dayOfWeek(String text) {
            return field(CronField.DAY_OF_WEEK, text);
        }

        /**
         * Sets the hours.
         *
         * @param text values from 0 to 23
         * @return this builder
         */
        public Builder hour(String text) {
            return field(CronField.HOUR, text);
        }

        /**
         * Sets the minutes.
         *
         * @param text values from 0 to 59
         * @return this builder
         */
        public Builder minute(String text) {
            return field(CronField.MINUTE, text);
        }

        /**
         * Sets the seconds.
         *
         * @param text values from 0 to 59
         * @return this builder
         */
        public Builder second(String text) {
            return field(CronField.SECOND, text);
        }

        /**
         * Sets the hour.
         *
         * @param value from 0 to 23
         * @return this builder
         */
        public Builder hour(int value) {
            return hour(Integer.toString(value));
        }

        /**
         * Sets the minute.
         *
         * @param value from 0 to 59
         * @return this builder
         */
        public Builder minute(int value) {
            return minute(Integer.toString(value));
        }

        /**
         * Sets the second.
         *
         * @param value from 0 to 59
         * @return this builder
         */
        public Builder second(int value) {
            return second(Integer.toString(value));
        }

        /**
         * Sets a field by the name that APScheduler gives it, such as {@code day_of_week}.
         *
         * @param name one of year, month, day, week, day_of_week, hour, minute, second
         * @param text its values
         * @return this builder
         * @throws JobDefinitionException if there is no such field
         */
        public Builder field(String name, String text) {
            return field(
                    CronField.ALL.stream()
                            .filter(field -> field.key.equals(name))
                            .findFirst()
                            .orElseThrow(() -> new JobDefinitionException("A cron trigger has no field '" + name
                                    + "'. Its fields are year, month, day, week, day_of_week, hour, minute, second.")),
                    text);
        }

        private Builder field(CronField field, String text) {
            requireNoCrontab();
            given.put(field, text);
            return this;
        }

        private void requireNoCrontab() {
            if (!crontab.isEmpty()) {
                throw new JobDefinitionException("The cron trigger has the text '" + crontab
                        + "' already. Give either crontab text or fields, not both.");
            }
        }

        /**
         * Sets minute, hour, day, month and day of week from crontab text.
         *
         * @param text what the dialect allows
         * @param dialect how to read it
         * @return this builder
         * @throws TriggerSyntaxException if it cannot be read
         */
        public Builder crontab(String text, CronDialect dialect) {
            requireNoCrontab();
            if (!given.isEmpty()) {
                throw new JobDefinitionException("The cron trigger has the fields " + given.keySet()
                        + " already. Give either crontab text or fields, not both.");
            }
            boolean unix = dialect == CronDialect.UNIX;
            String trimmed = text.strip();
            String macro = unix ? MACROS.getOrDefault(trimmed.toLowerCase(Locale.ROOT), "") : "";
            readCrontab(macro.isEmpty() ? text : macro, unix);
            crontab = text;
            return this;
        }

        private void readCrontab(String text, boolean unix) {
            int at = 0;
            int count = 0;
            while (true) {
                while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                int from = at;
                while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                if (from == at) {
                    break;
                }
                if (count == CRONTAB.length) {
                    throw new TriggerSyntaxException(
                            text,
                            from,
                            "Crontab text has five fields: minute, hour, day of month, month, day of week. For seconds or"
                                    + " years give the fields by name.",
                            CRONTAB_EXAMPLE);
                }
                CronField field = CRONTAB[count];
                if (text.charAt(from) == '@' && count == 0) {
                    throw new TriggerSyntaxException(text, from, macroRule(unix), unix ? "@daily" : CRONTAB_EXAMPLE);
                }
                read.put(
                        field,
                        new CronFieldParser(field, text, from, CRONTAB_EXAMPLE, unix).parse(text.substring(from, at)));
                count++;
            }
            if (count < CRONTAB.length) {
                throw new TriggerSyntaxException(
                        text,
                        text.length(),
                        "Crontab text has five fields, minute, hour, day of month, month, day of week; here are "
                                + count + ".",
                        CRONTAB_EXAMPLE);
            }
            eitherDay = unix && isRestricted(CronField.DAY) && isRestricted(CronField.DAY_OF_WEEK);
        }

        private static String macroRule(boolean unix) {
            return unix
                    ? "The macros are @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually."
                    : "This dialect has no macros.";
        }

        private boolean isRestricted(CronField field) {
            CronFieldValue value = read.get(field);
            return value != null && !value.starred();
        }

        /**
         * Lets a day match if its day of the month or its day of the week does, as Unix crontab text may ask for.
         *
         * @param value true for either, false, the default, for both
         * @return this builder
         */
        public Builder eitherDay(boolean value) {
            eitherDay = value;
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
         * Sets the earliest possible fire time.
         *
         * @param value inclusive
         * @return this builder
         */
        public Builder start(Instant value) {
            start = Optional.of(value);
            return this;
        }

        /**
         * Sets the earliest possible fire time on the wall clock of the time zone, which is to be given before.
         *
         * @param value inclusive; in a gap moved forward by its length, in an overlap the first of the two
         * @return this builder
         */
        public Builder start(LocalDateTime value) {
            return start(value.atZone(givenZone()).toInstant());
        }

        /**
         * Sets the latest possible fire time.
         *
         * @param value inclusive
         * @return this builder
         */
        public Builder end(Instant value) {
            end = Optional.of(value);
            return this;
        }

        /**
         * Sets the latest possible fire time on the wall clock of the time zone, which is to be given before.
         *
         * @param value inclusive; in a gap moved forward by its length, in an overlap the first of the two
         * @return this builder
         */
        public Builder end(LocalDateTime value) {
            return end(value.atZone(givenZone()).toInstant());
        }

        /** Takes start and end away. */
        Builder unbounded() {
            start = Optional.empty();
            end = Optional.empty();
            return this;
        }

        private ZoneId givenZone() {
            return zone.orElseThrow(() -> new JobDefinitionException(
                    "A local start or end needs a time zone. Call timezone(...) before, or give an Instant."));
        }

        /**
         * Sets what becomes of local times that are skipped or repeated.
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
         * @throws TriggerSyntaxException if a field cannot be read
         * @throws JobDefinitionException if no field is given, or if the fields can never match together
         */
        public CronTrigger build() {
            Map<CronField, CronFieldValue> values = new EnumMap<>(CronField.class);
            values.putAll(read);
            given.forEach((field, text) -> values.put(field, parsed(field, text)));
            if (values.isEmpty()) {
                throw new JobDefinitionException(
                        "A cron trigger needs at least one field, or crontab text such as " + CRONTAB_EXAMPLE + ".");
            }
            CronField least = CronField.YEAR;
            for (CronField field : values.keySet()) {
                least = field;
            }
            for (CronField field : CronField.ALL) {
                if (!values.containsKey(field)) {
                    values.put(field, parsed(field, field.compareTo(least) < 0 ? "*" : field.below));
                }
            }
            return new CronTrigger(this, values);
        }

        private static CronFieldValue parsed(CronField field, String text) {
            String whole = field.key + "=" + text;
            String example = field.key + "=" + field.example;
            return new CronFieldParser(field, whole, field.key.length() + 1, example, false).parse(text);
        }

        private JobDefinitionException neverMatches(Map<CronField, String> normal) {
            String rule = "No date ever matches the fields year, month, day, week and day of week together.";
            String shown = crontab;
            if (shown.isEmpty()) {
                StringBuilder fields = new StringBuilder();
                given.keySet().forEach(field -> fields.append(fields.isEmpty() ? "" : " ")
                        .append(field.key)
                        .append("=")
                        .append(normal.get(field)));
                shown = fields.toString();
            }
            return new TriggerSyntaxException(shown, 0, rule, crontab.isEmpty() ? "month=2 day=last" : CRONTAB_EXAMPLE);
        }
    }
}
