package dev.carillon.spi;

import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The fire times of one job that are due at one {@code now}. A short one is walked. Of a long one only the first ten
 * thousand are walked, and its end is searched by doubling and halving steps, so that a job that was due a million times
 * costs hardly more than one that was due ten thousand times.
 *
 * @param count how many there are; exact up to {@link #WALK}, which stands for any larger number
 * @param first the earliest
 * @param last the latest
 * @param tail the latest of them, oldest first, at most as many as asked for
 */
record Backlog(long count, Instant first, Instant last, List<Instant> tail) {

    static final int WALK = 10_000;

    /**
     * Finds what is due.
     *
     * @param trigger the job's trigger
     * @param first the earliest due fire time
     * @param dueTime gives the time with jitter of a fire time
     * @param now up to and including which due times count
     * @param keep how many of the latest are wanted one by one, at least 1
     */
    static Backlog of(Trigger trigger, Instant first, UnaryOperator<Instant> dueTime, Instant now, int keep) {
        Optional<Instant> second = RunPlan.advance(trigger, first);
        if (second.isEmpty() || dueTime.apply(second.get()).isAfter(now)) {
            // a job that is in time needs no walk
            return new Backlog(1, first, first, List.of(first));
        }
        Walk walk = new Walk(trigger, dueTime, now, keep);
        if (walk.from(first, WALK)) {
            return new Backlog(walk.count, first, walk.last, List.copyOf(walk.tail));
        }
        walk.searchEnd(first);
        return new Backlog(WALK, first, walk.last, List.copyOf(walk.tail));
    }

    /** Returns what is told of fire times that pass without a run. */
    PassedTimes passed() {
        return new PassedTimes(count, first, last);
    }

    private static final class Walk {

        private final Trigger trigger;
        private final UnaryOperator<Instant> dueTime;
        private final Instant now;
        private final int keep;
        private final ArrayDeque<Instant> tail = new ArrayDeque<>();
        private long count;
        private Instant last = Instant.MIN;

        Walk(Trigger trigger, UnaryOperator<Instant> dueTime, Instant now, int keep) {
            this.trigger = trigger;
            this.dueTime = dueTime;
            this.now = now;
            this.keep = keep;
        }

        /** Walks so many fire times at most; true if those were all. */
        boolean from(Instant start, int limit) {
            tail.clear();
            count = 0;
            Optional<Instant> time = Optional.of(start);
            while (time.isPresent() && count < limit) {
                count++;
                last = time.get();
                if (tail.size() == keep) {
                    tail.removeFirst();
                }
                tail.addLast(last);
                time = dueAfter(last);
            }
            return time.isEmpty();
        }

        private Optional<Instant> dueAfter(Instant time) {
            return RunPlan.advance(trigger, time)
                    .filter(next -> !dueTime.apply(next).isAfter(now));
        }

        /**
         * Looks for a place with enough fire times between it and now, but not many more: steps back from now, twice as
         * far each time, and halves the way once it went too far.
         */
        void searchEnd(Instant first) {
            Instant tooFar = first;
            Instant tooNear = now;
            Duration back = Duration.ofNanos(1_000);
            while (true) {
                Instant middle = EpochMicros.truncate(
                        tooFar.plus(Duration.between(tooFar, tooNear).dividedBy(2)));
                if (!middle.isAfter(tooFar)) {
                    // a trigger that contradicts itself: what a walk of bounded length finds has to do
                    from(dueAfter(tooFar).orElse(first), WALK);
                    return;
                }
                Instant place = now.minus(back);
                if (place.isAfter(middle)) {
                    back = back.multipliedBy(2);
                } else {
                    place = middle;
                }
                Optional<Instant> start = dueAfter(place);
                if (start.isEmpty()) {
                    tooNear = place;
                } else if (!from(start.get(), 4 * keep)) {
                    tooFar = place;
                } else if (tail.size() < keep) {
                    tooNear = place;
                } else {
                    return;
                }
            }
        }
    }
}
