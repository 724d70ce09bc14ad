package dev.carillon.event;

/**
 * The last word on a run: the terminal events.
 */
public sealed interface JobRunEnded extends JobExecutionEvent
        permits JobAbandoned, JobCancelled, JobExecuted, JobFailed, JobMissed, JobTimedOut {}
