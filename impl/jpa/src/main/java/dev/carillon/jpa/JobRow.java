package dev.carillon.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * The row of a job: its record in three texts, and beside them what is searched for. Times are microseconds since 1970,
 * {@link #NEVER} where there is none, so that they sort last and no column is null.
 *
 * <p>The column types are those of the scripts; a provider never makes the tables.
 */
@Entity
@IdClass(JobKey.class)
@Table(name = "carillon_job")
public class JobRow {

    static final long NEVER = Long.MAX_VALUE;

    @Id
    @Column(name = "namespace")
    String namespace = "";

    @Id
    @Column(name = "id")
    String jobId = "";

    // not a JPA version: a claim writes hundreds of rows with one statement, and compares by itself
    @Column(name = "version")
    long version;

    @Column(name = "wake_up")
    long wakeUp = NEVER;

    @Column(name = "next_time")
    long nextTime = NEVER;

    @Column(name = "executor")
    String executor = "";

    @Column(name = "target")
    String target = "";

    @Column(name = "state")
    String state = "";

    @Column(name = "held")
    int held;

    @Column(name = "cancels")
    int cancels;

    @Column(name = "tags", length = JobText.LONGEST)
    String tags = "";

    @Column(name = "definition", length = JobText.LONGEST)
    String definition = "";

    @Column(name = "schedule", length = JobText.LONGEST)
    String schedule = "";

    @Column(name = "runs", length = JobText.LONGEST)
    String runs = "";

    /** Why the record could not be read; null if no claim has met that. */
    @Column(name = "fault", length = JobText.LONGEST)
    @Nullable
    String fault;

    @Column(name = "fault_time")
    long faultTime;

    /** For the provider. */
    protected JobRow() {}

    JobRow(String namespace, JobText text) {
        this.namespace = namespace;
        this.jobId = text.id();
        this.version = text.version();
        this.wakeUp = text.wakeUp();
        this.nextTime = text.nextTime();
        this.executor = text.executor();
        this.target = text.target();
        this.state = text.state();
        this.held = text.held();
        this.cancels = text.cancels();
        this.tags = text.tags();
        this.definition = text.definition();
        this.schedule = text.schedule();
        this.runs = text.runs();
    }
}
