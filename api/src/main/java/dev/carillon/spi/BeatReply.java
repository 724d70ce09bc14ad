package dev.carillon.spi;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a store answers to a beat.
 *
 * @param storeTime the store's time while it answered
 * @param current whether the node still lives under its epoch; if not, it must join again, and what it held is lost to it
 * @param cancelled the runs held by this node that a user asked to cancel
 * @param nodes the latest beat of every node of the cluster, this one among them
 */
public record BeatReply(Instant storeTime, boolean current, Set<UUID> cancelled, List<NodeBeat> nodes) {

    public BeatReply {
        cancelled = Set.copyOf(cancelled);
        nodes = List.copyOf(nodes);
    }
}
