package dev.carillon.event;

import java.util.List;

/**
 * All jobs of some stores were removed at once; no event follows for each of them.
 *
 * <p>APScheduler: EVENT_ALL_JOBS_REMOVED.
 *
 * @param stores the names of the job stores that were emptied
 */
public record AllJobsRemoved(List<String> stores) implements SchedulerEvent {
    public AllJobsRemoved {
        stores = List.copyOf(stores);
    }
}
