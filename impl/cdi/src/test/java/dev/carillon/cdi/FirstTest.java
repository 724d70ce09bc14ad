package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.junit.jupiter.api.Test;

class FirstTest {

    @ApplicationScoped
    static class Log extends java.util.concurrent.LinkedBlockingQueue<Object> {}

    @ApplicationScoped
    static class Beats {
        @Job(id = "tick", every = "100ms")
        void tick(JobRun run, Log log) {
            log.add(run.jobId());
        }

        void beat(@Observes @Job(id = "beat", every = "100ms") JobRun run, Log log) {
            log.add(run.jobId());
        }
    }

    @Test
    void runs() throws Exception {
        try (Application app = Application.start(Log.class, Beats.class)) {
            Log log = app.get(Log.class);
            for (int i = 0; i < 5; i++) {
                assertThat(log.poll(20, java.util.concurrent.TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(app.get(Scheduler.class).jobs()).hasSize(2);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().startsWith("carillon-"));
    }
}
