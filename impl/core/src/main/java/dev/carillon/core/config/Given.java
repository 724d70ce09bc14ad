package dev.carillon.core.config;

/**
 * A text that was given, and where.
 *
 * @param place as in {@link Fault#place()}
 * @param attribute as in {@link Fault#attribute()}
 * @param written what stands there, perhaps with <code>${key}</code>
 * @param text what it comes to, trimmed and not empty
 * @param secret whether it must not be shown
 */
record Given(String place, String attribute, String written, String text, boolean secret) {

    /** The place of what stands in the configuration and not in a class. */
    static final String CONFIGURATION = "configuration";

    static Given inConfiguration(String key, String text) {
        return new Given(CONFIGURATION, key, text, text, Secrets.isSecret(key));
    }

    /** Returns one part of a list, at the same place. */
    Given part(String value) {
        return new Given(place, attribute, written, value, secret);
    }

    /** Shows no value: it may be a secret. */
    @Override
    public String toString() {
        return attribute + " at " + place;
    }
}
