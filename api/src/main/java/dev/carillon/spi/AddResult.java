package dev.carillon.spi;

/**
 * What became of a record that was added.
 *
 * @param outcome whether it was stored
 * @param stored the record that the store holds now under that id
 */
public record AddResult(Outcome outcome, JobRecord stored) {

    /** What can become of it. */
    public enum Outcome {
        /** It is stored. */
        ADDED,
        /** The record that was there took over its definition. */
        REPLACED,
        /** The record that was there stays as it is. */
        KEPT
    }
}
