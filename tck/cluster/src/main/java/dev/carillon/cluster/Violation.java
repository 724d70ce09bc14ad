package dev.carillon.cluster;

/**
 * A promise that was not kept.
 *
 * @param rule the promise, in a few words
 * @param text what happened
 */
record Violation(String rule, String text) {

    @Override
    public String toString() {
        return rule + ": " + text;
    }
}
