package dev.carillon.cluster;

import dev.carillon.JobRun;
import dev.carillon.core.call.JobArgument;
import dev.carillon.core.call.JobTarget;
import dev.carillon.core.call.JobTargets;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.Outcome;
import dev.carillon.spi.RunTask;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The executor of one node and the methods that its jobs call: each begins and ends when the history says so. */
final class Bodies implements JobExecutor, JobTargets {

    /** A method that ends early if it is asked to. */
    static final String POLITE = "polite";

    /** A method that goes on whatever it is asked. */
    static final String STUBBORN = "stubborn";

    private static final int ROOM = 4;

    private record Queued(RunTask task, CompletableFuture<Outcome> outcome) {}

    private record Going(Witness.Call call, CompletableFuture<String> body) {}

    private final Witness witness;
    private final List<Queued> queued = new ArrayList<>();
    private final List<Going> going = new ArrayList<>();
    private final JobTarget polite = new Body(POLITE);
    private final JobTarget stubborn = new Body(STUBBORN);

    Bodies(Witness witness) {
        this.witness = witness;
    }

    /** Lets one of the runs begin that wait for it; tells whether its method was called. */
    boolean begin(int choice) {
        int before = going.size();
        if (!queued.isEmpty()) {
            Queued run = queued.remove(choice % queued.size());
            run.task().call().thenAccept(outcome -> {
                if (outcome instanceof Outcome.NotStarted) {
                    witness.declined(run.task().runId());
                }
                run.outcome().complete(outcome);
            });
        }
        return going.size() > before;
    }

    /** Lets one of the runs end that are going. */
    void end(int choice, boolean well) {
        if (!going.isEmpty()) {
            Going run = going.get(choice % going.size());
            if (well) {
                run.body().complete("done");
            } else {
                run.body().completeExceptionally(new IllegalStateException("failed"));
            }
        }
    }

    boolean isIdle() {
        return queued.isEmpty() && going.isEmpty();
    }

    private final class Body implements JobTarget {

        private final String name;

        Body(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<JobArgument> arguments() {
            return List.of();
        }

        @Override
        public @Nullable Object call(JobRun run, @Nullable Object[] arguments) {
            CompletableFuture<String> body = new CompletableFuture<>();
            Going begun = new Going(witness.called(run), body);
            going.add(begun);
            CompletableFuture<String> noted = body.whenComplete((value, error) -> {
                going.remove(begun);
                begun.call().ended(error == null);
            });
            return name.equals(POLITE) ? body : noted.minimalCompletionStage();
        }
    }

    @Override
    public Optional<JobTarget> find(String name) {
        return switch (name) {
            case POLITE -> Optional.of(polite);
            case STUBBORN -> Optional.of(stubborn);
            default -> Optional.empty();
        };
    }

    @Override
    public JobTarget of(Class<?> bean, Method method) {
        throw new UnsupportedOperationException("targets are named here");
    }

    @Override
    public int room() {
        return Math.max(0, ROOM - running());
    }

    @Override
    public int running() {
        return queued.size() + going.size();
    }

    @Override
    public CompletionStage<Outcome> submit(RunTask task) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        queued.add(new Queued(task, outcome));
        return outcome;
    }

    @Override
    public void cancel(UUID runId) {
        // a polite method's stage is cancelled already
    }

    @Override
    public boolean shutdown(Duration limit) {
        return isIdle();
    }

    @Override
    public void close() {}
}
