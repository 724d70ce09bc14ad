package dev.carillon.spi;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobDefinitionException;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

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
        return changed(next -> next.misfireGraceTime = grace);
    }

    /**
     * Returns this policy with another way to coalesce.
     *
     * @param value what becomes of several fire times due at once
     * @return the changed policy
     */
    public JobPolicy withCoalesce(Coalesce value) {
        return changed(next -> next.coalesce = value);
    }

    /**
     * Returns this policy with another number of fire times that {@link Coalesce#ALL} keeps.
     *
     * @param value the number, 1 to 100
     * @return the policy
     * @throws JobDefinitionException if it is out of range
     */
    public JobPolicy withCoalesceCap(int value) {
        return changed(next -> next.coalesceCap = value);
    }

    /**
     * Returns this policy with another limit of runs at once.
     *
     * @param value 1 to 100
     * @return the changed policy
     */
    public JobPolicy withMaxInstances(int value) {
        return changed(next -> next.maxInstances = value);
    }

    /**
     * Returns this policy with another rule for the limit.
     *
     * @param value what becomes of a fire time at the limit
     * @return the changed policy
     */
    public JobPolicy withWhenFull(LimitPolicy value) {
        return changed(next -> next.whenFull = value);
    }

    /**
     * Returns this policy with another jitter.
     *
     * @param value by how much a run is put off, at most
     * @return the changed policy
     */
    public JobPolicy withJitter(Duration value) {
        return changed(next -> next.jitter = value);
    }

    /**
     * Returns this policy with another delivery mode.
     *
     * @param value what holds when a node dies
     * @return the changed policy
     */
    public JobPolicy withDelivery(DeliveryMode value) {
        return changed(next -> next.delivery = value);
    }

    /**
     * Returns this policy with another time limit.
     *
     * @param value how long a run may take; empty for unlimited
     * @return the changed policy
     */
    public JobPolicy withTimeLimit(Optional<Duration> value) {
        return changed(next -> next.timeLimit = value);
    }

    /**
     * Returns this policy with other retries.
     *
     * @param value what becomes of a run that failed
     * @return the changed policy
     */
    public JobPolicy withRetries(RetryPolicy value) {
        return changed(next -> next.retries = value);
    }

    /**
     * Returns this policy with another retention.
     *
     * @param value how long what is over stays
     * @return the changed policy
     */
    public JobPolicy withRetention(Retention value) {
        return changed(next -> next.retention = value);
    }

    private JobPolicy changed(Consumer<Draft> change) {
        Draft next = new Draft(this);
        change.accept(next);
        return next.finished();
    }

    /** A policy that is being changed, so that each change names only what it changes. */
    private static final class Draft {

        private Optional<Duration> misfireGraceTime;
        private Coalesce coalesce;
        private int coalesceCap;
        private int maxInstances;
        private LimitPolicy whenFull;
        private Duration jitter;
        private DeliveryMode delivery;
        private Optional<Duration> timeLimit;
        private RetryPolicy retries;
        private Retention retention;

        Draft(JobPolicy from) {
            misfireGraceTime = from.misfireGraceTime;
            coalesce = from.coalesce;
            coalesceCap = from.coalesceCap;
            maxInstances = from.maxInstances;
            whenFull = from.whenFull;
            jitter = from.jitter;
            delivery = from.delivery;
            timeLimit = from.timeLimit;
            retries = from.retries;
            retention = from.retention;
        }

        JobPolicy finished() {
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
                    retention);
        }
    }
}
