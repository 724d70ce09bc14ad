package dev.carillon.event;

/**
 * What happens to a job.
 */
public sealed interface JobEvent extends SchedulerEvent
        permits JobAdded, JobExecutionEvent, JobModified, JobRemoved, JobSetAside, JobSubmissionEvent {
    /**
     * Returns the id of the job.
     *
     * @return the id of the job
     */
    String jobId();

    /**
     * Returns the name of the job store.
     *
     * @return the name of the job store
     */
    String store();
}
