package dev.carillon.core.config;

import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.spi.JobPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * A digest over a declaration after configuration. It is taken from texts that do not depend on how a release names or
 * stores things inside, so that it changes only when the declaration does.
 */
final class Fingerprint {

    private static final int BYTES = 16;
    private static final String NONE = "none";

    private final StringBuilder text = new StringBuilder();

    Fingerprint() {}

    /** Adds a value; the order counts. */
    Fingerprint with(String name, String value) {
        // lengths keep ("a", "b=c") and ("a=b", "c") apart
        text.append(name.length()).append(':').append(name);
        text.append(value.length()).append(':').append(value);
        return this;
    }

    /** Adds all of a policy, with its constants as the configuration writes them. */
    Fingerprint with(JobPolicy policy) {
        return with("misfire-grace-time", orNone(policy.misfireGraceTime()))
                .with("coalesce", Kebab.of(policy.coalesce()))
                .with("coalesce-cap", String.valueOf(policy.coalesceCap()))
                .with("max-instances", String.valueOf(policy.maxInstances()))
                .with("when-full", Kebab.of(policy.whenFull()))
                .with("jitter", policy.jitter().toString())
                .with("delivery", Kebab.of(policy.delivery()))
                .with("time-limit", orNone(policy.timeLimit()))
                .with(policy.retries())
                .with(policy.retention());
    }

    private Fingerprint with(RetryPolicy retries) {
        return with("retries", String.valueOf(retries.max()))
                .with("retry-delay", retries.delay().toString())
                .with("retry-factor", String.valueOf(retries.factor()))
                .with("retry-max-delay", retries.maxDelay().toString())
                .with("retry-jitter", retries.jitter().toString())
                .with("retry-on", new TreeSet<>(retries.on()).toString())
                .with("retry-not", new TreeSet<>(retries.not()).toString());
    }

    private Fingerprint with(Retention retention) {
        OptionalInt count = retention.historyCount();
        return with("failed-retention", orNone(retention.failedJob()))
                .with("history-count", count.isPresent() ? String.valueOf(count.getAsInt()) : NONE)
                .with("history-age", orNone(retention.historyAge()));
    }

    private static String orNone(Optional<Duration> duration) {
        return duration.map(Duration::toString).orElse(NONE);
    }

    /** Returns the digest, 32 hexadecimal digits. */
    String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
