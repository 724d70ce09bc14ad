package dev.carillon.spi;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobDefinitionException;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How a job is to be run. Every value is decided: defaults are applied before one is made.
 *
 * @param misfireGraceTime how late a run may start; empty for unlimited; longer than zero
 * @param coalesce what becomes of several fire times due at once
 * @param coalesceCap how many of them {@link Coalesce#ALL} keeps, 1 to 100
 * @param maxInstances how many runs may go on at once in the cluster, 1 to 100
 * @param whenFull what becomes of a fire time when that many are going
 * @param jitter by how much a run is put off at random, at most; zero for none
 * @param delivery what holds when a node dies
 * @param timeLimit how long a run may take before it is asked to end; empty for unlimited; positive
 * @param retries what becomes of a run that failed
 * @param retention how long what is over stays
 */
public record JobPolicy(
        Optional<Duration> misfireGraceTime,
        Coalesce coalesce,
        int coalesceCap,
        int maxInstances,
        LimitPolicy whenFull,
        Duration jitter,
        DeliveryMode delivery,
        Optional<Duration> timeLimit,
        RetryPolicy retries,
        Retention retention) {

    /** What holds when nothing is given anywhere. */
    public static final JobPolicy DEFAULT = new JobPolicy(
            Optional.empty(),
            Coalesce.LATEST,
            100,
            1,
            LimitPolicy.SKIP,
            Duration.ZERO,
            DeliveryMode.AT_LEAST_ONCE,
            Optional.empty(),
            RetryPolicy.NONE,
            Retention.DEFAULT);

    /**
     * Checks the ranges.
     *
     * @throws JobDefinitionException if one is left
     */
    public JobPolicy {
        misfireGraceTime.filter(grace -> grace.isNegative() || grace.isZero()).ifPresent(grace -> {
            throw new JobDefinitionException("misfireGraceTime must be longer than zero, was " + grace
                    + ". Leave it out, or write none, for unlimited.");
        });
        if (coalesceCap < 1 || coalesceCap > 100) {
            throw new JobDefinitionException("coalesceCap must be from 1 to 100, was " + coalesceCap + ".");
        }
        if (maxInstances < 1 || maxInstances > 100) {
            throw new JobDefinitionException("maxInstances must be from 1 to 100, was " + maxInstances + ".");
        }
        timeLimit.filter(limit -> limit.isNegative() || limit.isZero()).ifPresent(limit -> {
            throw new JobDefinitionException(
                    "timeLimit must be positive, was " + limit + ". Leave it out, or write none, for unlimited.");
        });
        if (jitter.isNegative()) {
            throw new JobDefinitionException("jitter must not be negative, was " + jitter + ".");
        }
    }

    /**
     * Returns this policy with another grace time.
     *
     * @param grace how late a run may start; empty for unlimited
     * @return the changed policy
     */
    public JobPolicy withMisfireGraceTime(Optional<Duration> grace) {
        return new JobPolicy(
                grace, coalesce, coalesceCap, maxInstances, whenFull, jitter, delivery, timeLimit, retries, retention);
    }

    /**
     * Returns this policy with another way to coalesce.
     *
     * @param value what becomes of several fire times due at once
     * @return the changed policy
     */
    public JobPolicy withCoalesce(Coalesce value) {
        return new JobPolicy(
                misfireGraceTime,
                value,
                coalesceCap,
                maxInstances,
                whenFull,
                jitter,
                delivery,
                timeLimit,
                retries,
                retention);
    }

    /**
     * Returns this policy with another limit of runs at once.
     *
     * @param value 1 to 100
     * @return the changed policy
     */
    public JobPolicy withMaxInstances(int value) {
        return new JobPolicy(
                misfireGraceTime,
                coalesce,
                coalesceCap,
                value,
                whenFull,
                jitter,
                delivery,
                timeLimit,
                retries,
                retention);
    }

    /**
     * Returns this policy with another rule for the limit.
     *
     * @param value what becomes of a fire time at the limit
     * @return the changed policy
     */
    public JobPolicy withWhenFull(LimitPolicy value) {
        return new JobPolicy(
                misfireGraceTime,
                coalesce,
                coalesceCap,
                maxInstances,
                value,
                jitter,
                delivery,
                timeLimit,
                retries,
                retention);
    }

    /**
     * Returns this policy with another jitter.
     *
     * @param value by how much a run is put off, at most
     * @return the changed policy
     */
    public JobPolicy withJitter(Duration value) {
        return new JobPolicy(
                misfireGraceTime,
                coalesce,
                coalesceCap,
                maxInstances,
                whenFull,
                value,
                delivery,
                timeLimit,
                retries,
                retention);
    }

    /**
     * Returns this policy with another delivery mode.
     *
     * @param value what holds when a node dies
     * @return the changed policy
     */
    public JobPolicy withDelivery(DeliveryMode value) {
        return new JobPolicy(
                misfireGraceTime,
                coalesce,
                coalesceCap,
                maxInstances,
                whenFull,
                jitter,
                value,
                timeLimit,
                retries,
                retention);
    }

    /**
     * Returns this policy with another time limit.
     *
     * @param value how long a run may take; empty for unlimited
     * @return the changed policy
     */
    public JobPolicy withTimeLimit(Optional<Duration> value) {
        return new JobPolicy(
                misfireGraceTime,
                coalesce,
                coalesceCap,
                maxInstances,
                whenFull,
                jitter,
                delivery,
                value,
                retries,
                retention);
    }

    /**
     * Returns this policy with other retries.
     *
     * @param value what becomes of a run that failed
     * @return the changed policy
     */
    public JobPolicy withRetries(RetryPolicy value) {
        return new JobPolicy(
                misfireGraceTime,
                coalesce,
                coalesceCap,
                maxInstances,
                whenFull,
                jitter,
                delivery,
                timeLimit,
                value,
                retention);
    }

    /**
     * Returns this policy with another retention.
     *
     * @param value how long what is over stays
     * @return the changed policy
     */
    public JobPolicy withRetention(Retention value) {
        return new JobPolicy(
                misfireGraceTime,
                coalesce,
                coalesceCap,
                maxInstances,
                whenFull,
                jitter,
                delivery,
                timeLimit,
                retries,
                value);
    }
}
