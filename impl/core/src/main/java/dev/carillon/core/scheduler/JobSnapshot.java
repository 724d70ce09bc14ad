package dev.carillon.core.scheduler;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.HistoryFilter;
import dev.carillon.JobChanges;
import dev.carillon.JobState;
import dev.carillon.LimitPolicy;
import dev.carillon.Progress;
import dev.carillon.ResumePolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.RunRecord;
import dev.carillon.ScheduledJob;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.Run;
import dev.carillon.spi.SetAside;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A record as users see it. */
final class JobSnapshot implements ScheduledJob {

    private final JobRecord record;
    private final StoreJobs jobs;

    JobSnapshot(JobRecord record, StoreJobs jobs) {
        this.record = record;
        this.jobs = jobs;
    }

    @Override
    public String id() {
        return record.id();
    }

    @Override
    public String name() {
        return record.definition().name();
    }

    @Override
    public String store() {
        return jobs.name();
    }

    @Override
    public String executor() {
        return record.definition().executor();
    }

    @Override
    public String target() {
        return record.definition().target();
    }

    @Override
    public String arguments() {
        return record.definition().arguments();
    }

    @Override
    public Optional<Trigger> trigger() {
        return record.definition().trigger();
    }

    @Override
    public JobState state() {
        return record.state();
    }

    @Override
    public boolean isDeclared() {
        return record.definition().declaration().isPresent();
    }

    @Override
    public Optional<Instant> nextFireTime() {
        return record.schedule().nextFireTime();
    }

    @Override
    public Optional<Instant> lastRun() {
        return record.schedule().results().lastRun();
    }

    @Override
    public Optional<Instant> lastSuccess() {
        return record.schedule().results().lastSuccess();
    }

    @Override
    public long runCount() {
        return record.schedule().runCount();
    }

    @Override
    public int failures() {
        return record.schedule().results().failures();
    }

    @Override
    public Optional<String> error() {
        return record.schedule().setAside().map(SetAside::reason).or(() -> record.schedule()
                .results()
                .error());
    }

    @Override
    public Set<UUID> running() {
        return record.runs().stream().filter(Run::isHeld).map(Run::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<UUID> waiting() {
        return record.runs().stream().filter(run -> !run.isHeld()).map(Run::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> tags() {
        return record.definition().tags();
    }

    @Override
    public Optional<Duration> misfireGraceTime() {
        return record.definition().policy().misfireGraceTime();
    }

    @Override
    public Coalesce coalesce() {
        return record.definition().policy().coalesce();
    }

    @Override
    public int maxInstances() {
        return record.definition().policy().maxInstances();
    }

    @Override
    public LimitPolicy whenFull() {
        return record.definition().policy().whenFull();
    }

    @Override
    public Duration jitter() {
        return record.definition().policy().jitter();
    }

    @Override
    public DeliveryMode delivery() {
        return record.definition().policy().delivery();
    }

    @Override
    public Optional<Duration> timeLimit() {
        return record.definition().policy().timeLimit();
    }

    @Override
    public Retention retention() {
        return record.definition().policy().retention();
    }

    @Override
    public Optional<Instant> failedAt() {
        return record.schedule().results().failedAt();
    }

    @Override
    public RetryPolicy retries() {
        return record.definition().policy().retries();
    }

    @Override
    public ScheduledJob pause() {
        return jobs.pause(id());
    }

    @Override
    public ScheduledJob resume(ResumePolicy policy) {
        return jobs.resume(id(), policy);
    }

    @Override
    public UUID runNow() {
        return jobs.runNow(id());
    }

    @Override
    public UUID retry() {
        return jobs.retry(id());
    }

    @Override
    public Map<UUID, Progress> progress() {
        return jobs.progress(id());
    }

    @Override
    public List<RunRecord> history(int limit) {
        return jobs.history(HistoryFilter.ALL.withJob(id()), limit);
    }

    @Override
    public int cancel() {
        return jobs.cancel(id());
    }

    @Override
    public boolean cancelRun(UUID runId) {
        return jobs.cancelRun(id(), runId);
    }

    @Override
    public List<Instant> nextFireTimes(int count) {
        return jobs.nextFireTimes(id(), count);
    }

    @Override
    public Optional<ScheduledJob> refresh() {
        return jobs.findJob(id());
    }

    @Override
    public ScheduledJob reschedule(Trigger trigger) {
        return jobs.reschedule(id(), trigger);
    }

    @Override
    public JobChanges modify() {
        return jobs.modify(id());
    }

    @Override
    public void remove() {
        jobs.remove(id());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobSnapshot job
                && job.id().equals(id())
                && job.store().equals(store());
    }

    @Override
    public int hashCode() {
        return 31 * id().hashCode() + store().hashCode();
    }

    @Override
    public String toString() {
        return "job " + id() + " in store " + store() + ", " + state()
                + nextFireTime().map(time -> ", next at " + time).orElse("");
    }
}
