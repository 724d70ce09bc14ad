package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.Scheduler;
import dev.carillon.event.JobRunEnded;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;

/** MicroProfile Fault Tolerance works by interceptors; its implementation here runs on Weld only. */
class FaultToleranceOnWeldTest {

    @ApplicationScoped
    static class Flaky {

        @Inject
        Journal journal;

        private int calls;

        @Job(id = "flaky", every = "365d")
        @Retry(maxRetries = 3, delay = 0, jitter = 0)
        void run() {
            calls++;
            journal.add("call " + calls);
            if (calls < 3) {
                throw new IllegalStateException("not yet");
            }
        }

        @Retry(maxRetries = 3, delay = 0, jitter = 0)
        void observe(@Observes @Job(id = "flaky-observer", every = "365d") JobRun run) {
            calls++;
            journal.add("call " + calls);
            if (calls < 3) {
                throw new IllegalStateException("not yet");
            }
        }

        void ended(@Observes JobRunEnded event) {
            journal.add(event.getClass().getSimpleName());
        }
    }

    private static Application start() {
        return Application.of(Flaky.class, Journal.class)
                .extension(new FaultToleranceExtension())
                .extension(new ConfigExtension())
                .start();
    }

    @Test
    void a_job_is_retried_within_its_run() {
        try (Application application = start()) {
            application.get(Scheduler.class).runNow("flaky");
            assertThat(application.get(Journal.class).next(4))
                    .containsExactly("call 1", "call 2", "call 3", "JobExecuted");
        }
    }

    @Test
    void an_observer_is_retried_within_its_run() {
        try (Application application = start()) {
            application.get(Scheduler.class).runNow("flaky-observer");
            assertThat(application.get(Journal.class).next(4))
                    .containsExactly("call 1", "call 2", "call 3", "JobExecuted");
        }
    }
}
