package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fires on a grid of elapsed time: at its start, and every interval after it.
 *
 * @param interval the distance of two fire times, at least a microsecond
 * @param start the first fire time; empty for one interval after the job is first stored
 * @param end no fire time is later; empty for no end
 */
public record IntervalTrigger(Duration interval, Optional<Instant> start, Optional<Instant> end) implements Trigger {

    /** Checks the range. */
    public IntervalTrigger {
        if (interval.compareTo(Duration.ofNanos(1_000)) < 0) {
            throw new JobDefinitionException("An interval must be at least a microsecond, was " + interval + ".");
        }
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Instant first = start.orElseGet(() -> Instant.EPOCH.plus(interval));
        Instant next = first;
        if (!after.isBefore(first)) {
            long step = interval.toNanos() / 1_000;
            long passed = Duration.between(first, after).toNanos() / 1_000;
            next = first.plusNanos(Math.multiplyExact((passed / step + 1) * step, 1_000L));
        }
        Instant found = next;
        return end.filter(found::isAfter).isPresent() ? Optional.empty() : Optional.of(found);
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return start.isPresent() ? this : new IntervalTrigger(interval, Optional.of(anchor.plus(interval)), end);
    }

    @Override
    public String toString() {
        return "interval[" + interval + "]";
    }
}
