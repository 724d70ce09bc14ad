package dev.carillon.samples.cluster;

import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobStarted;
import dev.carillon.event.SchedulerShutdown;
import dev.carillon.event.SchedulerStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Says what happens on this node, a line each. */
@ApplicationScoped
public class Narrator {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_TIME.withZone(ZoneId.systemDefault());

    void joined(@Observes SchedulerStarted event) {
        say("has joined");
    }

    void started(@Observes JobStarted event) {
        say("runs " + event.jobId() + " for " + time(event.scheduledTime()) + ", because of " + event.cause());
    }

    void executed(@Observes JobExecuted event) {
        say("has done " + event.jobId() + " for " + time(event.scheduledTime()));
    }

    void recovered(@Observes JobRecovered event) {
        say("takes " + event.jobId() + " for " + time(event.scheduledTime()) + " back from " + event.lostNode());
    }

    void left(@Observes SchedulerShutdown event) {
        say("has left");
    }

    private static String time(Instant time) {
        return TIME.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
