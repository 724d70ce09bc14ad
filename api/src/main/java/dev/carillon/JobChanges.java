package dev.carillon;

import java.time.Instant;
import java.util.Set;

/**
 * Changes to a job that are stored in one step, or not at all. Not safe for use by several threads. What is not named
 * stays as it is; of what is named twice, the last counts. Everything that a job was defined with can be changed, but for
 * its id and its store.
 */
public interface JobChanges extends JobAttributes<JobChanges> {

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
