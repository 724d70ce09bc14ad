package dev.carillon.spi;

import java.util.List;

/**
 * Turns the parts of a record into text and back, the same text in every store. Safe for use by many threads.
 *
 * <p>The text is JSON with a version in each object. Whoever reads knows every version that was ever written; a newer
 * one is refused, never guessed at.
 */
public interface RecordCodec {

    /**
     * Writes a definition.
     *
     * @param definition the definition
     * @return its text, at most 64 kB
     * @throws dev.carillon.JobDefinitionException if it is larger
     */
    String encode(JobDefinition definition);

    /**
     * Writes a schedule.
     *
     * @param schedule the schedule
     * @return its text
     */
    String encode(JobSchedule schedule);

    /**
     * Writes runs.
     *
     * @param runs the runs
     * @return their text
     */
    String encode(List<Run> runs);

    /**
     * Reads a definition.
     *
     * @param text its text
     * @return the definition
     * @throws UndecodableException if it cannot be understood
     */
    JobDefinition definition(String text);

    /**
     * Reads a schedule.
     *
     * @param text its text
     * @return the schedule
     * @throws UndecodableException if it cannot be understood
     */
    JobSchedule schedule(String text);

    /**
     * Reads runs.
     *
     * @param text their text
     * @return the runs
     * @throws UndecodableException if it cannot be understood
     */
    List<Run> runs(String text);
}
