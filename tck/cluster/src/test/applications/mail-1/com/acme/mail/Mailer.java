package com.acme.mail;

import dev.carillon.Cron;
import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.cluster.fault.Notebook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The mail as it was. */
@ApplicationScoped
public class Mailer {

    @Inject
    Notebook notebook;

    @Job(id = "digest", coalesce = "all", whenFull = "queue")
    @Cron(second = "*/2")
    void digest(JobRun run) throws InterruptedException {
        notebook.carryOut(run, 50, "");
    }

    @Job(id = "remind")
    void remind(JobRun run, int number, int millis) throws InterruptedException {
        notebook.carryOut(run, millis, Integer.toString(number));
    }

    void send(JobRun run, int number) throws InterruptedException {
        notebook.carryOut(run, 200, Integer.toString(number));
    }

    void print(JobRun run, Letter letter, int copies) throws InterruptedException {
        notebook.carryOut(run, 100L * copies, Integer.toString(letter.number()));
    }

    void print(JobRun run, String text) throws InterruptedException {
        notebook.carryOut(run, 100, text);
    }
}
