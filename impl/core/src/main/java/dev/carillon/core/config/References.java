package dev.carillon.core.config;

import java.util.Optional;

/**
 * Expands <code>${key:default}</code> in the texts of annotations, in one pass: what is put in is not expanded again.
 * <code>\${</code> stands for <code>${</code>; the default may be empty and may hold colons.
 */
final class References {

    private static final String OPEN = "${";
    private static final String ESCAPED = "\\${";

    private final Keys keys;
    private final Faults faults;

    References(Keys keys, Faults faults) {
        this.keys = keys;
        this.faults = faults;
    }

    /**
     * Expands a text.
     *
     * @return what it comes to; empty if that is blank, or if there is a fault
     */
    Optional<Given> expand(String place, String attribute, String written) {
        int before = faults.count();
        StringBuilder text = new StringBuilder();
        boolean secret = false;
        int position = 0;
        while (position < written.length()) {
            if (written.startsWith(ESCAPED, position)) {
                text.append(OPEN);
                position += ESCAPED.length();
            } else if (written.startsWith(OPEN, position)) {
                int end = written.indexOf('}', position);
                if (end < 0) {
                    faults.add(
                            FaultCode.BAD_REFERENCE,
                            place,
                            attribute,
                            written,
                            "The ${ at character " + (position + 1)
                                    + " has no }. Close it, or write \\${ for the characters themselves.");
                    return Optional.empty();
                }
                Reference reference = Reference.parse(written.substring(position + OPEN.length(), end));
                secret |= Secrets.isSecret(reference.key());
                text.append(value(reference, place, attribute, written));
                position = end + 1;
            } else {
                text.append(written.charAt(position));
                position++;
            }
        }
        String result = text.toString().strip();
        return result.isEmpty() || faults.count() > before
                ? Optional.empty()
                : Optional.of(new Given(place, attribute, written, result, secret));
    }

    private String value(Reference reference, String place, String attribute, String written) {
        if (reference.key().isEmpty()) {
            faults.add(
                    FaultCode.BAD_REFERENCE,
                    place,
                    attribute,
                    written,
                    "A ${ is followed by no key. Write ${key} or ${key:default}.");
            return "";
        }
        Optional<String> found = keys.given(reference.key()).map(Given::text).or(reference::fallback);
        if (found.isEmpty()) {
            faults.add(
                    FaultCode.UNKNOWN_REFERENCE,
                    place,
                    attribute,
                    written,
                    "The key " + reference.key() + " has no value. Set it in the configuration, or give a default: ${"
                            + reference.key() + ":default}.");
        }
        return found.orElse("");
    }

    /** What stands between the braces. */
    private record Reference(String key, Optional<String> fallback) {

        static Reference parse(String inside) {
            int colon = inside.indexOf(':');
            return colon < 0
                    ? new Reference(inside.strip(), Optional.empty())
                    : new Reference(inside.substring(0, colon).strip(), Optional.of(inside.substring(colon + 1)));
        }
    }
}
