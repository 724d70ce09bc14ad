package dev.carillon.jpa;

import dev.carillon.Retention;
import dev.carillon.RunCause;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.spi.EpochMicros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of an ended run in the history: inserted, never changed, deleted in the end. Times are microseconds since 1970,
 * {@link JobRow#NEVER} where there is none.
 */
@Entity
@IdClass(EndedRunKey.class)
@Table(name = "carillon_history")
public class EndedRunRow {

    @Id
    @Column(name = "namespace")
    String namespace = "";

    @Id
    @Column(name = "ended_time")
    long endedTime;

    @Id
    @Column(name = "run_id")
    String runId = "";

    @Column(name = "job_id")
    String jobId = "";

    @Column(name = "cause")
    String cause = "";

    @Column(name = "scheduled_time")
    long scheduledTime;

    @Column(name = "started_time")
    long startedTime = JobRow.NEVER;

    @Column(name = "node")
    @Nullable
    String node;

    @Column(name = "attempt")
    int attempt;

    @Column(name = "fence")
    long fence;

    @Column(name = "outcome")
    String outcome = "";

    @Column(name = "error", length = JobText.LONGEST)
    @Nullable
    String error;

    @Column(name = "return_value", length = JobText.LONGEST)
    @Nullable
    String returnValue;

    /** How many of the job's rows are kept while this one is its newest. */
    @Column(name = "keep_count")
    int keepCount;

    /** When this row has been kept for long enough. */
    @Column(name = "keep_until")
    long keepUntil;

    /** For the provider. */
    protected EndedRunRow() {}

    EndedRunRow(String namespace, RunRecord run, Retention retention) {
        this.namespace = namespace;
        this.endedTime = EpochMicros.of(run.endedAt());
        this.runId = run.runId().toString();
        this.jobId = run.jobId();
        this.cause = run.cause().name();
        this.scheduledTime = EpochMicros.of(run.scheduledTime());
        this.startedTime = run.startedAt().map(EpochMicros::of).orElse(JobRow.NEVER);
        this.node = run.node().orElse(null);
        this.attempt = run.attempt();
        this.fence = run.fence();
        this.outcome = run.outcome().name();
        this.error = run.error().orElse(null);
        this.returnValue = run.returnValue().orElse(null);
        this.keepCount = retention.historyCount().orElse(Integer.MAX_VALUE);
        this.keepUntil = retention
                .historyAge()
                .map(age -> EpochMicros.of(run.endedAt().plus(age)))
                .orElse(JobRow.NEVER);
    }

    EndedRunKey key() {
        return new EndedRunKey(namespace, endedTime, runId);
    }

    /** About how many characters it has, for the size of a statement. */
    int length() {
        return 300 + length(error) + length(returnValue);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    RunRecord run() {
        return new RunRecord(
                UUID.fromString(runId),
                jobId,
                "",
                RunCause.valueOf(cause),
                EpochMicros.toInstant(scheduledTime),
                startedTime == JobRow.NEVER ? Optional.empty() : Optional.of(EpochMicros.toInstant(startedTime)),
                EpochMicros.toInstant(endedTime),
                Optional.ofNullable(node),
                attempt,
                fence,
                RunOutcome.valueOf(outcome),
                Optional.ofNullable(error),
                Optional.ofNullable(returnValue));
    }
}
