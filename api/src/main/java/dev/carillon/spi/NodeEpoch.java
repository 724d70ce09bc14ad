package dev.carillon.spi;

/**
 * One life of a node: its id, and the epoch that its store gave it when it joined. Who joins under the same id again
 * gets a larger epoch, and what the earlier one held is orphaned at once.
 *
 * @param node the node's id, not blank
 * @param epoch which life of it, positive, unique for this id in this store
 */
public record NodeEpoch(String node, long epoch) {

    public NodeEpoch {
        if (node.isBlank() || epoch < 1) {
            throw new IllegalArgumentException(
                    "a node needs an id and an epoch of at least 1, not '" + node + "' and " + epoch);
        }
    }
}
