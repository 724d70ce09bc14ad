package dev.carillon.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a node asks a store for.
 *
 * @param holder the node; a claim commits only under its current epoch, or a sweep finds what slipped through
 * @param room how many jobs may be claimed for each executor; executors that are not named, or have no room, get none
 * @param until jobs whose wake-up time is not later are due
 * @param passedOver targets that this node does not know; their jobs are left to others
 * @param planner decides about each
 */
public record ClaimRequest(
        NodeEpoch holder, Map<String, Integer> room, Instant until, Set<String> passedOver, Planner planner) {

    public ClaimRequest {
        room = Map.copyOf(room);
        passedOver = Set.copyOf(passedOver);
    }
}
