package dev.carillon.spi;

import java.util.Optional;

/** Decides about one due job; pure, and asked again where another node was faster. */
@FunctionalInterface
public interface Planner {

    /**
     * Decides.
     *
     * @param due the record of a job whose wake-up time has come
     * @return what is to be written; empty to leave the job as it is, to other nodes
     */
    Optional<Claim> plan(JobRecord due);
}
