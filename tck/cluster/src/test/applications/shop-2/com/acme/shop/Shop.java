package com.acme.shop;

import dev.carillon.Cron;
import dev.carillon.Job;
import dev.carillon.JobRun;
import dev.carillon.cluster.fault.Notebook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The shop as it became: the stock is looked at less often, and there are bills and reminders. */
@ApplicationScoped
public class Shop {

    @Inject
    Notebook notebook;

    @Job(id = "stock", coalesce = "all", whenFull = "queue")
    @Cron(second = "*/3")
    void stock(JobRun run) throws InterruptedException {
        notebook.carryOut(run, 50, "1.10");
    }

    @Job(id = "reminders", coalesce = "all", whenFull = "queue")
    @Cron(second = "*/2")
    void reminders(JobRun run) throws InterruptedException {
        notebook.carryOut(run, 50, "1.10");
    }

    @Job(id = "ship")
    void ship(JobRun run, long millis) throws InterruptedException {
        notebook.carryOut(run, millis, "1.10");
    }

    @Job(id = "bill")
    void bill(JobRun run, long millis) throws InterruptedException {
        notebook.carryOut(run, millis, "1.10");
    }
}
