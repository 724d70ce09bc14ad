package dev.carillon.cluster.fault;

import java.time.Duration;

/** Something that befalls nodes, their database or their clocks. */
interface Fault {

    /** The word by which it is chosen and reported. */
    String name();

    /** Lets it happen to a cluster that has nothing yet, and waits until everything has come to its end. */
    void befall(FaultCluster cluster) throws Exception;

    /** Tells whether it can befall PostgreSQL alone. */
    default boolean needsPostgreSql() {
        return false;
    }

    /** How long the work may stand still. */
    default Duration longestFailover() {
        return Duration.ofSeconds(20);
    }
}
