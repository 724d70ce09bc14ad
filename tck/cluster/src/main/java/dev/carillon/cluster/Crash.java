package dev.carillon.cluster;

/** Ends what a node is at, because the node is dead. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash() {
        super("the node is dead", null, false, false);
    }
}
