package dev.carillon.core.config;

import static dev.carillon.core.config.JobAttribute.COALESCE;
import static dev.carillon.core.config.JobAttribute.DELIVERY;
import static dev.carillon.core.config.JobAttribute.FAILED_RETENTION;
import static dev.carillon.core.config.JobAttribute.HISTORY_AGE;
import static dev.carillon.core.config.JobAttribute.HISTORY_COUNT;
import static dev.carillon.core.config.JobAttribute.JITTER;
import static dev.carillon.core.config.JobAttribute.MAX_INSTANCES;
import static dev.carillon.core.config.JobAttribute.MISFIRE_GRACE_TIME;
import static dev.carillon.core.config.JobAttribute.RETRIES;
import static dev.carillon.core.config.JobAttribute.RETRY_DELAY;
import static dev.carillon.core.config.JobAttribute.RETRY_FACTOR;
import static dev.carillon.core.config.JobAttribute.RETRY_JITTER;
import static dev.carillon.core.config.JobAttribute.RETRY_MAX_DELAY;
import static dev.carillon.core.config.JobAttribute.RETRY_NOT;
import static dev.carillon.core.config.JobAttribute.RETRY_ON;
import static dev.carillon.core.config.JobAttribute.TIME_LIMIT;
import static dev.carillon.core.config.JobAttribute.WHEN_FULL;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.spi.JobPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads a policy: that of all jobs, or that of one. */
final class PolicyReader {

    private static final String CLASS_NAMES = "[\\w.$]+(\\s*,\\s*[\\w.$]+)*";

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
        policy = with(policy, choice(given, DELIVERY, DeliveryMode.class), JobPolicy::withDelivery);
        policy = with(
                policy,
                given.apply(TIME_LIMIT)
                        .flatMap(text -> values.durationOrNone(text, limit -> !limit.isZero(), TIME_LIMIT.range())),
                JobPolicy::withTimeLimit);
        policy = with(
                policy,
                given.apply(FAILED_RETENTION)
                        .flatMap(text -> values.durationOrNone(
                                text, time -> time.compareTo(Retention.LONGEST) <= 0, FAILED_RETENTION.range()))
                        .map(policy.retention()::withFailedJob),
                JobPolicy::withRetention);
        policy = with(
                policy,
                given.apply(HISTORY_COUNT)
                        .flatMap(text -> values.numberOrNone(text, 0, Retention.LARGEST_COUNT, HISTORY_COUNT.range()))
                        .map(policy.retention()::withHistoryCount),
                JobPolicy::withRetention);
        policy = with(
                policy,
                given.apply(HISTORY_AGE)
                        .flatMap(text -> values.durationOrNone(
                                text, time -> time.compareTo(Retention.LONGEST) <= 0, HISTORY_AGE.range()))
                        .map(policy.retention()::withHistoryAge),
                JobPolicy::withRetention);
        return policy.withRetries(retries(policy.retries(), given));
    }

    private RetryPolicy retries(RetryPolicy base, Function<JobAttribute, Optional<Given>> given) {
        RetryPolicy retries = base;
        retries = with(
                retries,
                given.apply(RETRIES).flatMap(text -> values.number(text, 0, 1_000, RETRIES.range())),
                RetryPolicy::withMax);
        retries = with(retries, duration(given, RETRY_DELAY), RetryPolicy::withDelay);
        retries = with(
                retries,
                given.apply(RETRY_FACTOR).flatMap(text -> values.decimal(text, 1, RETRY_FACTOR.range())),
                RetryPolicy::withFactor);
        retries = with(retries, duration(given, RETRY_MAX_DELAY), RetryPolicy::withMaxDelay);
        retries = with(
                retries,
                given.apply(RETRY_JITTER)
                        .flatMap(text -> values.durationOrNone(text, RETRY_JITTER.range()))
                        .map(jitter -> jitter.orElse(Duration.ZERO)),
                RetryPolicy::withJitter);
        retries = with(retries, names(given, RETRY_ON), RetryPolicy::withOn);
        return with(retries, names(given, RETRY_NOT), RetryPolicy::withNot);
    }

    private Optional<Duration> duration(Function<JobAttribute, Optional<Given>> given, JobAttribute attribute) {
        return given.apply(attribute)
                .flatMap(text -> values.duration(text, value -> !value.isNegative(), attribute.range()));
    }

    private Optional<Set<String>> names(Function<JobAttribute, Optional<Given>> given, JobAttribute attribute) {
        return given.apply(attribute)
                .flatMap(text -> values.text(text, all -> all.matches(CLASS_NAMES), attribute.range()))
                .map(all -> Set.of(all.split("\\s*,\\s*")));
    }

    private <E extends Enum<E>> Optional<E> choice(
            Function<JobAttribute, Optional<Given>> given, JobAttribute attribute, Class<E> type) {
        return given.apply(attribute).flatMap(text -> values.choice(text, type, attribute.range()));
    }

    private static <P, T> P with(P policy, Optional<T> value, BiFunction<P, T, P> change) {
        return value.map(present -> change.apply(policy, present)).orElse(policy);
    }
}
