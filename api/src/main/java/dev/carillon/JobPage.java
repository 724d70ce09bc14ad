package dev.carillon;

import java.util.List;
import java.util.Optional;

/**
 * Some of the jobs that were asked for, and where to go on.
 *
 * @param jobs how they stood when they were read, in the order of their stores and ids
 * @param next what to ask for the next page with; empty if this is the last
 */
public record JobPage(List<ScheduledJob> jobs, Optional<String> next) {

    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
