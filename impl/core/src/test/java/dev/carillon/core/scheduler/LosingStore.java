package dev.carillon.core.scheduler;

import dev.carillon.HistoryFilter;
import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.Progress;
import dev.carillon.Retention;
import dev.carillon.RunRecord;
import dev.carillon.StoreUnavailableException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A store whose answers can be lost after it has done what it was asked, or which does not answer at all. */
final class LosingStore implements JobStore {

    private final JobStore store;
    private final AtomicInteger lostClaims = new AtomicInteger();
    private final AtomicInteger lostReplaces = new AtomicInteger();
    private volatile boolean down;
    private volatile boolean beatsUnanswered;
    private Runnable duringNextClaim = () -> {};
    private Runnable beforeJoin = () -> {};
    private Consumer<List<Change>> beforeReplace = changes -> {};

    LosingStore(JobStore store) {
        this.store = store;
    }

    void loseNextClaim() {
        lostClaims.set(1);
    }

    void loseNextReplace() {
        lostReplaces.set(1);
    }

    /** Done once the next claim is on record and before it is answered. */
    void duringNextClaim(Runnable action) {
        duringNextClaim = action;
    }

    /** Done before a node joins. */
    void beforeJoin(Runnable action) {
        beforeJoin = action;
    }

    /** Told of every write before it is done, but not of those that it does itself in the store beneath. */
    void beforeReplace(Consumer<List<Change>> action) {
        beforeReplace = action;
    }

    void beatsUnanswered(boolean value) {
        beatsUnanswered = value;
    }

    void down(boolean value) {
        down = value;
    }

    private void answer() {
        if (down) {
            throw new StoreUnavailableException("down");
        }
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        answer();
        List<Claim> claims = store.claim(request);
        Runnable meanwhile = duringNextClaim;
        duringNextClaim = () -> {};
        meanwhile.run();
        if (!claims.isEmpty() && lostClaims.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreUnavailableException("the answer was lost");
        }
        return claims;
    }

    @Override
    public List<Boolean> replace(List<Change> changes) {
        answer();
        beforeReplace.accept(changes);
        List<Boolean> won = store.replace(changes);
        if (lostReplaces.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreUnavailableException("the answer was lost");
        }
        return won;
    }

    @Override
    public List<AddResult> add(List<JobRecord> records, OnConflict onConflict) {
        answer();
        return store.add(records, onConflict);
    }

    @Override
    public Optional<JobRecord> remove(String id) {
        answer();
        return store.remove(id);
    }

    @Override
    public long removeAll() {
        answer();
        return store.removeAll();
    }

    @Override
    public Map<String, JobRecord> find(Collection<String> ids) {
        answer();
        return store.find(ids);
    }

    @Override
    public List<JobRecord> scan(JobFilter filter, String afterId, int limit) {
        answer();
        return store.scan(filter, afterId, limit);
    }

    @Override
    public List<JobRecord> next(JobFilter filter, int limit) {
        answer();
        return store.next(filter, limit);
    }

    @Override
    public Optional<Instant> earliestWakeUp(Set<String> executors, Set<String> passedOver) {
        answer();
        return store.earliestWakeUp(executors, passedOver);
    }

    @Override
    public NodeEpoch join(String node) {
        answer();
        beforeJoin.run();
        return store.join(node);
    }

    @Override
    public BeatReply beat(NodeBeat beat) {
        answer();
        if (beatsUnanswered) {
            throw new StoreUnavailableException("no answer to a beat");
        }
        return store.beat(beat);
    }

    @Override
    public void report(NodeEpoch holder, Map<UUID, Progress> progress) {
        answer();
        store.report(holder, progress);
    }

    @Override
    public Map<UUID, Progress> progress(Set<UUID> runIds) {
        answer();
        return store.progress(runIds);
    }

    @Override
    public boolean keepsHistory() {
        return store.keepsHistory();
    }

    @Override
    public List<RunRecord> history(HistoryFilter filter, int limit) {
        answer();
        return store.history(filter, limit);
    }

    @Override
    public void append(RunRecord ended, Retention retention) {
        answer();
        store.append(ended, retention);
    }

    @Override
    public Optional<String> purgeHistory(String after) {
        answer();
        return store.purgeHistory(after);
    }

    @Override
    public boolean leave(NodeBeat beat) {
        answer();
        return store.leave(beat);
    }

    @Override
    public List<JobRecord> held(String afterId, int limit) {
        answer();
        return store.held(afterId, limit);
    }

    @Override
    public Instant now() {
        return store.now();
    }

    @Override
    public void close() {
        store.close();
    }
}
