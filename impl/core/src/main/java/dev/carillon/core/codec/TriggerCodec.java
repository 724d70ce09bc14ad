package dev.carillon.core.codec;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.TriggerProvider;
import dev.carillon.spi.UndecodableException;
import dev.carillon.trigger.AllOfTrigger;
import dev.carillon.trigger.AnyOfTrigger;
import dev.carillon.trigger.BoundedTrigger;
import dev.carillon.trigger.CalendarIntervalTrigger;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.EndOfMonth;
import dev.carillon.trigger.ExceptHolidaysTrigger;
import dev.carillon.trigger.ExceptTrigger;
import dev.carillon.trigger.HolidayCalendar;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.LimitedTrigger;
import dev.carillon.trigger.Trigger;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The JSON form of triggers. Every trigger is an object with its {@code type} and the version {@code v} of that type's
 * form; times are microseconds since 1970, dates and durations ISO-8601. Safe for use by many threads.
 */
final class TriggerCodec {

    private static final int VERSION = 1;

    private final JsonProvider json;
    private final List<TriggerProvider<?>> providers;

    /** Makes one that knows the triggers of Carillon and those of some providers. */
    TriggerCodec(JsonProvider json, List<TriggerProvider<?>> providers) {
        this.json = json;
        this.providers = List.copyOf(providers);
    }

    /** Makes one with the providers that the class loader of this thread sees. */
    static TriggerCodec withServices(JsonProvider json) {
        List<TriggerProvider<?>> found = ServiceLoader.load(TriggerProvider.class).stream()
                .<TriggerProvider<?>>map(ServiceLoader.Provider::get)
                .collect(Collectors.toList());
        return new TriggerCodec(json, found);
    }

    /**
     * Writes a trigger.
     *
     * @throws JobDefinitionException if it is of a type that has no JSON form
     */
    JsonObject encode(Trigger trigger) {
        JsonObjectBuilder object = json.createObjectBuilder();
        if (trigger instanceof DateTrigger date) {
            begin(object, "date").add("time", EpochMicros.of(date.time()));
        } else if (trigger instanceof IntervalTrigger interval) {
            encode(begin(object, "interval"), interval);
        } else if (trigger instanceof CronTrigger cron) {
            encode(begin(object, "cron"), cron);
        } else if (trigger instanceof CalendarIntervalTrigger interval) {
            encode(begin(object, "calendarinterval"), interval);
        } else if (trigger instanceof AnyOfTrigger any) {
            begin(object, "or").add("triggers", array(any.triggers(), this::encode));
        } else if (trigger instanceof AllOfTrigger all) {
            begin(object, "and")
                    .add("triggers", array(all.triggers(), this::encode))
                    .add("threshold", all.threshold().toString());
        } else if (trigger instanceof ExceptTrigger except) {
            begin(object, "except").add("trigger", encode(except.trigger())).add("excluded", encode(except.excluded()));
        } else if (trigger instanceof ExceptHolidaysTrigger except) {
            begin(object, "holidays")
                    .add("trigger", encode(except.trigger()))
                    .add("holidays", holidays(except.holidays()));
            addText(object, "zone", except.zone());
        } else if (trigger instanceof BoundedTrigger bounded) {
            begin(object, "bounded").add("trigger", encode(bounded.trigger()));
            addTime(object, "start", bounded.start());
            addTime(object, "end", bounded.end());
        } else if (trigger instanceof LimitedTrigger limited) {
            begin(object, "limited").add("trigger", encode(limited.trigger())).add("runs", limited.maxRuns());
            addTime(object, "since", limited.since());
        } else {
            encodeOwn(object, trigger);
        }
        return object.build();
    }

    private static JsonObjectBuilder begin(JsonObjectBuilder object, String type) {
        return object.add("type", type).add("v", VERSION);
    }

    private static void encode(JsonObjectBuilder object, IntervalTrigger interval) {
        object.add("interval", interval.interval().toString());
        addTime(object, "start", interval.start());
        addTime(object, "end", interval.end());
        if (interval.firstRun() != IntervalTrigger.FirstRun.AFTER_INTERVAL) {
            object.add("first", interval.firstRun().name());
        }
    }

