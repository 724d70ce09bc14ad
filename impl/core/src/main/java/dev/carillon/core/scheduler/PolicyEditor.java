package dev.carillon.core.scheduler;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobAttributes;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.spi.JobPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The attributes that make up a job's policy, for a job that is being defined and for one that is being changed.
 *
 * @param <S> what is being filled in
 */
abstract class PolicyEditor<S extends JobAttributes<S>> implements JobAttributes<S> {

    /** Changes the policy, at once or when the changes are applied. */
    abstract S editPolicy(UnaryOperator<JobPolicy> edit);

    @Override
    public S misfireGraceTime(Duration value) {
        return editPolicy(policy -> policy.withMisfireGraceTime(Optional.of(value)));
    }

    @Override
    public S noMisfireGraceTime() {
        return editPolicy(policy -> policy.withMisfireGraceTime(Optional.empty()));
    }

    @Override
    public S coalesce(Coalesce value) {
        return editPolicy(policy -> policy.withCoalesce(value));
    }

    @Override
    public S coalesceCap(int value) {
        return editPolicy(policy -> policy.withCoalesceCap(value));
    }

    @Override
    public S maxInstances(int value) {
        return editPolicy(policy -> policy.withMaxInstances(value));
    }

    @Override
    public S whenFull(LimitPolicy value) {
        return editPolicy(policy -> policy.withWhenFull(value));
    }

    @Override
    public S jitter(Duration value) {
        return editPolicy(policy -> policy.withJitter(value));
    }

    @Override
    public S delivery(DeliveryMode value) {
        return editPolicy(policy -> policy.withDelivery(value));
    }

    @Override
    public S timeLimit(Duration value) {
        return editPolicy(policy -> policy.withTimeLimit(Optional.of(value)));
    }

    @Override
    public S noTimeLimit() {
        return editPolicy(policy -> policy.withTimeLimit(Optional.empty()));
    }

    @Override
    public S retention(Retention value) {
        return editPolicy(policy -> policy.withRetention(value));
    }

    @Override
    public S retries(RetryPolicy value) {
        return editPolicy(policy -> policy.withRetries(value));
    }
}
