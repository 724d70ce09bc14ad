package dev.carillon.samples.fromapscheduler;

import dev.carillon.Scheduler;
import dev.carillon.event.SchedulerEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scheduler as most snippets need it: it knows the reports, keeps jobs in memory, and runs. */
abstract class RunningScheduler {

    final Reports reports = new Reports();
    final Happenings happenings = new Happenings();
    final Scheduler scheduler = Scheduler.builder().register(reports).build();

    @BeforeEach
    void start() {
        scheduler.addListener(happenings, SchedulerEvent.class);
        scheduler.start();
    }

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }
}
