package dev.carillon.core.config;

import dev.carillon.trigger.Durations;
import dev.carillon.trigger.TriggerSyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Turns texts into typed values. What is none becomes a fault, and the result is empty. */
final class Values {

    private static final String NONE = "none";

    private final Faults faults;

    Values(Faults faults) {
        this.faults = faults;
    }

    /** Reads a whole number of at most nine digits. */
    Optional<Integer> number(Given given, int least, int most, String range) {
        Optional<Integer> number = Optional.of(given.text())
                .filter(text -> text.matches("[+-]?\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(value -> value >= least && value <= most);
        return checked(number, FaultCode.BAD_NUMBER, given, range);
    }

    /** Reads a whole number of at most nine digits, or {@code none}. */
    Optional<OptionalInt> numberOrNone(Given given, int least, int most, String range) {
        return given.text().toLowerCase(Locale.ROOT).equals(NONE)
                ? Optional.of(OptionalInt.empty())
                : number(given, least, most, range).map(OptionalInt::of);
    }

    /** Reads a duration. */
    Optional<Duration> duration(Given given, Predicate<Duration> allowed, String range) {
        return checked(duration(given.text()).filter(allowed), FaultCode.BAD_DURATION, given, range);
    }

    /** Reads a number of some unit of time. */
    Optional<Duration> amount(Given given, String unit) {
        Optional<Duration> amount = Optional.of(given.text())
                .filter(text -> text.matches("\\d{1,12}(\\.\\d{1,9})?"))
                .flatMap(text -> duration(text + unit));
        return checked(amount, FaultCode.BAD_NUMBER, given, "a number from 0, perhaps with decimals");
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Durations.parse(text));
        } catch (TriggerSyntaxException none) {
            return Optional.empty();
        }
    }

    /** Reads a number, perhaps with decimals. */
    Optional<Double> decimal(Given given, double least, String range) {
        Optional<Double> decimal = Optional.of(given.text())
                .filter(text -> text.matches("\\d{1,9}(\\.\\d{1,9})?"))
                .map(Double::valueOf)
                .filter(value -> value >= least);
        return checked(decimal, FaultCode.BAD_NUMBER, given, range);
    }

    /** Reads a duration that is not negative, or {@code none}. */
    Optional<Optional<Duration>> durationOrNone(Given given, String range) {
        return durationOrNone(given, any -> true, range);
    }

    /** Reads a duration that is not negative and also allowed, or {@code none}. */
    Optional<Optional<Duration>> durationOrNone(Given given, Predicate<Duration> allowed, String range) {
        if (given.text().toLowerCase(Locale.ROOT).equals(NONE)) {
            return Optional.of(Optional.empty());
        }
        Optional<Duration> duration = duration(given, value -> !value.isNegative() && allowed.test(value), range);
        return duration.isPresent() ? Optional.of(duration) : Optional.empty();
    }

    /** Reads a constant of an enum, in kebab case. */
    <E extends Enum<E>> Optional<E> choice(Given given, Class<E> type, String range) {
        return checked(Kebab.parse(type, given.text()), FaultCode.BAD_CHOICE, given, range);
    }

    /** Reads {@code true} or {@code false}. */
    Optional<Boolean> truth(Given given, String range) {
        Optional<Boolean> truth = Optional.ofNullable(
                Map.of("true", true, "false", false).get(given.text().toLowerCase(Locale.ROOT)));
        return checked(truth, FaultCode.BAD_CHOICE, given, range);
    }

    /** Reads a time zone. */
    Optional<ZoneId> zone(Given given, String range) {
        return checked(zone(given.text()), FaultCode.BAD_ZONE, given, range);
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** Reads a text that must be of some form. */
    Optional<String> text(Given given, Predicate<String> allowed, String range) {
        return checked(Optional.of(given.text()).filter(allowed), FaultCode.BAD_NAME, given, range);
    }

    private <T> Optional<T> checked(Optional<T> value, FaultCode code, Given given, String range) {
        if (value.isEmpty()) {
            faults.add(code, given, "It must be " + range + ".");
        }
        return value;
    }
}
