package dev.carillon;

import dev.carillon.spi.EpochMicros;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * How a run ended, as the history of a store keeps it: the last word on it, also when its event was lost with its node.
 *
 * <p>Texts hold what any database can keep: control characters (but line breaks and tabs) and halves of surrogate pairs
 * become U+FFFD.
 *
 * @param runId the run
 * @param jobId its job, which may be gone by now
 * @param store the name of its store, as this scheduler calls it
 * @param cause why the last attempt happened
 * @param scheduledTime the fire time it stood for, without jitter
 * @param startedAt when the last attempt began; empty if none did, or if its node died with the answer
 * @param endedAt when it ended, on the store's time
 * @param node the node that had it last; empty if none had
 * @param attempt which attempt was the last, counted from 1
 * @param fence the fence of the last attempt; 0 if it was never claimed
 * @param outcome how it ended
 * @param error what went wrong, in words; empty if nothing did; cut to 1,000 characters
 * @param returnValue what its method returned, as JSON, awaited if it was a stage; empty for {@code null} and {@code void};
 *     cut to 4,000 characters, so that it may be no whole JSON text
 */
public record RunRecord(
        UUID runId,
        String jobId,
        String store,
        RunCause cause,
        Instant scheduledTime,
        Optional<Instant> startedAt,
        Instant endedAt,
        Optional<String> node,
        int attempt,
        long fence,
        RunOutcome outcome,
        Optional<String> error,
        Optional<String> returnValue) {

    /** The order of every history: the last to end first; of those that ended together, the larger id as text first. */
    public static final Comparator<RunRecord> NEWEST_FIRST = Comparator.comparing(RunRecord::endedAt)
            .thenComparing(run -> run.runId().toString())
            .reversed();

    /** How many characters of an error are kept. */
    public static final int LONGEST_ERROR = 1_000;

    /** How many characters of a returned value are kept. */
    public static final int LONGEST_RETURN_VALUE = 4_000;

    private static final char NO_CHARACTER = '\uFFFD';

    public RunRecord {
        scheduledTime = EpochMicros.truncate(scheduledTime);
        startedAt = startedAt.map(EpochMicros::truncate);
        endedAt = EpochMicros.truncate(endedAt);
        error = error.filter(text -> !text.isEmpty()).map(text -> kept(text, LONGEST_ERROR));
        returnValue = returnValue.filter(text -> !text.isEmpty()).map(text -> kept(text, LONGEST_RETURN_VALUE));
    }

    private static String kept(String text, int most) {
        String cut = text.length() <= most ? text : text.substring(0, most);
        for (int i = 0; i < cut.length(); i++) {
            if (!isKept(cut, i)) {
                return replaced(cut);
            }
        }
        return cut;
    }

    private static String replaced(String text) {
        StringBuilder kept = new StringBuilder(text);
        for (int i = 0; i < kept.length(); i++) {
            if (!isKept(text, i)) {
                kept.setCharAt(i, NO_CHARACTER);
            }
        }
        return kept.toString();
    }

    private static boolean isKept(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return !Character.isISOControl(character) || character == '\n' || character == '\r' || character == '\t';
    }

    /**
     * Returns how long the last attempt took.
     *
     * @return the time from its start to its end; zero if it did not begin
     */
    public Duration duration() {
        return startedAt.map(start -> Duration.between(start, endedAt)).orElse(Duration.ZERO);
    }

    /**
     * Returns the same run under another name of its store.
     *
     * @param name the store's name
     * @return the record
     */
    public RunRecord withStore(String name) {
        return new RunRecord(
                runId,
                jobId,
                name,
                cause,
                scheduledTime,
                startedAt,
                endedAt,
                node,
                attempt,
                fence,
                outcome,
                error,
                returnValue);
    }
}
