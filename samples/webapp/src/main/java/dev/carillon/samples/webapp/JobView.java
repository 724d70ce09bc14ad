package dev.carillon.samples.webapp;

import dev.carillon.ScheduledJob;

/**
 * A job as a client sees it. Plain types only, so that every JSON library writes it alike.
 *
 * @param id its id
 * @param name its name
 * @param target what it calls
 * @param arguments the arguments, a JSON array
 * @param trigger when it fires; empty if it has no trigger
 * @param state where it stands
 * @param declared whether it is declared in code
 * @param nextFireTime when it fires next; empty if it does not
 * @param runCount how many fire times became runs
 * @param error the last error; empty after a success
 */
public record JobView(
        String id,
        String name,
        String target,
        String arguments,
        String trigger,
        String state,
        boolean declared,
        String nextFireTime,
        long runCount,
        String error) {

    static JobView of(ScheduledJob job) {
        return new JobView(
                job.id(),
                job.name(),
                job.target(),
                job.arguments(),
                job.trigger().map(Object::toString).orElse(""),
                job.state().name(),
                job.isDeclared(),
                job.nextFireTime().map(Object::toString).orElse(""),
                job.runCount(),
                job.error().orElse(""));
    }
}
