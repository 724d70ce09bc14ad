package dev.carillon.samples.webapp;

import dev.carillon.Job;
import dev.carillon.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The jobs of this application. Without {@code @ApplicationScoped} the server would see neither the bean nor its jobs. */
@ApplicationScoped
public class NoteJobs {

    @Inject
    Notebook notebook;

    /** A declared job. Its parameters after the run are injected; its note is written in a transaction of its own. */
    @Job(id = "heartbeat", every = "2s")
    @Transactional
    void heartbeat(JobRun run, Notebook notes) {
        notes.write("heartbeat", "run " + run.runId() + " on node " + run.node());
    }

    /** A declared job with a cron text; what it returns is in its {@code JobExecuted} event. */
    @Job(id = "tidy", cron = "30 3 * * *", timezone = "UTC", misfireGraceTime = "1h")
    int tidy() {
        return notebook.deleteBefore(LocalDateTime.now(ZoneOffset.UTC).minusDays(7));
    }

    /** A target for jobs that are added while the application runs: it has no trigger, and its parameters are arguments. */
    @Job(id = "remind")
    @Transactional
    void remind(JobRun run, String person, String text, int count) {
        notebook.write(person, text + " (" + count + ")");
        if (person.equals("nobody")) {
            throw new IllegalStateException("nobody is there to be reminded of " + text);
        }
    }
}