    private void encode(JsonObjectBuilder object, CronTrigger cron) {
        JsonObjectBuilder fields = json.createObjectBuilder();
        cron.fields().forEach(fields::add);
        object.add("fields", fields);
        if (cron.isEitherDay()) {
            object.add("eitherDay", true);
        }
        addText(object, "zone", cron.zone());
        addTime(object, "start", cron.start());
        addTime(object, "end", cron.end());
        addClockChange(object, cron.clockChange());
    }

    private static void encode(JsonObjectBuilder object, CalendarIntervalTrigger interval) {
        object.add("years", interval.years());
        object.add("months", interval.months());
        object.add("weeks", interval.weeks());
        object.add("days", interval.days());
        object.add("time", interval.time().toString());
        addText(object, "zone", interval.zone());
        addText(object, "start", interval.start());
        addText(object, "end", interval.end());
        if (interval.endOfMonth() != EndOfMonth.SKIP) {
            object.add("endOfMonth", interval.endOfMonth().name());
        }
        addClockChange(object, interval.clockChange());
    }

    private static void addClockChange(JsonObjectBuilder object, ClockChange clockChange) {
        if (clockChange != ClockChange.ONCE) {
            object.add("clock", clockChange.name());
        }
    }

    private JsonObjectBuilder holidays(HolidayCalendar holidays) {
        return json.createObjectBuilder()
                .add("dates", texts(holidays.dates()))
                .add("yearly", texts(holidays.yearly()))
                .add("weekly", texts(holidays.weekly()));
    }

    private <T extends Comparable<? super T>> JsonArrayBuilder texts(Collection<T> values) {
        JsonArrayBuilder array = json.createArrayBuilder();
        values.stream().sorted().forEach(value -> array.add(value.toString()));
        return array;
    }

    private <T> JsonArrayBuilder array(List<T> values, Function<T, JsonObject> writer) {
        JsonArrayBuilder array = json.createArrayBuilder();
        values.forEach(value -> array.add(writer.apply(value)));
        return array;
    }

    private void encodeOwn(JsonObjectBuilder object, Trigger trigger) {
        for (TriggerProvider<?> provider : providers) {
            if (provider.triggerClass() == trigger.getClass()) {
                begin(object, provider.type()).add("data", encodeWith(provider, trigger));
                return;
            }
        }
        throw new JobDefinitionException("The trigger " + trigger + " of " + trigger.getClass()
                + " cannot be stored. Register a dev.carillon.spi.TriggerProvider for its class, or keep the job in a"
                + " memory store.");
    }

    private static <T extends Trigger> String encodeWith(TriggerProvider<T> provider, Trigger trigger) {
        return provider.encode(provider.triggerClass().cast(trigger));
    }

    private static void addTime(JsonObjectBuilder object, String key, Optional<Instant> time) {
        time.ifPresent(present -> object.add(key, EpochMicros.of(present)));
    }

    private static void addText(JsonObjectBuilder object, String key, Optional<?> value) {
        value.ifPresent(present -> object.add(key, present.toString()));
    }

