package dev.carillon.spi;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A run as an executor gets it. */
public interface RunTask {

    /**
     * Returns the run's id.
     *
     * @return the id
     */
    UUID runId();

    /**
     * Returns a name for threads and logs.
     *
     * @return the job's id
     */
    String jobId();

    /**
     * Carries out the run on the calling thread. Never throws. Called once at most.
     *
     * @return completes with the outcome; complete already unless the method returned a stage
     */
    CompletionStage<Outcome> call();
}
