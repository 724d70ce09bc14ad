package dev.carillon.spi;

import dev.carillon.Progress;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

    /**
     * Writes what runs have told of themselves.
     *
     * @param progress the progress by the run's id
     * @return its text
     */
    String encode(Map<UUID, Progress> progress);

    /**
     * Reads what runs have told of themselves.
     *
     * @param text its text
     * @return the progress by the run's id
     * @throws UndecodableException if it cannot be understood
     */
    Map<UUID, Progress> progress(String text);
}
