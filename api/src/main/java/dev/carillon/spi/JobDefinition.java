package dev.carillon.spi;

import dev.carillon.JobDefinitionException;
import dev.carillon.trigger.Trigger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to call, when, under which policy. Written by users only; a claim never rewrites it.
 *
 * @param name a name for people, not empty
 * @param target the method to call: a {@code @Job} id, or {@code com.acme.Mailer#send}
 * @param arguments its arguments, a JSON array
 * @param trigger when; empty for a named target without a schedule of its own
 * @param executor the executor that runs it, which is also its route
 * @param policy how
 * @param tags words to find it by
 * @param declaration where it was declared; empty for a dynamic job
 * @param revision counts the changes of the definition, from 1
 * @param callRevision the revision that last changed the target or the arguments
 */
public record JobDefinition(
        String name,
        String target,
        String arguments,
        Optional<Trigger> trigger,
        String executor,
        JobPolicy policy,
        Set<String> tags,
        Optional<Declaration> declaration,
        long revision,
        long callRevision) {

    /**
     * Takes a copy of the tags.
     *
     * @throws JobDefinitionException if the name is empty
     */
    public JobDefinition {
        if (name.isEmpty()) {
            throw new JobDefinitionException("The name of a job that calls '" + target
                    + "' is empty. Give it a name, or leave it out for the job's id.");
        }
        tags = Set.copyOf(tags);
    }

    /**
     * Tells whether another definition asks for the same, whatever their revisions and declarations.
     *
     * @param other another definition
     * @return true if nothing that a user can set differs
     */
    public boolean sameAs(JobDefinition other) {
        return withRevisions(Optional.empty(), 1, 1).equals(other.withRevisions(Optional.empty(), 1, 1));
    }

    /**
     * Returns what this definition becomes when it takes the place of another.
     *
     * @param earlier the definition that is stored
     * @return this one, with revisions that follow the earlier one's
     */
    public JobDefinition following(JobDefinition earlier) {
        boolean sameCall = target.equals(earlier.target) && arguments.equals(earlier.arguments);
        long next = earlier.revision + 1;
        return withRevisions(declaration, next, sameCall ? earlier.callRevision : next);
    }

    /**
     * Returns this definition with another trigger; revisions are not touched.
     *
     * @param value when
     * @return the changed definition
     */
    public JobDefinition withTrigger(Optional<Trigger> value) {
        return new JobDefinition(
                name, target, arguments, value, executor, policy, tags, declaration, revision, callRevision);
    }

    /**
     * Returns this definition with another name; revisions are not touched.
     *
     * @param value a name for people, not blank
     * @return the changed definition
     */
    public JobDefinition withName(String value) {
        String checked = requireText("name", value);
        return new JobDefinition(
                checked, target, arguments, trigger, executor, policy, tags, declaration, revision, callRevision);
    }

    /**
     * Returns this definition with other arguments; revisions are not touched.
     *
     * @param value a JSON array
     * @return the changed definition
     */
    public JobDefinition withArguments(String value) {
        return new JobDefinition(
                name, target, value, trigger, executor, policy, tags, declaration, revision, callRevision);
    }

    /**
     * Returns this definition for another executor; revisions are not touched.
     *
     * @param value the executor's name
     * @return the changed definition
     */
    public JobDefinition withExecutor(String value) {
        return new JobDefinition(
                name, target, arguments, trigger, value, policy, tags, declaration, revision, callRevision);
    }

    /**
     * Returns this definition with another policy; revisions are not touched.
     *
     * @param value how
     * @return the changed definition
     */
    public JobDefinition withPolicy(JobPolicy value) {
        return new JobDefinition(
                name, target, arguments, trigger, executor, value, tags, declaration, revision, callRevision);
    }

    /**
     * Returns this definition with one tag more; revisions are not touched.
     *
     * @param value the tag, not blank
     * @return the changed definition
     */
    public JobDefinition withTag(String value) {
        Set<String> more = new HashSet<>(tags);
        more.add(requireText("tag", value));
        return new JobDefinition(
                name, target, arguments, trigger, executor, policy, more, declaration, revision, callRevision);
    }

    /**
     * Returns this definition with other tags; revisions are not touched.
     *
     * @param values the tags, none blank
     * @return the changed definition
     */
    public JobDefinition withTags(Set<String> values) {
        values.forEach(value -> requireText("tag", value));
        return new JobDefinition(
                name, target, arguments, trigger, executor, policy, values, declaration, revision, callRevision);
    }

    /**
     * Returns this definition with another method to call; revisions are not touched.
     *
     * @param method the method's name as it is stored
     * @param values its arguments, a JSON array
     * @return the changed definition
     */
    public JobDefinition withCall(String method, String values) {
        return new JobDefinition(
                name, method, values, trigger, executor, policy, tags, declaration, revision, callRevision);
    }

    /**
     * Checks a text that people are to read.
     *
     * @param what what it is, for the message
     * @param value the text
     * @return the same
     * @throws JobDefinitionException if it is blank
     */
    public static String requireText(String what, String value) {
        if (value.isBlank()) {
            throw new JobDefinitionException("A job's " + what + " must not be blank. Leave it out, or write a word.");
        }
        return value;
    }

    private JobDefinition withRevisions(Optional<Declaration> origin, long newRevision, long newCallRevision) {
        return new JobDefinition(
                name, target, arguments, trigger, executor, policy, tags, origin, newRevision, newCallRevision);
    }
}
