package dev.carillon.core.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 2s}, {@code 1h30m}, {@code 500ms}, or ISO-8601. */
final class ShortDuration {

    private static final Pattern SHORT =
            Pattern.compile("(?i)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

    private ShortDuration() {}

    /** Reads a duration; empty if the text is none. */
    static Optional<Duration> parse(String text) {
        try {
            Matcher matcher = SHORT.matcher(text);
            if (text.isEmpty() || !matcher.matches()) {
                return Optional.of(Duration.parse(text));
            }
            return Optional.of(Duration.ofDays(number(matcher.group(1)))
                    .plusHours(number(matcher.group(2)))
                    .plusMinutes(number(matcher.group(3)))
                    .plusSeconds(number(matcher.group(4)))
                    .plusMillis(number(matcher.group(5))));
        } catch (DateTimeException | ArithmeticException | NumberFormatException fault) {
            return Optional.empty();
        }
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
