package dev.carillon.jpa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Lets callers that add one job each, at the same time and outside of transactions of their own, share a transaction: what
 * comes while one is under way is added by the next. Nobody waits to be joined. Safe for use by many threads.
 */
final class SharedAdds {

    private static final int MOST_AT_ONCE = 500;

    private final Function<List<JobText>, Set<String>> insert;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Addition> waiting = new ArrayDeque<>();
    private boolean underWay;

    /**
     * Makes it.
     *
     * @param insert inserts jobs in a transaction, and returns the ids of those whose ids were free
     */
    SharedAdds(Function<List<JobText>, Set<String>> insert) {
        this.insert = insert;
    }

    private static final class Addition {

        private final JobText job;
        private final Condition ended;
        private boolean open = true;
        private boolean added;

        Addition(JobText job, Condition ended) {
            this.job = job;
            this.ended = ended;
        }

        void end(boolean wasAdded) {
            open = false;
            added = wasAdded;
            ended.signal();
        }
    }

    /**
     * Adds a job.
     *
     * @return false if it was not added, since its id is taken or another's trouble was in the way; to be tried alone
     */
    boolean add(JobText job) {
        Addition mine = new Addition(job, lock.newCondition());
        for (Optional<List<Addition>> batch = enqueue(mine); batch.isPresent(); batch = awaitTurn(mine)) {
            insert(batch.get(), mine);
        }
        return mine.added;
    }

    private Optional<List<Addition>> enqueue(Addition mine) {
        lock.lock();
        try {
            waiting.add(mine);
            return awaitTurn(mine);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an addition has ended, or it is the caller's turn to insert some. Empty if it has ended. */
    private Optional<List<Addition>> awaitTurn(Addition mine) {
        lock.lock();
        try {
            while (mine.open && underWay) {
                mine.ended.awaitUninterruptibly();
            }
            if (!mine.open) {
                return Optional.empty();
            }
            underWay = true;
            return Optional.of(next());
        } finally {
            lock.unlock();
        }
    }

    private void insert(List<Addition> batch, Addition mine) {
        Set<String> added = Set.of();
        try {
            added = insert.apply(jobs(batch));
        } catch (RuntimeException fault) {
            if (batch.equals(List.of(mine))) {
                throw fault;
            }
            // each tries alone and meets its own trouble
        } finally {
            end(batch, added);
        }
    }

    /** The first that wait, each id once. */
    private List<Addition> next() {
        List<Addition> batch = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        while (!waiting.isEmpty()
                && batch.size() < MOST_AT_ONCE
                && ids.add(waiting.element().job.id())) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    /** In the order in which all lock ids, so that nobody waits crosswise. */
    private static List<JobText> jobs(List<Addition> batch) {
        return batch.stream()
                .map(addition -> addition.job)
                .sorted(Comparator.comparing(JobText::id))
                .toList();
    }

    private void end(List<Addition> batch, Set<String> added) {
        lock.lock();
        try {
            underWay = false;
            batch.forEach(addition -> addition.end(added.contains(addition.job.id())));
            if (!waiting.isEmpty()) {
                waiting.element().ended.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
