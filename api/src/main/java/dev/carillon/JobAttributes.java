package dev.carillon;

import dev.carillon.trigger.Trigger;
import java.time.Duration;

/**
 * What can be said of a job while it is defined, and changed afterwards. Not safe for use by several threads.
 *
 * @param <S> what is being filled in: each method returns it, so that another can follow
 */
public interface JobAttributes<S extends JobAttributes<S>> {

    /**
     * Gives it a name for people.
     *
     * @param value the name, not blank
     * @return this
     */
    S name(String value);

    /**
     * Sends it to another executor, which is also its route.
     *
     * @param value the executor's name
     * @return this
     */
    S executor(String value);

    /**
     * Adds a word to find it by.
     *
     * @param value the tag, not blank
     * @return this
     */
    S tag(String value);

    /**
     * Sets when it fires.
     *
     * @param value the trigger
     * @return this
     */
    S trigger(Trigger value);

    /**
     * Sets how late a run may start.
     *
     * @param value the grace time, not negative
     * @return this
     */
    S misfireGraceTime(Duration value);

    /**
     * Lets a run start however late it is.
     *
     * @return this
     */
    S noMisfireGraceTime();

    /**
     * Sets what becomes of several fire times due at once.
     *
     * @param value the rule
     * @return this
     */
    S coalesce(Coalesce value);

    /**
     * Says how many of several fire times {@link Coalesce#ALL} keeps, the latest of them.
     *
     * @param value the number, 1 to 100
     * @return this
     * @throws JobDefinitionException if it is out of range
     */
    S coalesceCap(int value);

    /**
     * Sets how many runs may go on at once in the cluster.
     *
     * @param value 1 to 100
     * @return this
     */
    S maxInstances(int value);

    /**
     * Sets what becomes of a fire time when that many are going.
     *
     * @param value the rule
     * @return this
     */
    S whenFull(LimitPolicy value);

    /**
     * Puts each run off at random, the same on every node.
     *
     * @param value by how much at most, not negative
     * @return this
     */
    S jitter(Duration value);

    /**
     * Sets what holds when a node dies.
     *
     * @param value the mode
     * @return this
     */
    S delivery(DeliveryMode value);

    /**
     * Sets how long a run may take before it is asked to end.
     *
     * @param value the limit, positive
     * @return this
     */
    S timeLimit(Duration value);

    /**
     * Lets a run take as long as it needs.
     *
     * @return this
     */
    S noTimeLimit();

    /**
     * Sets what becomes of a run that failed.
     *
     * @param value the policy; {@link RetryPolicy#NONE} for no retry
     * @return this
     */
    S retries(RetryPolicy value);

    /**
     * Sets how long what is over stays to be looked at.
     *
     * @param value the retention
     * @return this
     */
    S retention(Retention value);
}
