package dev.carillon.cluster;

import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
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
import java.util.function.Supplier;

/** The store as one node reaches it: calls can go unanswered, others can act before and after one, the node can die in one. */
final class NodeStore extends ForwardingStore {

    /** Told of every call. */
    interface Line {

        /** Called before a call takes effect. */
        void before();

        /** Called after a call has taken effect, before it is answered. */
        void after();
    }

    private final Line line;

    NodeStore(JobStore store, Line line) {
        super(store);
        this.line = line;
    }

    private <T> T call(Supplier<T> call) {
        line.before();
        T answer = call.get();
        line.after();
        return answer;
    }

    @Override
    public List<AddResult> add(List<JobRecord> records, OnConflict onConflict) {
        return call(() -> super.add(records, onConflict));
    }

    @Override
    public List<Boolean> replace(List<Change> changes) {
        return call(() -> super.replace(changes));
    }

    @Override
    public Optional<JobRecord> remove(String id) {
        return call(() -> super.remove(id));
    }

    @Override
    public long removeAll() {
        return call(super::removeAll);
    }

    @Override
    public Map<String, JobRecord> find(Collection<String> ids) {
        return call(() -> super.find(ids));
    }

    @Override
    public List<JobRecord> scan(JobFilter filter, String afterId, int limit) {
        return call(() -> super.scan(filter, afterId, limit));
    }

    @Override
    public List<JobRecord> next(JobFilter filter, int limit) {
        return call(() -> super.next(filter, limit));
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        return call(() -> super.claim(request));
    }

    @Override
    public Optional<Instant> earliestWakeUp(Set<String> executors, Set<String> passedOver) {
        return call(() -> super.earliestWakeUp(executors, passedOver));
    }

    @Override
    public NodeEpoch join(String node) {
        return call(() -> super.join(node));
    }

    @Override
    public BeatReply beat(NodeBeat beat) {
        return call(() -> super.beat(beat));
    }

    @Override
    public boolean leave(NodeBeat beat) {
        return call(() -> super.leave(beat));
    }

    @Override
    public List<JobRecord> held(String afterId, int limit) {
        return call(() -> super.held(afterId, limit));
    }
}
