package dev.carillon.cluster;

import dev.carillon.HistoryFilter;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.Retention;
import dev.carillon.RunRecord;
import dev.carillon.spi.AddResult;
import dev.carillon.spi.BeatReply;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A store that does what another one does, until a method is overridden. */
abstract class ForwardingStore implements JobStore {

    private final JobStore next;

    ForwardingStore(JobStore next) {
        this.next = next;
    }

    @Override
    public List<AddResult> add(List<JobRecord> records, OnConflict onConflict) {
        return next.add(records, onConflict);
    }

    @Override
    public List<Boolean> replace(List<Change> changes) {
        return next.replace(changes);
    }

    @Override
    public Optional<JobRecord> remove(String id) {
        return next.remove(id);
    }

    @Override
    public long removeAll() {
        return next.removeAll();
    }

    @Override
    public Map<String, JobRecord> find(Collection<String> ids) {
        return next.find(ids);
    }

    @Override
    public List<JobRecord> scan(JobFilter filter, String afterId, int limit) {
        return next.scan(filter, afterId, limit);
    }

    @Override
    public List<JobRecord> next(JobFilter filter, int limit) {
        return next.next(filter, limit);
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        return next.claim(request);
    }

    @Override
    public Optional<Instant> earliestWakeUp(Set<String> executors, Set<String> passedOver) {
        return next.earliestWakeUp(executors, passedOver);
    }

    @Override
    public NodeEpoch join(String node) {
        return next.join(node);
    }

    @Override
    public BeatReply beat(NodeBeat beat) {
        return next.beat(beat);
    }

    @Override
    public void report(NodeEpoch holder, Map<UUID, Progress> progress) {
        next.report(holder, progress);
    }

    @Override
    public Map<UUID, Progress> progress(Set<UUID> runIds) {
        return next.progress(runIds);
    }

    @Override
    public boolean keepsHistory() {
        return next.keepsHistory();
    }

    @Override
    public List<RunRecord> history(HistoryFilter filter, int limit) {
        return next.history(filter, limit);
    }

    @Override
    public void append(RunRecord ended, Retention retention) {
        next.append(ended, retention);
    }

    @Override
    public Optional<String> purgeHistory(String after) {
        return next.purgeHistory(after);
    }

    @Override
    public boolean leave(NodeBeat beat) {
        return next.leave(beat);
    }

    @Override
    public List<JobRecord> held(String afterId, int limit) {
        return next.held(afterId, limit);
    }

    @Override
    public Instant now() {
        return next.now();
    }

    @Override
    public boolean isShared() {
        return next.isShared();
    }

    @Override
    public void close() {
        next.close();
    }
}
