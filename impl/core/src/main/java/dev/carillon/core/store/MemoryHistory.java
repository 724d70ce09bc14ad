package dev.carillon.core.store;

import dev.carillon.HistoryFilter;
import dev.carillon.Retention;
import dev.carillon.RunRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last ended runs of all jobs together: a bound on the whole costs no job a byte, where one on each would. Guarded by
 * the lock of its store.
 */
final class MemoryHistory {

    private final int most;
    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(RunRecord run, Retention retention) {

        boolean isTooOld(Instant now) {
            return retention
                    .historyAge()
                    .filter(age -> !run.endedAt().plus(age).isAfter(now))
                    .isPresent();
        }
    }

    /**
     * Makes one.
     *
     * @param most how many ended runs it keeps; 0 for none
     */
    MemoryHistory(int most) {
        this.most = most;
    }

    boolean isKept() {
        return most > 0;
    }

    void append(RunRecord ended, Retention retention) {
        if (isKept()) {
            if (entries.size() == most) {
                entries.removeLast();
            }
            entries.addFirst(new Entry(ended, retention));
        }
    }

    void appendUnlessThere(RunRecord ended, Retention retention) {
        if (entries.stream().noneMatch(entry -> entry.run().runId().equals(ended.runId()))) {
            append(ended, retention);
        }
    }

    List<RunRecord> read(HistoryFilter filter, int limit) {
        return entries.stream()
                .map(Entry::run)
                .filter(filter::matches)
                .sorted(RunRecord.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    /** Forgets what is too old, and what is more of a job than the retention of its newest says. */
    void purge(Instant now) {
        Map<String, Integer> left = new HashMap<>();
        Set<Entry> over = new HashSet<>();
        entries.stream()
                .sorted(Comparator.comparing(Entry::run, RunRecord.NEWEST_FIRST))
                .forEach(entry -> {
                    int kept = entry.retention().historyCount().orElse(Integer.MAX_VALUE);
                    int room = left.getOrDefault(entry.run().jobId(), kept);
                    left.put(entry.run().jobId(), room - 1);
                    if (room <= 0 || entry.isTooOld(now)) {
                        over.add(entry);
                    }
                });
        entries.removeAll(over);
    }
}
