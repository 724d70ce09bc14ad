package dev.carillon.event;

import java.time.Instant;
import java.util.List;

/**
 * What became of fire times that were due.
 */
public sealed interface JobSubmissionEvent extends JobEvent permits JobSkipped, JobSubmitted {
    /**
     * Returns the fire times, earliest first, without jitter.
     *
     * @return the fire times, earliest first, without jitter
     */
    List<Instant> scheduledTimes();
}
