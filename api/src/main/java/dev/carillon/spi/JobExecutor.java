package dev.carillon.spi;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Runs jobs somewhere: on a pool, on a loop, in another process. It knows no store. Safe for use by many threads.
 */
public interface JobExecutor extends AutoCloseable {

    /**
     * Returns how many runs could be taken now and start soon.
     *
     * @return never negative
     */
    int room();

    /**
     * Returns how many runs are going.
     *
     * @return never negative
     */
    int running();

    /**
     * Starts a run and returns at once; never throws.
     *
     * @param task the run
     * @return completes with the outcome when its code has ended; with {@link Outcome.NotStarted} if it never began
     */
    CompletionStage<Outcome> submit(RunTask task);

    /**
     * Asks a run to end: interrupts its thread, cancels its stage, or ends its process.
     *
     * @param runId the run; nothing happens if it is not here
     */
    void cancel(UUID runId);

    /**
     * Takes no more runs, gives back those that have not begun, and waits for the others.
     *
     * @param limit how long to wait; zero for not at all
     * @return true if none is going any more
     */
    boolean shutdown(Duration limit);

    /** Takes no more runs and interrupts what is going. Closing again does nothing. */
    @Override
    void close();
}
