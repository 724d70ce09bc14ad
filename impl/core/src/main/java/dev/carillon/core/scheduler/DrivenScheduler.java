package dev.carillon.core.scheduler;

import dev.carillon.Scheduler;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * A scheduler without threads: whoever holds it makes it do each thing, on his own thread, by clocks of his own. For
 * tests, which so see every order in which things can happen, without a sleep. Events are told on the thread that causes
 * them, before it goes on.
 *
 * <p>Where its store does not answer, a step throws {@link dev.carillon.StoreUnavailableException}; take it again, as the
 * threads of a scheduler would. Not safe for use by several threads.
 */
public final class DrivenScheduler {

    private final CarillonScheduler scheduler;

    private DrivenScheduler(CarillonScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Builds one.
     *
     * @param parts what it is made of; its stores bring the time of day with them
     * @param steadyNanos a steady clock, in nanoseconds, by which leases and time limits are judged
     * @return the scheduler, not started
     */
    public static DrivenScheduler of(SchedulerAssembly parts, LongSupplier steadyNanos) {
        return new DrivenScheduler(new CarillonScheduler(parts.driven(steadyNanos)));
    }

    /**
     * Returns the scheduler, for its verbs. Starting it joins its stores and starts no thread.
     *
     * @return the scheduler
     */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Does all that is due: ends what is past its time limit, claims and starts runs, writes how runs have ended. */
    public void runDue() {
        scheduler.runDue();
    }

    /**
     * Claims and starts what is due, once.
     *
     * @return when to look again, at the latest; now or before if there may be more to do at once, {@link Instant#MAX} if
     *     nothing is to come
     */
    public Instant claim() {
        return scheduler.claim();
    }

    /** Writes how runs have ended. */
    public void writeOutcomes() {
        scheduler.writeOutcomes();
    }

    /** Gives a sign of life in every store and looks after the other nodes; due every three seconds. */
    public void beat() {
        scheduler.beat();
    }

    /** Forgets what the histories have kept for long enough, on the node that is the first of its store. */
    public void purgeHistory() {
        scheduler.purgeHistory();
    }

    /** Asks the runs to end whose time limit is up. */
    public void expireTimeLimits() {
        scheduler.expireTimeLimits();
    }
}
