package dev.carillon.core.scheduler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Coalesce;
import dev.carillon.ConfigurationException;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.tck.checklist.Proves;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The three styles of building a scheduler without CDI, as a user writes them. */
class StandaloneSchedulerTest {

    static class Printer {

        final BlockingQueue<String> printed = new LinkedBlockingQueue<>();

        void print(String text) {
            printed.add(text);
        }
    }

    private final Printer printer = new Printer();

    @Test
    @Proves("8.10/25")
    void a_scheduler_is_built_from_instances() throws Exception {
        try (Scheduler scheduler = Scheduler.builder()
                .register(printer)
                .jobStore("default", MemoryJobStore.of(Clock.systemUTC()))
                .jobStore("second", MemoryJobStore.of(Clock.systemUTC()))
                .executor("default", new DirectExecutor())
                .build()) {
            scheduler.start();

            scheduler.define(Printer::print, "one").add();
            scheduler.define(Printer::print, "two").store("second").add();

            assertThat(printer.printed.poll(10, SECONDS)).isNotNull();
            assertThat(printer.printed.poll(10, SECONDS)).isNotNull();
        }
    }

    @Test
    @Proves({"8.10/1", "8.10/2"})
    void a_scheduler_is_built_from_descriptions() throws Exception {
        try (Scheduler scheduler = Scheduler.builder()
                .register(Printer.class, () -> printer)
                .jobStore("default", Map.of("type", "memory"))
                .executor("default", Map.of("type", "threadpool", "max-workers", "20"))
                .executor("small", Map.of("type", "threadpool", "max-workers", "1"))
                .jobDefaults(Map.of("coalesce", "all", "max-instances", "3"))
                .build()) {
            scheduler.start();

            ScheduledJob job =
                    scheduler.define(Printer::print, "hello").executor("small").add();

            assertThat(job.coalesce()).isEqualTo(Coalesce.ALL);
            assertThat(job.maxInstances()).isEqualTo(3);
            assertThat(printer.printed.poll(10, SECONDS)).isEqualTo("hello");
        }
    }

    @Test
    @Proves("8.10/2")
    void a_scheduler_is_built_from_flat_keys_beside_those_of_others() throws Exception {
        try (Scheduler scheduler = Scheduler.builder()
                .register(printer)
                .properties(Map.of(
                        "carillon.executors.default.type", "threadpool",
                        "carillon.executors.default.max-workers", "2",
                        "carillon.job-defaults.max-instances", "4",
                        "other.key", "of another library"))
                .build()) {
            scheduler.start();

            assertThat(scheduler.define(Printer::print, "hello").add().maxInstances())
                    .isEqualTo(4);
            assertThat(printer.printed.poll(10, SECONDS)).isEqualTo("hello");
        }
    }

    @Test
    void all_faults_are_told_at_once_and_nothing_is_started() {
        assertThatThrownBy(() -> Scheduler.builder()
                        .jobStore("default", Map.of("type", "mongo"))
                        .executor("default", Map.of("type", "threadpool", "max-workers", "many"))
                        .jobDefaults(Map.of("coalesc", "latest"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("1. ")
                .hasMessageContaining("mongo")
                .hasMessageContaining("many")
                .hasMessageContaining("coalesc")
                .hasMessageContaining("3. ");
    }
}
