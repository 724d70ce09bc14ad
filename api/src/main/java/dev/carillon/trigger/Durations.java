package dev.carillon.trigger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Durations as people write them: {@code 2s}, {@code 10m}, {@code 1h30m}, {@code 1.5d}, or ISO-8601 as in {@code PT15M}.
 *
 * <p>Units are {@code w}, {@code d}, {@code h}, {@code m}, {@code s}, {@code ms} and {@code us}, in any case, largest
 * first, each at most once, with or without blanks between. A day is 24 hours, a week seven days. Numbers may have
 * decimals. There is no sign, and no number without a unit; in ISO form a sign is read as {@link Duration#parse} reads
 * it.
 */
public final class Durations {

    private static final String EXAMPLE = "1h30m, or PT1H30M";
    private static final long[] NANOS = {
        604_800_000_000_000L,
        86_400_000_000_000L,
        3_600_000_000_000L,
        60_000_000_000L,
        1_000_000_000L,
        1_000_000L,
        1_000L
    };
    private static final String[] UNITS = {"w", "d", "h", "m", "s", "ms", "us"};
    private static final BigDecimal MOST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text the text, blanks around it do not matter
     * @return the duration; zero is possible, what is finer than a nanosecond is rounded up
     * @throws TriggerSyntaxException if it is not one, or too long for a {@link Duration}
     */
    public static Duration parse(String text) {
        String trimmed = text.strip();
        int offset = text.indexOf(trimmed);
        if (trimmed.isEmpty()) {
            throw new TriggerSyntaxException(text, 0, "A duration is missing.", EXAMPLE);
        }
        try {
            char first = trimmed.charAt(0);
            boolean iso = first == 'P' || first == 'p' || ((first == '-' || first == '+') && trimmed.length() > 1);
            return iso ? Duration.parse(trimmed) : shortForm(text, offset, trimmed);
        } catch (DateTimeParseException fault) {
            throw new TriggerSyntaxException(
                    text, offset + fault.getErrorIndex(), "'" + shortened(trimmed) + "' is not a duration.", EXAMPLE);
        } catch (ArithmeticException overflow) {
            throw new TriggerSyntaxException(
                    text, offset, "'" + shortened(trimmed) + "' is longer than any duration can be.", EXAMPLE);
        }
    }

    private static Duration shortForm(String text, int offset, String trimmed) {
        BigDecimal nanos = BigDecimal.ZERO;
        int largest = 0;
        int at = 0;
        while (at < trimmed.length()) {
            int number = at;
            while (at < trimmed.length() && isNumeric(trimmed.charAt(at))) {
                at++;
            }
            int unit = at;
            while (at < trimmed.length() && isAsciiLetter(trimmed.charAt(at))) {
                at++;
            }
            if (unit == number) {
                throw new TriggerSyntaxException(text, offset + number, "A number is expected here.", EXAMPLE);
            }
            if (unit == at) {
                throw new TriggerSyntaxException(
                        text, offset + unit, "A number needs a unit: w, d, h, m, s, ms or us.", EXAMPLE);
            }
            int index = unitIndex(trimmed.substring(unit, at), largest);
            if (index < 0) {
                throw new TriggerSyntaxException(
                        text,
                        offset + unit,
                        "Units are w, d, h, m, s, ms and us, largest first and each at most once.",
                        EXAMPLE);
            }
            nanos = nanos.add(amount(text, offset + number, trimmed.substring(number, unit))
                    .multiply(BigDecimal.valueOf(NANOS[index])));
            largest = index + 1;
            while (at < trimmed.length() && trimmed.charAt(at) == ' ') {
                at++;
            }
        }
        BigDecimal whole = nanos.setScale(0, RoundingMode.UP);
        if (whole.compareTo(MOST_NANOS) <= 0) {
            return Duration.ofNanos(whole.longValueExact());
        }
        BigDecimal[] parts = whole.divideAndRemainder(NANOS_PER_SECOND);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static boolean isNumeric(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static int unitIndex(String unit, int from) {
        String lower = unit.toLowerCase(Locale.ROOT);
        for (int i = from; i < UNITS.length; i++) {
            if (UNITS[i].equals(lower)) {
                return i;
            }
        }
        return -1;
    }

    private static BigDecimal amount(String text, int position, String number) {
        try {
            if (number.length() <= 40) {
                return new BigDecimal(number);
            }
        } catch (NumberFormatException fault) {
            throw new TriggerSyntaxException(text, position, "'" + number + "' is not a number.", EXAMPLE);
        }
        throw new TriggerSyntaxException(text, position, "The number has more than 40 digits.", EXAMPLE);
    }

    /**
     * Writes a duration in the short form, so that {@link #parse} gives it back.
     *
     * @param duration a duration that is not negative; what is finer than a microsecond makes it ISO-8601
     * @return for example {@code 1h30m}
     */
    public static String format(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000 != 0) {
            return duration.toString();
        }
        if (duration.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        append(text, duration.toNanosPart() / 1_000 % 1_000, "us");
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
