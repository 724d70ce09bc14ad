package dev.carillon.spi;

import java.time.Instant;

/**
 * Why a job waits for a human being.
 *
 * @param reason a sentence for people
 * @param since since when
 */
public record SetAside(String reason, Instant since) {

    public SetAside {
        since = EpochMicros.truncate(since);
    }
}
