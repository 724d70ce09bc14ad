package dev.carillon.samples.quickstart;

import dev.carillon.Job;
import dev.carillon.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Three jobs of one bean. */
@ApplicationScoped
public class Reports {

    private static final Duration WORK = Duration.ofMillis(1_200);

    /** A declared job: every two seconds. It works for a while, so that one can catch it in the middle of a run. */
    @Job(id = "report", every = "2s", maxInstances = "3")
    String report(JobRun run) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(WORK.toMillis());
        return "report for " + run.scheduledTime();
    }

    /** A cron job: at every full minute. */
    @Job(id = "every-minute", cron = "* * * * *", timezone = "${quickstart.timezone:UTC}")
    void everyMinute() {}

    /** A job that is an observer method. */
    void heartbeat(@Observes @Job(id = "heartbeat", every = "5s") JobRun run) {}
}
