package dev.carillon.core.config;

import static dev.carillon.core.config.JobAttribute.COALESCE;
import static dev.carillon.core.config.JobAttribute.DELIVERY;
import static dev.carillon.core.config.JobAttribute.JITTER;
import static dev.carillon.core.config.JobAttribute.MAX_INSTANCES;
import static dev.carillon.core.config.JobAttribute.MISFIRE_GRACE_TIME;
import static dev.carillon.core.config.JobAttribute.WHEN_FULL;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.LimitPolicy;
import dev.carillon.spi.JobPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads a policy: that of all jobs, or that of one. */
final class PolicyReader {

    private final Values values;

    PolicyReader(Values values) {
        this.values = values;
    }

    /**
     * Reads a policy.
     *
     * @param base what holds where nothing is given
     * @param given finds what is given
     * @return the base, changed by what is given and right
     */
    JobPolicy read(JobPolicy base, Function<JobAttribute, Optional<Given>> given) {
        JobPolicy policy = base;
        policy = with(
                policy,
                given.apply(MISFIRE_GRACE_TIME)
                        .flatMap(text -> values.durationOrNone(text, MISFIRE_GRACE_TIME.range())),
                JobPolicy::withMisfireGraceTime);
        policy = with(policy, choice(given, COALESCE, Coalesce.class), JobPolicy::withCoalesce);
        policy = with(
                policy,
                given.apply(MAX_INSTANCES).flatMap(text -> values.number(text, 1, 100, MAX_INSTANCES.range())),
                JobPolicy::withMaxInstances);
        policy = with(policy, choice(given, WHEN_FULL, LimitPolicy.class), JobPolicy::withWhenFull);
        policy = with(
                policy,
                given.apply(JITTER)
                        .flatMap(text -> values.durationOrNone(text, JITTER.range()))
                        .map(jitter -> jitter.orElse(Duration.ZERO)),
                JobPolicy::withJitter);
        return with(policy, choice(given, DELIVERY, DeliveryMode.class), JobPolicy::withDelivery);
    }

    private <E extends Enum<E>> Optional<E> choice(
            Function<JobAttribute, Optional<Given>> given, JobAttribute attribute, Class<E> type) {
        return given.apply(attribute).flatMap(text -> values.choice(text, type, attribute.range()));
    }

    private static <T> JobPolicy with(JobPolicy policy, Optional<T> value, BiFunction<JobPolicy, T, JobPolicy> change) {
        return value.map(present -> change.apply(policy, present)).orElse(policy);
    }
}
