package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fires when any of its triggers does; once when several do at the same microsecond. It ends with the last of them. Bounds,
 * time zones and changes of the clock are theirs.
 *
 * <p>Source: APScheduler 4 {@code OrTrigger}, section 1.7 of its semantics, without state.
 *
 * @param triggers the triggers; none never fires
 */
public record AnyOfTrigger(List<Trigger> triggers) implements Trigger {

    /** Takes a copy. */
    public AnyOfTrigger {
        triggers = List.copyOf(triggers);
    }

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Optional<Instant> earliest = Optional.empty();
        for (Trigger trigger : triggers) {
            Optional<Instant> next = Guard.next(trigger, after);
            if (next.isPresent() && (earliest.isEmpty() || next.get().isBefore(earliest.get()))) {
                earliest = next;
            }
        }
        return earliest;
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return new AnyOfTrigger(
                triggers.stream().map(trigger -> trigger.anchoredAt(anchor)).toList());
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return new AnyOfTrigger(
                triggers.stream().map(trigger -> trigger.inZone(defaultZone)).toList());
    }

    @Override
    public String toString() {
        return triggers.stream().map(Trigger::toString).collect(Collectors.joining(", ", "or[", "]"));
    }
}
