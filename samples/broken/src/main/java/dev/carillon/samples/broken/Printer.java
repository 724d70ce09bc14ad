package dev.carillon.samples.broken;

/** A service without a bean. */
public interface Printer {

    /**
     * Prints a text.
     *
     * @param text the text
     */
    void print(String text);
}
