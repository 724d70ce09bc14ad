package dev.carillon.benchmarks.relational;

import java.time.Instant;
import java.util.List;

/** A scheduler on a database with ten worker threads and ten connections, asked for the same as every other. */
interface Contestant extends AutoCloseable {

    /**
     * Adds jobs that run once, in the way that its own documents advise for many.
     *
     * @param first the number of the first of them; a number is part of the id
     */
    void addAll(int first, List<Instant> dueTimes) throws Exception;

    /** Adds one job that runs once, as an application does it. */
    void add(int number, Instant dueTime) throws Exception;

    /**
     * Adds jobs that run every second, all at the same moment.
     *
     * @throws UnsupportedOperationException if it cannot do that
     */
    void addEverySecond(int jobs, Instant first) throws Exception;

    /** Lets due jobs run. */
    void start() throws Exception;

    /** Waits until nothing of what has run is left to be written; for whoever writes after the last job has run. */
    default void awaitWritten() throws Exception {}

    @Override
    void close();
}
