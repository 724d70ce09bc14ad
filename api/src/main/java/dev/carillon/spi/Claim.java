package dev.carillon.spi;

import dev.carillon.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A due job that a node has planned and written.
 *
 * @param before the record as it was read
 * @param plan what was decided about it
 * @param after the record as it was written; empty if nothing was left of the job and it is removed
 * @param ended the runs that end with it: a store that keeps a history appends them exactly if the claim is written
 */
public record Claim(JobRecord before, RunPlan plan, Optional<JobRecord> after, List<RunRecord> ended) {

    public Claim {
        ended = List.copyOf(ended);
    }

    /**
     * Makes a claim with which no run ends.
     *
     * @param before the record as it was read
     * @param plan what was decided about it
     * @param after the record as it is to be written; empty to remove it
     */
    public Claim(JobRecord before, RunPlan plan, Optional<JobRecord> after) {
        this(before, plan, after, List.of());
    }

    /**
     * Returns the change that carries out this claim.
     *
     * @return from the record as it was read to the record as it is to be written, with the runs that end
     */
    public Change change() {
        return new Change(before, after, ended);
    }

    /**
     * Returns this claim with the record as a store has written it.
     *
     * @param written the record, with its version; empty if the job was removed
     * @return the claim
     */
    public Claim written(Optional<JobRecord> written) {
        return new Claim(before, plan, written, ended);
    }

    /**
     * Returns the runs that the node now holds, in the order in which they are to start.
     *
     * @return the runs, with their fences
     */
    public List<Run> held() {
        if (after.isEmpty()) {
            return List.of();
        }
        if (plan.starts().size() == 1 && after.get().runs().size() == 1) {
            return after.get().runs();
        }
        List<Run> held = new ArrayList<>(plan.starts().size());
        for (Run start : plan.starts()) {
            held.add(after.get().run(start.id()).orElseThrow());
        }
        return held;
    }
}
