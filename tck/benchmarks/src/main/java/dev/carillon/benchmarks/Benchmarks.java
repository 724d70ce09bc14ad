package dev.carillon.benchmarks;

import dev.carillon.benchmarks.deployment.DeploymentWorkload;
import dev.carillon.benchmarks.memory.DrainWorkload;
import dev.carillon.benchmarks.memory.HeapWorkload;
import dev.carillon.benchmarks.memory.IdleWorkload;
import dev.carillon.benchmarks.memory.LatenessWorkload;
import dev.carillon.benchmarks.relational.AddingWorkload;
import dev.carillon.benchmarks.relational.BacklogWorkload;
import dev.carillon.benchmarks.relational.ClusterDrainWorkload;
import dev.carillon.benchmarks.relational.DatabaseDrainWorkload;
import dev.carillon.benchmarks.relational.DatabaseLatenessWorkload;
import dev.carillon.benchmarks.relational.GrowthWorkload;
import dev.carillon.benchmarks.relational.RecurringWorkload;
import dev.carillon.benchmarks.trigger.NextFireTimeWorkload;
import java.util.ArrayList;
import java.util.List;

/**
 * The entry: {@code Benchmarks W1}, or several, {@code Benchmarks W2,W3}. Exits with 0 if all goals are reached, 1 if not, 2 if
 * there is no such workload.
 */
public final class Benchmarks {

    private static final List<Workload> WORKLOADS = List.of(
            new NextFireTimeWorkload(),
            new DrainWorkload(),
            new LatenessWorkload(),
            new HeapWorkload(),
            new IdleWorkload(),
            new DeploymentWorkload(),
            new DatabaseDrainWorkload(),
            new AddingWorkload(),
            new DatabaseLatenessWorkload(),
            new BacklogWorkload(),
            new RecurringWorkload(),
            new ClusterDrainWorkload(),
            new GrowthWorkload());

    private Benchmarks() {}

    /**
     * Runs workloads, one after the other.
     *
     * @param arguments their names, with commas between them
     * @throws Exception if measuring failed
     */
    public static void main(String[] arguments) throws Exception {
        List<Workload> wanted = new ArrayList<>();
        for (String name : String.join(",", arguments).split(",", -1)) {
            WORKLOADS.stream()
                    .filter(each -> each.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .ifPresentOrElse(wanted::add, () -> refuse(name));
        }
        boolean reached = true;
        for (Workload workload : wanted) {
            reached &= workload.run();
        }
        System.exit(reached ? 0 : 1);
    }

    private static void refuse(String name) {
        System.err.println("There is no workload '" + name + "'. There are "
                + WORKLOADS.stream().map(Workload::name).toList() + ".");
        System.exit(2);
    }
}
