package dev.carillon.benchmarks.deployment;

import dev.carillon.Scheduler;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Starts Weld SE once, in a process of its own, and prints the milliseconds that it took and the number of jobs. */
public final class WeldStart {

    private WeldStart() {}

    /**
     * Starts it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        long begun = System.nanoTime();
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            long took = System.nanoTime() - begun;
            int jobs = container.select(Scheduler.class).get().jobs().size();
            System.out.println(took / 1_000_000 + " " + jobs);
        }
    }
}
