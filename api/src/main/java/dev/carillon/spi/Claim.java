package dev.carillon.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A due job that a node has planned and written.
 *
 * @param before the record as it was read
 * @param plan what was decided about it
 * @param after the record as it was written; empty if nothing was left of the job and it is removed
 */
public record Claim(JobRecord before, RunPlan plan, Optional<JobRecord> after) {

    /**
     * Returns the runs that the node now holds, in the order in which they are to start.
     *
     * @return the runs, with their fences
     */
    public List<Run> held() {
        if (after.isEmpty()) {
            return List.of();
        }
        List<Run> held = new ArrayList<>(plan.starts().size());
        for (Run start : plan.starts()) {
            held.add(after.get().run(start.id()).orElseThrow());
        }
        return held;
    }
}
