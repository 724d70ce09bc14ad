package dev.carillon;

import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Changes to a job that are stored in one step, or not at all. Not safe for use by several threads. What is not named
 * stays as it is; of what is named twice, the last counts. Everything that a job was defined with can be changed, but for
 * its id and its store.
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
     * Takes away a word to find it by. Does nothing if it has no such tag.
     *
     * @param value the tag
     * @return this
     */
    JobChanges removeTag(String value);

    /**
     * Replaces all words to find it by.
     *
     * @param values the tags, none blank; none at all for no tags
     * @return this
     */
    JobChanges tags(Set<String> values);

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
     * Sets how long what is over stays to be looked at.
     *
     * @param value the retention
     * @return this
     */
    JobChanges retention(Retention value);

    /**
     * Replaces all arguments.
     *
     * @param values one for each parameter of the target, in order
     * @return this
     */
    JobChanges arguments(Object... values);

    /**
     * Replaces one argument by the name of its parameter; the others stay.
     *
     * @param name the parameter's name
     * @param value its value
     * @return this
     */
    JobChanges argument(String name, Object value);

    /**
     * Lets it call another method, with new arguments.
     *
     * @param call a job as it would be defined, of which only the method and the arguments count:
     *     {@code scheduler.define(Mailer::send, "a@b.c")}
     * @return this
     */
    JobChanges calling(JobBuilder call);

    /**
     * Sets when it runs next; its trigger goes on from there. Stands above {@link #trigger} and {@link #resumed} in the same
     * step. A pause stays; a job that had failed, or was set aside, runs again.
     *
     * @param value the time, also in the past: then it is due at once
     * @return this
     */
    JobChanges nextFireTime(Instant value);

    /**
     * Pauses it in the same step. Of this and {@link #resumed}, the last one said counts.
     *
     * @return this
     */
    JobChanges paused();

    /**
     * Resumes it in the same step.
     *
     * @param policy what becomes of the fire times that passed meanwhile
     * @return this
     */
    JobChanges resumed(ResumePolicy policy);

    /**
     * Stores the changes, all of them in one step, whatever others change meanwhile. What runs goes on under the definition
     * it was claimed with. A job that was set aside is put back, unless it was only paused.
     *
     * @return how the job stands now
     * @throws TriggerFinishedException if a new trigger has no fire time to come, and none is given; nothing is stored
     * @throws JobDefinitionException if something else about them is wrong; nothing is stored
     * @throws JobNotFoundException if the job is gone
     */
    ScheduledJob apply();
}
