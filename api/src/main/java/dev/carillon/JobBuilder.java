package dev.carillon;

import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;

/**
 * A job that is being defined. Not safe for use by several threads. What is not given comes from the configured job
 * defaults when the job is added.
 */
public interface JobBuilder {

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
     * Gives it a name for people.
     *
     * @param value the name, not blank
     * @return this
     */
    JobBuilder name(String value);

    /**
     * Sends it to another executor, which is also its route.
     *
     * @param value the executor's name
     * @return this
     */
    JobBuilder executor(String value);

    /**
     * Adds a word to find it by.
     *
     * @param value the tag, not blank
     * @return this
     */
    JobBuilder tag(String value);

    /**
     * Sets when it fires.
     *
     * @param value the trigger
     * @return this
     */
    JobBuilder trigger(Trigger value);

    /**
     * Sets how late a run may start.
     *
     * @param value the grace time, not negative
     * @return this
     */
    JobBuilder misfireGraceTime(Duration value);

    /**
     * Lets a run start however late it is.
     *
     * @return this
     */
    JobBuilder noMisfireGraceTime();

    /**
     * Sets what becomes of several fire times due at once.
     *
     * @param value the rule
     * @return this
     */
    JobBuilder coalesce(Coalesce value);

    /**
     * Sets how many runs may go on at once in the cluster.
     *
     * @param value 1 to 100
     * @return this
     */
    JobBuilder maxInstances(int value);

    /**
     * Sets what becomes of a fire time when that many are going.
     *
     * @param value the rule
     * @return this
     */
    JobBuilder whenFull(LimitPolicy value);

    /**
     * Puts each run off at random, the same on every node.
     *
     * @param value by how much at most, not negative
     * @return this
     */
    JobBuilder jitter(Duration value);

    /**
     * Sets what holds when a node dies.
     *
     * @param value the mode
     * @return this
     */
    JobBuilder delivery(DeliveryMode value);

    /**
     * Sets how long a run may take before it is asked to end.
     *
     * @param value the limit, positive
     * @return this
     */
    JobBuilder timeLimit(Duration value);

    /**
     * Lets a run take as long as it needs.
     *
     * @return this
     */
    JobBuilder noTimeLimit();

    /**
     * Sets what becomes of a run that failed.
     *
     * @param value the policy; {@link RetryPolicy#NONE} for no retry
     * @return this
     */
    JobBuilder retries(RetryPolicy value);

    /**
     * Sets how long what is over stays to be looked at.
     *
     * @param value the retention
     * @return this
     */
    JobBuilder retention(Retention value);

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
