package dev.carillon;

import dev.carillon.trigger.Trigger;
import java.time.Duration;

/**
 * Changes to a job that are stored in one step, or not at all. Not safe for use by several threads. What is not named
 * stays as it is.
 */
public interface JobChanges {

    /**
     * Gives it a name for people.
     *
     * @param value the name, not blank
     * @return this
     */
    JobChanges name(String value);

    /**
     * Sends it to another executor, which is also its route.
     *
     * @param value the executor's name
     * @return this
     */
    JobChanges executor(String value);

    /**
     * Adds a word to find it by.
     *
     * @param value the tag, not blank
     * @return this
     */
    JobChanges tag(String value);

    /**
     * Sets when it fires.
     *
     * @param value the trigger
     * @return this
     */
    JobChanges trigger(Trigger value);

    /**
     * Sets how late a run may start.
     *
     * @param value the grace time, not negative
     * @return this
     */
    JobChanges misfireGraceTime(Duration value);

    /**
     * Lets a run start however late it is.
     *
     * @return this
     */
    JobChanges noMisfireGraceTime();

    /**
     * Sets what becomes of several fire times due at once.
     *
     * @param value the rule
     * @return this
     */
    JobChanges coalesce(Coalesce value);

    /**
     * Sets how many runs may go on at once in the cluster.
     *
     * @param value 1 to 100
     * @return this
     */
    JobChanges maxInstances(int value);

    /**
     * Sets what becomes of a fire time when that many are going.
     *
     * @param value the rule
     * @return this
     */
    JobChanges whenFull(LimitPolicy value);

    /**
     * Puts each run off at random, the same on every node.
     *
     * @param value by how much at most, not negative
     * @return this
     */
    JobChanges jitter(Duration value);

    /**
     * Sets what holds when a node dies.
     *
     * @param value the mode
     * @return this
     */
    JobChanges delivery(DeliveryMode value);

    /**
     * Sets how long a run may take before it is asked to end.
     *
     * @param value the limit, positive
     * @return this
     */
    JobChanges timeLimit(Duration value);

    /**
     * Lets a run take as long as it needs.
     *
     * @return this
     */
    JobChanges noTimeLimit();

    /**
     * Sets what becomes of a run that failed.
     *
     * @param value the policy; {@link RetryPolicy#NONE} for no retry
     * @return this
     */
    JobChanges retries(RetryPolicy value);

    /**
     * Replaces all arguments.
     *
     * @param values one for each parameter of the target, in order
     * @return this
     */
    JobChanges arguments(Object... values);

    /**
     * Stores the changes. What runs goes on under the definition it was claimed with.
     *
     * @return how the job stands now
     * @throws JobDefinitionException if something about them is wrong; nothing is stored
     * @throws JobNotFoundException if the job is gone
     */
    ScheduledJob apply();
}
