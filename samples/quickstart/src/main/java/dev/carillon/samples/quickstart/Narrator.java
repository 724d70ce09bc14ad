package dev.carillon.samples.quickstart;

import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobStarted;
import dev.carillon.event.SchedulerShutdown;
import dev.carillon.event.SchedulerStarted;
import dev.carillon.event.SkipReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Prints what happens, a line each. */
@ApplicationScoped
public class Narrator {

    private final AtomicLong coalesced = new AtomicLong();

    void started(@Observes SchedulerStarted event) {
        print("scheduler started");
    }

    void started(@Observes JobStarted event) {
        print("JobStarted " + event.jobId());
    }

    void executed(@Observes JobExecuted event) {
        print("JobExecuted " + event.jobId());
    }

    void failed(@Observes JobFailed event) {
        print("JobFailed " + event.jobId() + ": " + event.exception());
    }

    void recovered(@Observes JobRecovered event) {
        print("recovered run " + event.runId());
    }

    /** Several jobs may have missed something while the application was down: one line sums them up. */
    void skipped(@Observes JobSkipped event) {
        if (event.reason() == SkipReason.COALESCED && coalesced.getAndAdd(event.count()) == 0) {
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
                    .execute(() -> print("coalesced " + coalesced.getAndSet(0)));
        }
    }

    void stopped(@Observes SchedulerShutdown event) {
        print("scheduler stopped");
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
