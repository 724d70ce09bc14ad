package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fires on a grid of elapsed time: at its start, and every interval after it. A manual run, a missed run or a restart
 * never moves the grid. It knows no time zone: a day is 24 hours, so that over a change of the clock the hour on the
 * wall shifts; {@link CalendarIntervalTrigger} keeps it.
 *
 * <p>Source: APScheduler 3 {@code IntervalTrigger}, section 1.4 of its semantics, without its drift; zero and negative
 * intervals are refused.
 *
 * @param interval the distance of two fire times, at least a microsecond; what is finer is rounded up
 * @param start the first fire time, what is finer than a microsecond is rounded up; empty for what {@code firstRun} says
 * @param end no fire time is later, one exactly then is possible; empty for no end
 * @param firstRun when it fires first if there is no start
 */
public record IntervalTrigger(Duration interval, Optional<Instant> start, Optional<Instant> end, FirstRun firstRun)
        implements Trigger {

    private static final Duration LEAST = Duration.ofNanos(1_000);
    private static final Duration LONGEST = Duration.ofDays(4_000_000);

    /** When an interval without a start fires first. */
    public enum FirstRun {

        /** One interval after its job is first stored. The default. */
        AFTER_INTERVAL,

        /** When its job is first stored. */
        AT_ONCE
    }

    /** Checks the range and rounds up to microseconds. */
    public IntervalTrigger {
        if (interval.compareTo(LEAST) < 0) {
            throw new JobDefinitionException("The interval " + interval
                    + " is too short: an interval is at least a microsecond. Write for example 10s.");
        }
        int finer = interval.toNanosPart() % 1_000;
        interval = finer == 0 ? interval : interval.plusNanos(1_000 - finer);
        start = start.map(Horizon::roundUp);
    }

    /**
     * Makes one without bounds.
     *
     * @param interval the distance of two fire times, at least a microsecond
     */
    public IntervalTrigger(Duration interval) {
        this(interval, Optional.empty(), Optional.empty(), FirstRun.AFTER_INTERVAL);
    }

    /**
     * Makes one with bounds.
     *
     * @param interval the distance of two fire times, at least a microsecond
     * @param start the first fire time; empty for one interval after the job is first stored
     * @param end the latest possible fire time; empty for no end
     */
    public IntervalTrigger(Duration interval, Optional<Instant> start, Optional<Instant> end) {
        this(interval, start, end, FirstRun.AFTER_INTERVAL);
    }

    /**
     * Returns this trigger with a start.
     *
     * @param value the first fire time
     * @return the changed trigger
     */
    @Override
    public IntervalTrigger startingAt(Instant value) {
        return new IntervalTrigger(interval, Optional.of(value), end, firstRun);
    }

    /**
     * Returns this trigger with an end.
     *
     * @param value the latest possible fire time, inclusive
     * @return the changed trigger
     */
    @Override
    public IntervalTrigger endingAt(Instant value) {
        return new IntervalTrigger(interval, start, Optional.of(value), firstRun);
    }

    /**
     * Returns this trigger, firing first when its job is stored and not one interval later.
     *
     * @return the changed trigger
     */
    public IntervalTrigger atOnce() {
        return new IntervalTrigger(interval, start, end, FirstRun.AT_ONCE);
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Instant first = start.orElseGet(() -> firstAfter(Horizon.FIRST));
        if (first.isAfter(after)) {
            return bounded(first);
        }
        if (interval.compareTo(LONGEST) > 0 || after.isAfter(Horizon.LAST)) {
            return Optional.empty();
        }
        long step = micros(interval);
        long passed = micros(Duration.between(first, after));
        long ahead = (passed / step + 1) * step;
        return bounded(first.plusSeconds(ahead / 1_000_000).plusNanos(ahead % 1_000_000 * 1_000));
    }

    private Optional<Instant> bounded(Instant time) {
        return time.isAfter(Horizon.LAST) || (end.isPresent() && time.isAfter(end.get()))
                ? Optional.empty()
                : Optional.of(time);
    }

    private static long micros(Duration duration) {
        return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
    }

    private Instant firstAfter(Instant anchor) {
        if (firstRun == FirstRun.AT_ONCE) {
            return anchor;
        }
        return interval.compareTo(LONGEST) > 0 ? Instant.MAX : anchor.plus(interval);
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return start.isPresent() ? this : startingAt(firstAfter(anchor));
    }

    @Override
    public String toString() {
        return "interval[" + Durations.format(interval)
                + start.map(time -> ", start=" + time).orElse("")
                + end.map(time -> ", end=" + time).orElse("")
                + (firstRun == FirstRun.AT_ONCE && start.isEmpty() ? ", at once" : "") + "]";
    }
}
