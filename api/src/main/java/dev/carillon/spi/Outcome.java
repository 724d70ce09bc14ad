package dev.carillon.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an executor tells of the end of a run. */
public sealed interface Outcome {

    /**
     * The method returned.
     *
     * @param value what it returned, awaited if it was a stage
     */
    record Succeeded(@Nullable Object value) implements Outcome {}

    /**
     * The method threw.
     *
     * @param error what it threw
     */
    record Failed(Throwable error) implements Outcome {}

    /**
     * The method was not called: its grace time was over.
     *
     * @param late by how much the start would have been late
     */
    record Missed(Duration late) implements Outcome {}

    /**
     * The run went past its time limit, was asked to end, and did so without a result.
     *
     * @param limit the limit
     */
    record TimedOut(Duration limit) implements Outcome {}

    /** The run was cancelled. */
    record Cancelled() implements Outcome {}

    /** The method was interrupted because this node ends, and did not finish; it goes back for any node to take. */
    record Interrupted() implements Outcome {}

    /** The executor did not start it; it goes back for any node to take. */
    record NotStarted() implements Outcome {}
}
