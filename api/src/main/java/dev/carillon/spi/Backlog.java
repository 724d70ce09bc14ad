package dev.carillon.spi;

import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The fire times of one job that are due at one {@code now}. A short one is walked; a long one is searched from its end
 * by doubling steps, so that a job that was due a million times costs no more than one that was due a thousand times.
 *
 * @param count how many there are; exact up to {@link #WALK}
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
        Walk walk = new Walk(trigger, dueTime, now, keep);
        walk.from(first, WALK);
        if (!walk.ended) {
            return walk.searchedBackwards(first);
        }
        return new Backlog(walk.count, first, walk.last, List.copyOf(walk.tail));
    }

    private static final class Walk {

        private final Trigger trigger;
        private final UnaryOperator<Instant> dueTime;
        private final Instant now;
        private final int keep;
        private final ArrayDeque<Instant> tail = new ArrayDeque<>();
        private long count;
        private Instant last = Instant.MIN;
        private boolean ended;

        Walk(Trigger trigger, UnaryOperator<Instant> dueTime, Instant now, int keep) {
            this.trigger = trigger;
            this.dueTime = dueTime;
            this.now = now;
            this.keep = keep;
        }

        void from(Instant start, int limit) {
            tail.clear();
            ended = false;
            int steps = 0;
            for (Instant time = start; steps < limit; steps++) {
                count++;
                last = time;
                if (tail.size() == keep) {
                    tail.removeFirst();
                }
                tail.addLast(time);
                Optional<Instant> next = RunPlan.advance(trigger, time);
                if (next.isEmpty() || dueTime.apply(next.get()).isAfter(now)) {
                    ended = true;
                    return;
                }
                time = next.get();
            }
        }

        /** Steps back from now, twice as far each time, until enough fire times lie between there and now. */
        Backlog searchedBackwards(Instant first) {
            long walked = count;
            for (Duration back = Duration.ofSeconds(1); ; back = back.multipliedBy(2)) {
                Instant from = now.minus(back);
                Optional<Instant> start = from.isBefore(first) ? Optional.of(first) : trigger.nextAfter(from);
                if (start.isEmpty() || dueTime.apply(start.get()).isAfter(now)) {
                    continue;
                }
                count = 0;
                from(start.get(), Integer.MAX_VALUE);
                if (tail.size() == keep || start.get().equals(first)) {
                    return new Backlog(Math.max(walked, count), first, last, List.copyOf(new ArrayList<>(tail)));
                }
            }
        }
    }
}
