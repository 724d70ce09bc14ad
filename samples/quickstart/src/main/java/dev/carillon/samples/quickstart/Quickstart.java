package dev.carillon.samples.quickstart;

import static dev.carillon.trigger.Triggers.every;

import dev.carillon.OnConflict;
import dev.carillon.Scheduler;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts the beans of this folder, and with them their jobs, until it is interrupted. */
public final class Quickstart {

    private Quickstart() {}

    /**
     * Starts.
     *
     * @param args {@code --add} to add the job {@code dynamic-1}, which stays in the database
     */
    public static void main(String... args) throws InterruptedException {
        // the container ends with the process, and the scheduler with the container
        SeContainer container = SeContainerInitializer.newInstance().initialize();
        if (List.of(args).contains("--add")) {
            container
                    .select(Scheduler.class)
                    .get()
                    .define(Greeter::greet, "world", 3)
                    .id("dynamic-1")
                    .trigger(every(Duration.ofSeconds(3)))
                    .onConflict(OnConflict.REPLACE)
                    .add();
        }
        new CountDownLatch(1).await();
    }
}
