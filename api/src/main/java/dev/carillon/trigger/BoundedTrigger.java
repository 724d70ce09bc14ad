package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The fire times of another trigger between two bounds. The bounds cut; they do not move a grid. They are instants, so that
 * changes of the clock do not touch them.
 *
 * <p>Source: the inclusive bounds of sections 1.4 and 1.5 of the APScheduler semantics, for every trigger.
 *
 * @param trigger whose fire times
 * @param start the earliest possible one, inclusive; empty for no start
 * @param end the latest possible one, inclusive; empty for no end. An end before the start never fires
 */
public record BoundedTrigger(Trigger trigger, Optional<Instant> start, Optional<Instant> end) implements Trigger {

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Instant from = after;
        if (start.isPresent() && after.isBefore(start.get())) {
            from = Horizon.justBefore(Horizon.roundUp(start.get()));
        }
        Optional<Instant> next = Guard.next(trigger, from.isBefore(after) ? after : from);
        return next.isPresent() && end.isPresent() && next.get().isAfter(end.get()) ? Optional.empty() : next;
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return new BoundedTrigger(trigger.anchoredAt(anchor), start, end);
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return new BoundedTrigger(trigger.inZone(defaultZone), start, end);
    }

    @Override
    public BoundedTrigger startingAt(Instant value) {
        return new BoundedTrigger(
                trigger, Optional.of(start.filter(value::isBefore).orElse(value)), end);
    }

    @Override
    public BoundedTrigger endingAt(Instant value) {
        return new BoundedTrigger(
                trigger, start, Optional.of(end.filter(value::isAfter).orElse(value)));
    }

    @Override
    public String toString() {
        return "bounded[" + trigger + start.map(time -> ", start=" + time).orElse("")
                + end.map(time -> ", end=" + time).orElse("") + "]";
    }
}
