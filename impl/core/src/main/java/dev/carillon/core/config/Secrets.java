package dev.carillon.core.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Knows what must not be shown: values whose keys say so, and credentials inside addresses. */
final class Secrets {

    /** Stands for what is not shown. */
    static final String HIDDEN = "***";

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s\"']*@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)[\\w.-]*\\s*=\\s*)[^&;,\\s\"']+");

    private Secrets() {}

    /** Tells whether the value of a key or option is a secret, by its name. */
    static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return Stream.of("password", "passwd", "pwd", "secret", "token", "credential")
                .anyMatch(name::contains);
    }

    /** Hides credentials in a text: the user in {@code redis://user:password@host}, the value of {@code password=}. */
    static String masked(String text) {
        String withoutUser = USER_INFO.matcher(text).replaceAll(HIDDEN + "@");
        return PARAMETER.matcher(withoutUser).replaceAll("$1" + HIDDEN);
    }

    /** Hides in a message the values of those options that are secrets. */
    static String masked(String text, Map<String, String> options) {
        String shown = text;
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (isSecret(option.getKey()) && !option.getValue().isBlank()) {
                shown = shown.replace(option.getValue(), HIDDEN);
            }
        }
        return masked(shown);
    }
}
