package dev.carillon.cluster;

import dev.carillon.spi.BeatReply;
import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeBeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ways in which a store can break its promises. Whoever watches must see each of them, or sees nothing. */
enum Sabotage {

    /** A node that was taken for dead is told that it lives. */
    FENCE {
        @Override
        JobStore of(JobStore store) {
            return new ForwardingStore(store) {
                @Override
                public BeatReply beat(NodeBeat beat) {
                    BeatReply reply = super.beat(beat);
                    return new BeatReply(reply.storeTime(), true, reply.cancelled(), reply.nodes());
                }
            };
        }
    },

    /** A write wins whatever the version. */
    VERSION {
        @Override
        JobStore of(JobStore store) {
            return new ForwardingStore(store) {
                @Override
                public List<Boolean> replace(List<Change> changes) {
                    return changes.stream().map(change -> force(store, change)).toList();
                }
            };
        }
    },

    /** Some writes are answered as won and never done. */
    LOST {
        @Override
        JobStore of(JobStore store) {
            return new ForwardingStore(store) {
                private int writes;

                @Override
                public List<Boolean> replace(List<Change> changes) {
                    if (++writes % 5 == 0) {
                        return changes.stream().map(change -> true).toList();
                    }
                    return super.replace(changes);
                }
            };
        }
    },

    /** Some claims are given to the next one who asks as well. */
    DOUBLE {
        @Override
        JobStore of(JobStore store) {
            return new ForwardingStore(store) {
                private List<Claim> given = List.of();
                private int claims;

                @Override
                public List<Claim> claim(ClaimRequest request) {
                    List<Claim> claimed = new ArrayList<>(super.claim(request));
                    if (++claims % 3 == 0) {
                        claimed.addAll(given);
                    }
                    given = List.copyOf(claimed);
                    return claimed;
                }
            };
        }
    },

    /** Some writes are answered as won and done only after the next one. */
    REORDER {
        @Override
        JobStore of(JobStore store) {
            return new ForwardingStore(store) {
                private List<Change> later = List.of();
                private int writes;

                @Override
                public List<Boolean> replace(List<Change> changes) {
                    List<Change> due = later;
                    later = List.of();
                    if (++writes % 3 == 0) {
                        later = changes;
                        due.forEach(change -> force(store, change));
                        return changes.stream().map(change -> true).toList();
                    }
                    List<Boolean> won = super.replace(changes);
                    due.forEach(change -> force(store, change));
                    return won;
                }
            };
        }
    },

    /** Some writes are done without their word in the history. */
    HISTORY {
        @Override
        JobStore of(JobStore store) {
            return new ForwardingStore(store) {
                private int writes;

                @Override
                public List<Boolean> replace(List<Change> changes) {
                    return super.replace(
                            ++writes % 5 == 0
                                    ? changes.stream()
                                            .map(change -> new Change(change.seen(), change.next()))
                                            .toList()
                                    : changes);
                }
            };
        }
    };

    /** Returns a store that keeps every promise of another but one. */
    abstract JobStore of(JobStore store);

    private static boolean force(JobStore store, Change change) {
        Optional<JobRecord> present = store.find(change.seen().id());
        return present.isPresent()
                && store.replace(List.of(new Change(present.get(), change.next(), change.ended())))
                        .get(0);
    }
}
