package com.acme.post;

import dev.carillon.Cron;
import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.cluster.fault.Notebook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The mail as it became: nothing of it is called as before, and what was an int is a long. */
@ApplicationScoped
public class Post {

    @Inject
    Notebook notebook;

    @Job(id = "digest", coalesce = "all", whenFull = "queue")
    @Cron(second = "*/2")
    void summary(JobRun run) throws InterruptedException {
        notebook.carryOut(run, 50, "");
    }

    @Job(id = "nudge", formerly = "remind")
    void nudge(JobRun run, long number, long millis) throws InterruptedException {
        notebook.carryOut(run, millis, Long.toString(number));
    }

    void deliver(JobRun run, long number) throws InterruptedException {
        notebook.carryOut(run, 200, Long.toString(number));
    }

    void press(JobRun run, Leaflet leaflet, long copies) throws InterruptedException {
        notebook.carryOut(run, 100L * copies, Long.toString(leaflet.number()));
    }
}
