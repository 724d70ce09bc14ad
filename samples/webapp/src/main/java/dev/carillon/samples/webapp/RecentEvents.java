package dev.carillon.samples.webapp;

import dev.carillon.event.JobEvent;
import dev.carillon.event.JobExecutionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Remembers what happened to the jobs on this node: events of the scheduler are events of CDI. */
@ApplicationScoped
public class RecentEvents {

    private static final int LIMIT = 500;

    private final Deque<EventView> events = new ArrayDeque<>();

    synchronized void remember(@Observes JobEvent event) {
        if (events.size() == LIMIT) {
            events.removeFirst();
        }
        String run =
                event instanceof JobExecutionEvent execution ? execution.runId().toString() : "";
        events.addLast(new EventView(event.getClass().getSimpleName(), event.jobId(), run));
    }

    /** Returns the events of a job, the oldest first. */
    public synchronized List<EventView> of(String jobId) {
        return events.stream().filter(event -> event.job().equals(jobId)).toList();
    }

    /**
     * An event as a client sees it.
     *
     * @param kind its type
     * @param job the job's id
     * @param run the run's id; empty if it is not about a run
     */
    public record EventView(String kind, String job, String run) {}
}
