package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;

/**
 * What happens to one run of a job.
 */
public sealed interface JobExecutionEvent extends JobEvent permits JobRecovered, JobRetrying, JobRunEnded, JobStarted {
    /**
     * Returns the id of the run.
     *
     * @return the id of the run
     */
    UUID runId();

    /**
     * Returns the fire time that the run stands for, without jitter.
     *
     * @return the fire time that the run stands for, without jitter
     */
    Instant scheduledTime();

    /**
     * Returns which attempt at that fire time it is; 1 is the first.
     *
     * @return which attempt at that fire time it is; 1 is the first
     */
    int attempt();
}
