package dev.carillon;

import java.time.Instant;

/**
 * A job that is being defined. Not safe for use by several threads. What is not given comes from the configured job
 * defaults when the job is added.
 */
public interface JobBuilder extends JobAttributes<JobBuilder> {

    /**
     * Gives it an id, unique in its store; a random one by default.
     *
     * @param value 1 to 120 bytes in UTF-8 without control characters
     * @return this
     */
    JobBuilder id(String value);

    /**
     * Chooses the store that keeps it; {@code default} by default.
     *
     * @param value the store's name
     * @return this
     */
    JobBuilder store(String value);

    /**
     * Gives an argument by the name of its parameter, for a job that was begun with a target's name.
     *
     * @param name the parameter's name
     * @param value its value
     * @return this
     */
    JobBuilder argument(String name, Object value);

    /**
     * Sets when it runs first; its trigger goes on from there.
     *
     * @param value the time, also in the past: then it is due at once
     * @return this
     */
    JobBuilder firstRun(Instant value);

    /**
     * Adds it paused.
     *
     * @return this
     */
    JobBuilder paused();

    /**
     * Sets what happens when the id is taken.
     *
     * @param value the policy; {@link OnConflict#FAIL} by default
     * @return this
     */
    JobBuilder onConflict(OnConflict value);

    /**
     * Stores the job. Without a trigger and a first run it runs once, now.
     *
     * @return how it stands now
     * @throws TriggerFinishedException if its trigger has no fire time to come; nothing is stored
     * @throws JobDefinitionException if something else about it is wrong; nothing is stored
     * @throws DuplicateJobException if the id is taken and the policy is to fail
     * @throws UnknownStoreException if there is no such store
     * @throws UnknownExecutorException if there is no such executor on this node
     */
    ScheduledJob add();
}
