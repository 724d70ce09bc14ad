package dev.carillon;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What becomes of a run that failed: how often it is tried again, and when. A retry is on record: it survives the node,
 * and any node may take it. It is not MicroProfile Fault Tolerance's {@code @Retry}, which repeats a call within one run.
 *
 * <p>A retry that waits takes no slot. If the next fire time comes first, {@link Coalesce#LATEST} drops the retry.
 *
 * @param max how often at most, 0 to 1,000; 0 for never
 * @param delay how long to wait before the first retry, not negative
 * @param factor by how much each further wait is longer than the one before, at least 1
 * @param maxDelay no wait is longer, before jitter
 * @param jitter each wait is longer by a part of it, so that many jobs that failed together do not return together
 * @param on names of the exceptions that are worth a retry, each standing for its subclasses; empty for all
 * @param not names of the exceptions that are not, each standing for its subclasses; these win
 */
public record RetryPolicy(
        int max, Duration delay, double factor, Duration maxDelay, Duration jitter, Set<String> on, Set<String> not) {

    private static final int MOST = 1_000;

    /** No retry: the default. */
    public static final RetryPolicy NONE =
            new RetryPolicy(0, Duration.ofSeconds(10), 2, Duration.ofHours(1), Duration.ZERO, Set.of(), Set.of());

    /**
     * Checks the ranges.
     *
     * @throws JobDefinitionException if one is left
     */
    public RetryPolicy {
        if (max < 0 || max > MOST) {
            throw new JobDefinitionException("retries must be from 0 to " + MOST + ", was " + max + ".");
        }
        if (delay.isNegative() || maxDelay.isNegative() || jitter.isNegative()) {
            throw new JobDefinitionException("The delays of retries must not be negative, were " + delay + ", at most "
                    + maxDelay + ", with jitter " + jitter + ".");
        }
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new JobDefinitionException("The factor of retries must be at least 1, was " + factor
                    + ". Write 1 for the same delay each time, 2 to double it.");
        }
        on = Set.copyOf(on);
        not = Set.copyOf(not);
    }

    /**
     * Returns a policy of so many retries: after 10 seconds, then twice as long each time, at most an hour.
     *
     * @param max how often at most, 0 to 1,000
     * @return the policy, to be narrowed further
     */
    public static RetryPolicy of(int max) {
        return NONE.withMax(max);
    }

    /**
     * Returns this policy with another number of retries.
     *
     * @param value how often at most, 0 to 1,000
     * @return the changed policy
     */
    public RetryPolicy withMax(int value) {
        return new RetryPolicy(value, delay, factor, maxDelay, jitter, on, not);
    }

    /**
     * Returns this policy with another first delay.
     *
     * @param value how long to wait before the first retry
     * @return the changed policy
     */
    public RetryPolicy withDelay(Duration value) {
        return new RetryPolicy(max, value, factor, maxDelay, jitter, on, not);
    }

    /**
     * Returns this policy with another growth of delays.
     *
     * @param value by how much each further wait is longer, at least 1
     * @return the changed policy
     */
    public RetryPolicy withFactor(double value) {
        return new RetryPolicy(max, delay, value, maxDelay, jitter, on, not);
    }

    /**
     * Returns this policy with another longest delay.
     *
     * @param value no wait is longer, before jitter
     * @return the changed policy
     */
    public RetryPolicy withMaxDelay(Duration value) {
        return new RetryPolicy(max, delay, factor, value, jitter, on, not);
    }

    /**
     * Returns this policy with another jitter.
     *
     * @param value each wait is longer by a part of it
     * @return the changed policy
     */
    public RetryPolicy withJitter(Duration value) {
        return new RetryPolicy(max, delay, factor, maxDelay, value, on, not);
    }

    /**
     * Returns this policy for some exceptions only.
     *
     * @param names names of classes, each standing for its subclasses; empty for all
     * @return the changed policy
     */
    public RetryPolicy withOn(Set<String> names) {
        return new RetryPolicy(max, delay, factor, maxDelay, jitter, names, not);
    }

    /**
     * Returns this policy for all but some exceptions.
     *
     * @param names names of classes, each standing for its subclasses
     * @return the changed policy
     */
    public RetryPolicy withNot(Set<String> names) {
        return new RetryPolicy(max, delay, factor, maxDelay, jitter, on, names);
    }

    /**
     * Decides about a failed attempt.
     *
     * @param runId the run, which the jitter is derived from
     * @param attempt which attempt failed, 1 for the first
     * @param error what it threw
     * @return how long to wait before the next; empty if there is to be none
     */
    public Optional<Duration> delayAfter(UUID runId, int attempt, Throwable error) {
        if (attempt > max || !isWorthRetrying(error.getClass())) {
            return Optional.empty();
        }
        double grown = delay.toMillis() * Math.pow(factor, attempt - 1);
        Duration wait = grown >= maxDelay.toMillis() ? maxDelay : Duration.ofMillis((long) grown);
        long spread = jitter.toMillis();
        long seed = runId.getLeastSignificantBits() * 31 + attempt;
        return Optional.of(spread == 0 ? wait : wait.plusMillis(Math.floorMod(seed, spread + 1)));
    }

    private boolean isWorthRetrying(Class<?> error) {
        boolean wanted = on.isEmpty();
        for (Class<?> type = error; type != null; type = type.getSuperclass()) {
            if (not.contains(type.getName())) {
                return false;
            }
            wanted |= on.contains(type.getName());
        }
        return wanted;
    }
}
