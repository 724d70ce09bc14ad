package dev.carillon.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What became of a fault, as the README defines it.
 *
 * @param runs runs that ended well
 * @param lost fire times without the run they were to become
 * @param doubled runs that happened or ended more often than their delivery mode allows
 * @param overlap pairs of runs of one job that went on at once
 * @param stuck jobs and nodes that did not come to their end
 * @param failover how long the work of lost nodes, or of all, stood still at most
 * @param restarts nodes that would have had to be started again by hand
 * @param findings a sentence for each of these
 */
record Verdict(
        String fault,
        long runs,
        int lost,
        int doubled,
        int overlap,
        int stuck,
        Duration failover,
        int restarts,
        List<String> findings) {

    /** The line that people and machines look for. */
    String line() {
        return String.format(
                Locale.ROOT,
                "CHECK fault=%s runs=%d lost=%d doubled=%d overlap=%d stuck=%d failover_s=%.1f restarts=%d",
                fault,
                runs,
                lost,
                doubled,
                overlap,
                stuck,
                failover.toMillis() / 1000.0,
                restarts);
    }

    void assertHolds(Duration longestFailover) {
        assertThat(findings).as(line()).isEmpty();
        assertThat(runs).as("runs").isPositive();
        assertThat(List.of(lost, doubled, overlap, stuck, restarts)).as(line()).containsOnly(0);
        assertThat(failover).as("failover").isLessThanOrEqualTo(longestFailover);
    }
}
