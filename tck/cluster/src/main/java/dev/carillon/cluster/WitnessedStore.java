package dev.carillon.cluster;

import dev.carillon.OnConflict;
import dev.carillon.spi.AddResult;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import dev.carillon.spi.NodeEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store itself, with someone who sees everything that is really written. */
final class WitnessedStore extends ForwardingStore {

    private final Witness witness;

    WitnessedStore(JobStore store, Witness witness) {
        super(store);
        this.witness = witness;
    }

    @Override
    public List<AddResult> add(List<JobRecord> records, OnConflict onConflict) {
        Map<String, JobRecord> before = find(records.stream().map(JobRecord::id).toList());
        List<AddResult> results = super.add(records, onConflict);
        for (AddResult result : results) {
            witness.wrote(Optional.ofNullable(before.get(result.stored().id())), Optional.of(result.stored()));
        }
        return results;
    }

    @Override
    public List<Boolean> replace(List<Change> changes) {
        List<Boolean> won = new ArrayList<>(super.replace(changes));
        for (int i = 0; i < won.size(); i++) {
            if (won.get(i)) {
                witness.wrote(Optional.of(changes.get(i).seen()), changes.get(i).next());
            }
        }
        return won;
    }

    @Override
    public Optional<JobRecord> remove(String id) {
        Optional<JobRecord> removed = super.remove(id);
        removed.ifPresent(record -> witness.wrote(removed, Optional.empty()));
        return removed;
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        List<Claim> claims = super.claim(request);
        for (Claim claim : claims) {
            witness.claimed(claim);
        }
        return claims;
    }

    @Override
    public NodeEpoch join(String node) {
        NodeEpoch joined = super.join(node);
        witness.joined(joined);
        return joined;
    }

    @Override
    public boolean leave(NodeBeat beat) {
        boolean left = super.leave(beat);
        if (left) {
            witness.left(beat.holder());
        }
        return left;
    }
}
