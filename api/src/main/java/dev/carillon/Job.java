package dev.carillon;

import jakarta.enterprise.util.Nonbinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a job on a method of a CDI bean, or on the {@link JobRun} parameter of an observer method.
 *
 * <p>The class must be a bean: without a bean-defining annotation such as {@code @ApplicationScoped} the container does
 * not see it, nor its jobs. The method must not be private. Its first parameter may be a {@link JobRun}; in a job with
 * a trigger all others are injection points; in one without, a named target for dynamic jobs, all others are arguments
 * unless they carry a qualifier. A target without a trigger is no job by itself: nothing is stored for it, and of its
 * attributes only {@link #id()} and {@link #formerly()} count.
 *
 * <p>Every text may hold <code>${key:default}</code>, which is read from MicroProfile Config at deployment, and every
 * attribute can be overridden there as {@code carillon.jobs.<id>.<attribute>}, in kebab case. An empty text means that
 * the attribute is not given: then {@code carillon.job-defaults.*} holds, then the default named here.
 *
 * <p>All faults of all jobs are reported together when the application is deployed.
 */
@Documented
@Repeatable(Job.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Job {

    /**
     * The id, unique in its store and stable over releases: 1 to 120 bytes in UTF-8 without control characters.
     *
     * @return the id; by default {@code com.acme.Reports#nightly}
     */
    @Nonbinding
    String id() default "";

    /**
     * A name for people.
     *
     * @return the name; by default the id
     */
    @Nonbinding
    String name() default "";

    /**
     * A trigger as crontab text, read in the {@code UNIX} dialect: {@code "0 3 * * mon-fri"}.
     *
     * @return the text; may be combined with other triggers, which then mean "or"
     */
    @Nonbinding
    String cron() default "";

    /**
     * A trigger that fires at a fixed rate: {@code "2s"}, {@code "1h30m"}, {@code "PT15M"}. The first run comes one
     * interval after the job is first stored.
     *
     * @return the interval, positive
     */
    @Nonbinding
    String every() default "";

    /**
     * A trigger that fires once: ISO-8601 date and time, with offset or in the job's time zone.
     *
     * @return the date and time
     */
    @Nonbinding
    String at() default "";

    /**
     * The time zone of {@link #cron()} and {@link #at()}.
     *
     * @return a zone id such as {@code Europe/Berlin}; by default {@code carillon.timezone}
     */
    @Nonbinding
    String timezone() default "";

    /**
     * The store that keeps the job.
     *
     * @return its name in the configuration; by default {@code default}
     */
    @Nonbinding
    String store() default "";

    /**
     * The executor that runs the job. Only nodes that have it claim the job.
     *
     * @return its name in the configuration; by default {@code default}
     */
    @Nonbinding
    String executor() default "";

    /**
     * How much later than its fire time a run may start; later, it is missed.
     *
     * @return a duration such as {@code "1h"}, or {@code "none"} for unlimited, the default
     */
    @Nonbinding
    String misfireGraceTime() default "";

    /**
     * What becomes of several fire times that are due at once.
     *
     * @return {@code latest} (the default), {@code earliest} or {@code all}
     */
    @Nonbinding
    String coalesce() default "";

    /**
     * How many runs of the job may go on at once in the whole cluster.
     *
     * @return a number from 1 to 100; 1 by default
     */
    @Nonbinding
    String maxInstances() default "";

    /**
     * What becomes of a fire time when that many are going.
     *
     * @return {@code skip} (the default) or {@code queue}
     */
    @Nonbinding
    String whenFull() default "";

    /**
     * By how much each run is put off at random, at most. The same on every node; never past the next fire time.
     *
     * @return a duration; none by default
     */
    @Nonbinding
    String jitter() default "";

    /**
     * What holds when a node dies.
     *
     * @return {@code at-least-once} (the default) or {@code at-most-once}
     */
    @Nonbinding
    String delivery() default "";

    /**
     * How long a run may take before it is asked to end: its thread is interrupted, or its stage cancelled.
     *
     * @return a duration such as {@code "10m"}, or {@code "none"} for unlimited, the default
     */
    @Nonbinding
    String timeLimit() default "";

    /**
     * How long a job that has failed for good stays to be looked at, before it is removed. A declared job always stays;
     * this counts for dynamic jobs, as {@code carillon.job-defaults.failed-retention}.
     *
     * @return a duration such as {@code "7d"}, {@code 30d} by default, or {@code "none"} for ever
     */
    @Nonbinding
    String failedRetention() default "";

    /**
     * How many ended runs of the job the history keeps; see {@link Retention}.
     *
     * @return a number from 0, for none, to 1000000, {@code 100} by default, or {@code "none"} for no limit
     */
    @Nonbinding
    String historyCount() default "";

    /**
     * How long the history keeps an ended run of the job.
     *
     * @return a duration such as {@code "7d"}, {@code 30d} by default, or {@code "none"} for ever
     */
    @Nonbinding
    String historyAge() default "";

    /**
     * How often a run that failed is tried again; see {@link RetryPolicy}.
     *
     * @return a number from 0, the default, to 1,000
     */
    @Nonbinding
    String retries() default "";

    /**
     * How long to wait before the first retry.
     *
     * @return a duration; {@code 10s} by default
     */
    @Nonbinding
    String retryDelay() default "";

    /**
     * By how much each further wait is longer than the one before.
     *
     * @return a number of at least 1; 2 by default
     */
    @Nonbinding
    String retryFactor() default "";

    /**
     * The longest wait before a retry, without jitter.
     *
     * @return a duration; {@code 1h} by default
     */
    @Nonbinding
    String retryMaxDelay() default "";

    /**
     * By a part of which each wait is longer at random.
     *
     * @return a duration; none by default
     */
    @Nonbinding
    String retryJitter() default "";

    /**
     * Which exceptions are worth a retry.
     *
     * @return names of classes separated by commas, each standing for its subclasses; all by default
     */
    @Nonbinding
    String retryOn() default "";

    /**
     * Which exceptions are not worth a retry; these win over {@link #retryOn()}.
     *
     * @return names of classes separated by commas, each standing for its subclasses; none by default
     */
    @Nonbinding
    String retryNot() default "";

    /**
     * Words to find the job by.
     *
     * @return the tags; none by default
     */
    @Nonbinding
    String[] tags() default {};

    /**
     * Earlier names of this target, so that stored jobs that call it go on after a rename.
     *
     * @return earlier ids, or {@code com.acme.Mailer#send}
     */
    @Nonbinding
    String[] formerly() default {};

    /** Several jobs on one method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.PARAMETER})
    @interface List {

        /**
         * Returns the jobs.
         *
         * @return the jobs, each on its own
         */
        Job[] value();
    }
}