    /**
     * Reads a trigger, equal to the one that was written.
     *
     * @throws UndecodableException if it cannot be understood
     */
    Trigger decode(JsonObject object) {
        String type = object.getString("type");
        // triggers of the first builds carry no version
        int version = object.getInt("v", VERSION);
        if (version != VERSION) {
            throw new UndecodableException("its trigger of type " + type + " is in version " + version
                    + " of its form, and this release knows up to " + VERSION + "; run a newer release of Carillon");
        }
        return switch (type) {
            case "date" -> new DateTrigger(time(object, "time").orElseThrow());
            case "interval" ->
                new IntervalTrigger(
                        Duration.parse(object.getString("interval")),
                        time(object, "start"),
                        time(object, "end"),
                        IntervalTrigger.FirstRun.valueOf(object.getString("first", "AFTER_INTERVAL")));
            case "cron" -> cron(object);
            case "calendarinterval" -> calendarInterval(object);
            case "or" -> new AnyOfTrigger(triggers(object));
            case "and" -> new AllOfTrigger(triggers(object), Duration.parse(object.getString("threshold")));
            case "except" -> new ExceptTrigger(trigger(object, "trigger"), trigger(object, "excluded"));
            case "holidays" ->
                new ExceptHolidaysTrigger(
                        trigger(object, "trigger"), holidays(object.getJsonObject("holidays")), zone(object));
            case "bounded" ->
                new BoundedTrigger(trigger(object, "trigger"), time(object, "start"), time(object, "end"));
            case "limited" ->
                new LimitedTrigger(trigger(object, "trigger"), object.getInt("runs"), time(object, "since"));
            default -> own(type, object);
        };
    }

    private Trigger trigger(JsonObject object, String key) {
        return decode(object.getJsonObject(key));
    }

    private List<Trigger> triggers(JsonObject object) {
        return object.getJsonArray("triggers").getValuesAs(JsonObject.class).stream()
                .map(this::decode)
                .toList();
    }

    private static CronTrigger cron(JsonObject object) {
        CronTrigger.Builder builder = CronTrigger.builder();
        object.getJsonObject("fields").forEach((name, text) -> builder.field(name, ((JsonString) text).getString()));
        builder.eitherDay(object.getBoolean("eitherDay", false));
        zone(object).ifPresent(builder::timezone);
        time(object, "start").ifPresent(builder::start);
        time(object, "end").ifPresent(builder::end);
        return builder.clockChange(clockChange(object)).build();
    }

    private static CalendarIntervalTrigger calendarInterval(JsonObject object) {
        CalendarIntervalTrigger.Builder builder = CalendarIntervalTrigger.builder()
                .years(object.getInt("years"))
                .months(object.getInt("months"))
                .weeks(object.getInt("weeks"))
                .days(object.getInt("days"))
                .at(LocalTime.parse(object.getString("time")))
                .endOfMonth(EndOfMonth.valueOf(object.getString("endOfMonth", EndOfMonth.SKIP.name())));
        zone(object).ifPresent(builder::timezone);
        text(object, "start").map(LocalDate::parse).ifPresent(builder::start);
        text(object, "end").map(LocalDate::parse).ifPresent(builder::end);
        return builder.clockChange(clockChange(object)).build();
    }

    private static ClockChange clockChange(JsonObject object) {
        return ClockChange.valueOf(object.getString("clock", ClockChange.ONCE.name()));
    }

    private static HolidayCalendar holidays(JsonObject object) {
        return new HolidayCalendar(
                set(object, "dates", LocalDate::parse),
                set(object, "yearly", MonthDay::parse),
                set(object, "weekly", DayOfWeek::valueOf));
    }

    private static <T> Set<T> set(JsonObject object, String key, Function<String, T> reader) {
        Set<T> values = new HashSet<>();
        object.getJsonArray(key)
                .getValuesAs(JsonString.class)
                .forEach(text -> values.add(reader.apply(text.getString())));
        return values;
    }

    private Trigger own(String type, JsonObject object) {
        for (TriggerProvider<?> provider : providers) {
            if (provider.type().equals(type)) {
                return provider.decode(object.getString("data"));
            }
        }
        Set<String> known = providers.stream().map(TriggerProvider::type).collect(Collectors.toSet());
        throw new UndecodableException("there is no trigger of type " + type + " here; providers know " + known);
    }

    private static Optional<ZoneId> zone(JsonObject object) {
        return text(object, "zone").map(ZoneId::of);
    }

    private static Optional<String> text(JsonObject object, String key) {
        return Optional.ofNullable(object.getString(key, null));
    }

    private static Optional<Instant> time(JsonObject object, String key) {
        return object.containsKey(key)
                ? Optional.of(EpochMicros.toInstant(object.getJsonNumber(key).longValueExact()))
                : Optional.empty();
    }
}
