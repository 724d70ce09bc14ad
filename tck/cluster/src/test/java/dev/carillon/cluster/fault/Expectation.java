package dev.carillon.cluster.fault;

import dev.carillon.DeliveryMode;
import java.time.Instant;
import java.util.List;

/**
 * What a job is to do, as known before the fault. All of them allow one run at a time.
 *
 * @param job its id
 * @param delivery what holds when a node dies
 * @param times its fire times, each of which is to become one run
 * @param coalesced whether one run may stand for several fire times
 */
record Expectation(String job, DeliveryMode delivery, List<Instant> times, boolean coalesced) {

    Expectation(String job, DeliveryMode delivery, List<Instant> times) {
        this(job, delivery, times, false);
    }
}
