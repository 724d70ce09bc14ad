package dev.carillon.cluster.fault;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the ledger.
 *
 * @param at when it was written, by the ledger's own clock
 * @param kind {@link #START}, {@link #END} and {@link #CUT} for what a method did; the name of an event's class for what a
 *     scheduler told
 * @param job the job's id; empty if it is about none
 * @param run the run
 * @param scheduled the fire time that the run stands for
 * @param fence the run's fence; 0 in events
 * @param node the node's id
 * @param process the process in which it happened
 * @param detail what else there is to say
 */
record Happening(
        Instant at,
        String kind,
        String job,
        Optional<UUID> run,
        Instant scheduled,
        long fence,
        String node,
        long process,
        String detail) {

    /** A method began. */
    static final String START = "start";
    /** A method has done all it had to do. */
    static final String END = "end";
    /** A method was interrupted and gave up. */
    static final String CUT = "cut";

    boolean is(String wanted) {
        return kind.equals(wanted);
    }

    boolean isOf(UUID wanted) {
        return run.filter(wanted::equals).isPresent();
    }
}
