package dev.carillon.spi;

import dev.carillon.DeliveryMode;
import java.time.Instant;

/** Where a run on record stands. */
public sealed interface RunState {

    /**
     * A node has it and will start it, or has.
     *
     * @param holder the node in the life in which it claimed the run
     * @param delivery what holds if that node dies: the mode of the definition it was claimed with
     * @param startMarked whether its start was written before the method was called
     */
    record Held(NodeEpoch holder, DeliveryMode delivery, boolean startMarked) implements RunState {}

    /**
     * Nobody has it; it takes a slot when it starts.
     *
     * @param notBefore when it may start at the earliest
     */
    record Waiting(Instant notBefore) implements RunState {

        /** Cuts the time to microseconds. */
        public Waiting {
            notBefore = EpochMicros.truncate(notBefore);
        }
    }
}
