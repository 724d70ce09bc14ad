package dev.carillon.benchmarks.memory;

import java.time.Instant;
import java.util.List;

/** A scheduler in memory with ten worker threads, asked for the same as every other. It calls the {@link Body} it was opened with. */
interface Contestant extends AutoCloseable {

    /** Adds jobs that run once, in the way that its own documents advise for many. Each has an id of its own. */
    void addAll(List<Instant> dueTimes) throws Exception;

    /** Adds one job that runs once, as an application does it. */
    void add(int number, Instant dueTime) throws Exception;

    /** Lets due jobs run. */
    void start() throws Exception;

    /** Waits until nothing of what has run is left to be written; for whoever writes after the last job has run. */
    default void awaitWritten() throws Exception {}

    @Override
    void close();
}
