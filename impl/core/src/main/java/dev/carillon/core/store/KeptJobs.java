package dev.carillon.core.store;

import dev.carillon.spi.JobRecord;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a store by id. Whoever adds or removes one has the store's lock; whoever reads needs none, and sees what
 * comes and goes meanwhile or does not.
 *
 * <p>The order of ids is kept from when somebody asks for it until as many jobs have come and gone as there were then: it
 * costs every change some time and every job some bytes, and many applications list their jobs once, at the start.
 */
final class KeptJobs {

    private final ConcurrentHashMap<String, KeptJob> jobs = new ConcurrentHashMap<>();
    private final Object sorting = new Object();
    private volatile @Nullable NavigableSet<String> sortedIds;
    private volatile int unasked;
    private volatile int whenAsked;

    @Nullable
    KeptJob find(String id) {
        return jobs.get(id);
    }

    int size() {
        return jobs.size();
    }

    void add(KeptJob job) {
        String id = job.record().id();
        jobs.put(id, job);
        NavigableSet<String> ids = sortedIds;
        if (ids != null && isWorthKeeping()) {
            ids.add(id);
        }
    }

    void remove(KeptJob job) {
        String id = job.record().id();
        jobs.remove(id);
        NavigableSet<String> ids = sortedIds;
        if (ids != null && isWorthKeeping()) {
            ids.remove(id);
        }
    }

    private boolean isWorthKeeping() {
        int changes = unasked + 1;
        unasked = changes;
        if (changes <= whenAsked) {
            return true;
        }
        sortedIds = null;
        return false;
    }

    void forEach(Consumer<JobRecord> action) {
        jobs.values().forEach(job -> action.accept(job.record()));
    }

    /**
     * Reads jobs in the order of their ids.
     *
     * @param afterId what they come after; empty text for all
     * @param lock the store's lock; not to be held by the caller
     */
    Stream<JobRecord> after(String afterId, Object lock) {
        return sortedIds(lock).tailSet(afterId, false).stream()
                .map(jobs::get)
                .flatMap(job -> job == null ? Stream.empty() : Stream.of(job.record()));
    }

    private NavigableSet<String> sortedIds(Object lock) {
        synchronized (sorting) {
            unasked = 0;
            whenAsked = jobs.size();
            NavigableSet<String> present = sortedIds;
            if (present != null) {
                return present;
            }
            NavigableSet<String> ids = new ConcurrentSkipListSet<>(JobRecord.ID_ORDER);
            synchronized (lock) {
                // from here on every change reaches it; what was there before is read without holding anybody up
                sortedIds = ids;
            }
            jobs.keySet().stream().sorted(JobRecord.ID_ORDER).forEach(ids::add);
            for (String id : ids) {
                if (!jobs.containsKey(id)) {
                    forget(id, ids, lock);
                }
            }
            return ids;
        }
    }

    /** It was removed between being read and being added here, unless it has come again since. */
    private void forget(String id, NavigableSet<String> ids, Object lock) {
        synchronized (lock) {
            if (!jobs.containsKey(id)) {
                ids.remove(id);
            }
        }
    }
}
