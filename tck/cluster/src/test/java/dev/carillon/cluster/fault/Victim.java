package dev.carillon.cluster.fault;

import java.time.Instant;

/**
 * A process that a fault took out of its cluster, so that what it had begun goes to others.
 *
 * @param node its node
 * @param process its number
 * @param since when the fault struck
 * @param until when the process had heard of it; {@link Instant#MAX} if never
 */
record Victim(String node, long process, Instant since, Instant until) {

    static Victim forEver(NodeProcess node, Instant since) {
        return new Victim(node.node(), node.pid(), since, Instant.MAX);
    }

    static Victim between(NodeProcess node, Instant since, Instant until) {
        return new Victim(node.node(), node.pid(), since, until);
    }

    boolean did(Happening happening) {
        return happening.process() == process;
    }
}
