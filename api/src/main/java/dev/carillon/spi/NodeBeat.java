package dev.carillon.spi;

/**
 * A sign of life. Whoever sees the same beat of a node for the length of a lease, on its own steady clock, may take the
 * node for dead.
 *
 * @param holder the node in its present life
 * @param count how often it has beaten in this life, from 1
 */
public record NodeBeat(NodeEpoch holder, long count) {}
