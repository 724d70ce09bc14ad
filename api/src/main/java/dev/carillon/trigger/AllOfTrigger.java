package dev.carillon.trigger;

import dev.carillon.JobDefinitionException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fires when all of its triggers agree: at the earliest of their times, if no more than a threshold lies between the
 * earliest and the latest. It ends with the first of them.
 *
 * <p>In full: of each trigger take the first fire time at or after an instant; the instant fires if it is one of these
 * times, if the latest of them is within the threshold, and if no earlier instant agrees with that same latest time. So
 * a daily trigger and one of every two minutes, with a threshold of a quarter of an hour, agree once a day.
 *
 * <p>Bounds, time zones and changes of the clock are those of its triggers. A search of 10,000 steps without agreement ends
 * with a {@link TriggerSearchException}.
 *
 * <p>Source: APScheduler 4 {@code AndTrigger}, section 1.7 of its semantics, without state: what fires does not depend
 * on where the search began.
 *
 * @param triggers the triggers, at least one
 * @param threshold how far apart times may lie that agree, from 0 to 366 days; a second by default
 */
public record AllOfTrigger(List<Trigger> triggers, Duration threshold) implements Trigger {

    /** The threshold if none is given. */
    public static final Duration DEFAULT_THRESHOLD = Duration.ofSeconds(1);

    private static final Duration LARGEST_THRESHOLD = Duration.ofDays(366);
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    /** Checks that there is a trigger, and the range of the threshold. */
    public AllOfTrigger {
        triggers = List.copyOf(triggers);
        if (triggers.isEmpty()) {
            throw new JobDefinitionException("allOf has no trigger. Give it at least one.");
        }
        if (threshold.isNegative() || threshold.compareTo(LARGEST_THRESHOLD) > 0) {
            throw new JobDefinitionException("The threshold " + threshold
                    + " of allOf is out of range: from 0, for exact agreement, to 366 days.");
        }
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Instant[] times = new Instant[triggers.size()];
        if (!advance(times, after)) {
            return Optional.empty();
        }
        for (int steps = 0; steps < Guard.MOST_STEPS; steps++) {
            Instant earliest = earliest(times);
            Instant latest = latest(times);
            Instant reach = latest.minus(threshold);
            boolean agree = !earliest.isBefore(reach);
            if (agree && !agreedBefore(earliest, latest, reach)) {
                return Optional.of(earliest);
            }
            if (!advance(times, agree ? earliest : Horizon.justBefore(reach))) {
                return Optional.empty();
            }
        }
        throw new TriggerSearchException("The triggers of " + this + " found no agreement after " + after + " within "
                + Guard.MOST_STEPS + " steps, up to " + latest(times)
                + ". Choose times that meet, a larger threshold, or give one of them an end.");
    }

    /** Moves times that lie at or before an instant beyond it; false if one of the triggers has ended. */
    private boolean advance(Instant[] times, Instant after) {
        for (int i = 0; i < times.length; i++) {
            Instant time = times[i];
            if (time == null || !time.isAfter(after)) {
                Optional<Instant> next = Guard.next(triggers.get(i), after);
                if (next.isEmpty()) {
                    return false;
                }
                times[i] = next.get();
            }
        }
        return true;
    }

    private static Instant earliest(Instant[] times) {
        Instant earliest = times[0];
        for (Instant time : times) {
            earliest = time.isBefore(earliest) ? time : earliest;
        }
        return earliest;
    }

    private static Instant latest(Instant[] times) {
        Instant latest = times[0];
        for (Instant time : times) {
            latest = time.isAfter(latest) ? time : latest;
        }
        return latest;
    }

    /** Whether the fire time before {@code earliest}, if it is within reach, agrees with the same latest time. */
    private boolean agreedBefore(Instant earliest, Instant latest, Instant reach) {
        Instant before = earliest;
        for (Duration back = MICROSECOND; before.equals(earliest); back = back.multipliedBy(2)) {
            Instant from = earliest.minus(back);
            if (from.isBefore(reach)) {
                from = reach;
            }
            if (!from.isBefore(earliest)) {
                return false;
            }
            before = lastBetween(from, earliest);
            if (before.equals(earliest) && from.equals(reach)) {
                return false;
            }
        }
        Instant[] times = new Instant[triggers.size()];
        return advance(times, Horizon.justBefore(before)) && latest(times).equals(latest);
    }

    /** The last fire time of any trigger from an instant on and before another; that other if there is none. */
    private Instant lastBetween(Instant from, Instant to) {
        Optional<Instant> last = Optional.empty();
        for (Trigger trigger : triggers) {
            Optional<Instant> time = Guard.nextFrom(trigger, last.orElse(from));
            while (time.isPresent() && time.get().isBefore(to)) {
                last = time;
                time = Guard.next(trigger, time.get());
            }
        }
        return last.orElse(to);
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return new AllOfTrigger(
                triggers.stream().map(trigger -> trigger.anchoredAt(anchor)).toList(), threshold);
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return new AllOfTrigger(
                triggers.stream().map(trigger -> trigger.inZone(defaultZone)).toList(), threshold);
    }

    @Override
    public String toString() {
        String threshold = this.threshold.equals(DEFAULT_THRESHOLD)
                ? "]"
                : ", threshold=" + Durations.format(this.threshold) + "]";
        return triggers.stream().map(Trigger::toString).collect(Collectors.joining(", ", "and[", threshold));
    }
}
