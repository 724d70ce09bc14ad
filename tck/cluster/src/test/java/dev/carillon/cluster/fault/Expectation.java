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
 */
record Expectation(String job, DeliveryMode delivery, List<Instant> times) {}
