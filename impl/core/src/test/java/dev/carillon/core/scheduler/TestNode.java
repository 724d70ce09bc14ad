package dev.carillon.core.scheduler;

import dev.carillon.JobRun;
import dev.carillon.Scheduler;
import dev.carillon.core.call.RegisteredTargets;
import dev.carillon.core.config.DeclaredJob;
import dev.carillon.core.config.Settings;
import dev.carillon.core.config.Settings.PartSettings;
import dev.carillon.core.store.MemoryJobStore;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A node that is driven by the test, on a virtual clock, with a bean that writes down what it was asked to do. */
final class TestNode implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    /** What jobs call. */
    static class Mailer {

        final List<String> calls = new CopyOnWriteArrayList<>();
        volatile RuntimeException failure;
        Supplier<Object> report = () -> "";
        Runnable whileRunning = () -> {};
        Runnable interruptible = () -> {};
        Consumer<JobRun> running = run -> {};

        void send(String to, int copies) {
            note(to + "x" + copies);
        }

        void tick(JobRun run) throws InterruptedException {
            note(run.scheduledTime().toString());
            whileRunning.run();
            running.accept(run);
            interruptible.run();
            if (run.isCancelled()) {
                throw new InterruptedException("asked to end");
            }
        }

        Object report() {
            return report.get();
        }

        void over(String text) {
            note("text " + text);
        }

        void over(int number) {
            note("number " + number);
        }

        static void broadcast(Mailer mailer) {
            mailer.note("broadcast");
        }

        private void note(String call) {
            calls.add(call);
            if (failure != null) {
                throw failure;
            }
        }
    }

    final VirtualClock clock;
    final JobStore store;
    final DirectExecutor executor = new DirectExecutor();
    final Mailer mailer = new Mailer();
    final List<SchedulerEvent> events = new CopyOnWriteArrayList<>();
    final CarillonScheduler scheduler;

    private TestNode(String name, VirtualClock clock, JobStore store, List<DeclaredJob> declared) {
        this.clock = clock;
        this.store = store;
        Scheduler built = SchedulerAssembly.with(settings(name), new RegisteredTargets().add(mailer))
                .jobStore("default", store)
                .executor("default", executor)
                .declared(declared)
                .driven(clock::nanos)
                .build();
        this.scheduler = (CarillonScheduler) built;
        scheduler.addListener(events::add);
    }

    static TestNode alone(DeclaredJob... declared) {
        VirtualClock clock = new VirtualClock(START);
        return of("node", clock, MemoryJobStore.of(clock), declared);
    }

    static TestNode of(String name, VirtualClock clock, JobStore store, DeclaredJob... declared) {
        TestNode node = new TestNode(name, clock, store, List.of(declared));
        node.scheduler.start();
        return node;
    }

    static Settings settings(String node) {
        return new Settings(
                node,
                "test",
                ZoneId.of("UTC"),
                JobPolicy.DEFAULT,
                Map.of("default", new PartSettings("memory", Map.of())),
                Map.of("default", new PartSettings("threadpool", Map.of())),
                Duration.ofSeconds(10),
                Map.of(),
                "",
                Settings.Obsolete.SET_ASIDE);
    }

    /** Moves the clock and runs what is due then, until nothing more is. */
    void runAfter(Duration by) {
        clock.advance(by);
        scheduler.runDue();
        scheduler.runDue();
    }

    List<String> calls() {
        return mailer.calls;
    }

    <E extends SchedulerEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> eventNames() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
