package dev.carillon.benchmarks;

import dev.carillon.benchmarks.memory.DrainWorkload;
import dev.carillon.benchmarks.trigger.NextFireTimeWorkload;
import java.util.List;
import java.util.Optional;

/** The entry: {@code Benchmarks W1}. Exits with 0 if the goal is reached, 1 if not, 2 if there is no such workload. */
public final class Benchmarks {

    private static final List<Workload> WORKLOADS = List.of(new NextFireTimeWorkload(), new DrainWorkload());

    private Benchmarks() {}

    /**
     * Runs one workload.
     *
     * @param arguments its name
     * @throws Exception if measuring failed
     */
    public static void main(String[] arguments) throws Exception {
        String wanted = arguments.length == 1 ? arguments[0] : "";
        Optional<Workload> workload = WORKLOADS.stream()
                .filter(each -> each.name().equalsIgnoreCase(wanted))
                .findFirst();
        if (workload.isEmpty()) {
            System.err.println("There is no workload '" + wanted + "'. There are "
                    + WORKLOADS.stream().map(Workload::name).toList() + ".");
            System.exit(2);
        } else {
            System.exit(workload.get().run() ? 0 : 1);
        }
    }
}
