package dev.carillon.event;

/**
 * Everything that a scheduler tells. Observing a super-type observes all below it: this one is APScheduler's {@code EVENT_ALL}.
 *
 * <p>Events are told on the node where they happen, after the change is stored, outside of every lock. For one run they
 * come in the order in which things happened, and exactly one {@link JobRunEnded} among them, unless the node dies in between.
 */
public sealed interface SchedulerEvent
        permits AllJobsRemoved,
                ClockStepped,
                ExecutorAdded,
                ExecutorRemoved,
                JobEvent,
                JobStoreAdded,
                JobStoreRemoved,
                SchedulerPaused,
                SchedulerResumed,
                SchedulerShutdown,
                SchedulerStarted,
                StoreRestored,
                StoreUnavailable {}
