package dev.carillon.samples.webapp;

import static dev.carillon.trigger.Triggers.every;

import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

/** Adds jobs, each in one transaction with what the application writes beside it. */
@ApplicationScoped
public class Reminders {

    @Inject
    Scheduler scheduler;

    @Inject
    Notebook notebook;

    @Resource
    TransactionSynchronizationRegistry transaction;

    /** Stores a note and a job: both or none. */
    @Transactional
    public ScheduledJob set(Reminder reminder) {
        notebook.write("reminders", "set " + reminder.id());
        return scheduler
                .define(NoteJobs::remind, reminder.person(), reminder.text(), reminder.count())
                .id(reminder.id())
                .trigger(every(reminder.every()))
                .add();
    }

    /** Does the same and takes it back: neither the note nor the job is there afterwards. */
    @Transactional
    public void rehearse(Reminder reminder) {
        set(reminder);
        transaction.setRollbackOnly();
    }
}
