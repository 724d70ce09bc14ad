package dev.carillon;

import dev.carillon.spi.EpochMicros;
import java.time.Instant;

/**
 * How far a run has come, as its method told last.
 *
 * @param done how much is done, from 0 to {@code total}
 * @param total how much there is to do; 0 if that is not known
 * @param message a few words for people, perhaps empty; cut to 200 characters
 * @param at when that was told, on the store's time
 */
public record Progress(long done, long total, String message, Instant at) {

    private static final int MOST = 200;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or more is done than there is
     */
    public Progress {
        if (done < 0 || total < 0 || (total > 0 && done > total)) {
            throw new IllegalArgumentException("done must be from 0 to total, but " + done + " of " + total
                    + " was told. Write 0 for a total that is not known.");
        }
        at = EpochMicros.truncate(at);
        if (message.length() > MOST) {
            int end = Character.isHighSurrogate(message.charAt(MOST - 1)) ? MOST - 1 : MOST;
            message = message.substring(0, end);
        }
    }
}
