package dev.carillon.samples.broken;

import dev.carillon.Cron;
import dev.carillon.Job;
import dev.carillon.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Jobs with a fault each. */
@ApplicationScoped
public class Reports {

    /** Fault: there is no 25th hour. */
    @Job(id = "nightly", cron = "0 25 * * *")
    void misspeltCron() {}

    /** Fault: the configuration has no executor of this name. */
    @Job(id = "export", every = "1h", executor = "processpool")
    void unknownExecutor() {}

    /** Fault: the store is named archive. */
    @Job(id = "archive", every = "1h", store = "archives")
    void unknownStore() {}

    /** Fault: the id is taken by {@link #unknownExecutor()}. */
    @Job(id = "export", every = "2h", store = "archive")
    void zDuplicateId() {}

    /** Fault: not a duration. */
    @Job(id = "hourly", every = "1h", misfireGraceTime = "one hour")
    void misspeltDuration() {}

    /** Fault: no such place. */
    @Job(id = "in-berlin")
    @Cron(hour = "3", timezone = "Europe/Berln")
    void misspeltZone() {}

    /** Fault: the configuration has no such key, and there is no default. */
    @Job(id = "configured", every = "${reports.interval}")
    void missingKey() {}

    /** Fault: a job with a trigger takes no arguments. */
    @Job(id = "purge", every = "1d")
    void wrongParameterType(JobRun run, int days) {}

    /** Fault: no bean is a printer. */
    @Job(id = "print", every = "1d")
    void unresolvableInjectionPoint(JobRun run, Printer printer) {}

    /** Fault: interceptors and injected fields do not reach private observers everywhere. */
    @SuppressWarnings("unused")
    private void privateObserver(@Observes @Job(id = "heartbeat", every = "2s") JobRun run) {}
}
