package dev.carillon.core.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The constants of enums as the configuration writes them: in kebab case. */
final class Kebab {

    private Kebab() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Optional<E> parse(Class<E> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> of(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
