package dev.carillon.trigger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The fire times of a trigger that do not fall on certain days. A day lasts from its first instant to the first of the next,
 * so it may have 23 or 25 hours. If all fire times on 10,000 days in a row are excluded, the search ends with a
 * {@link TriggerSearchException}.
 *
 * <p>Source: a REC of section 1.7 of the APScheduler semantics.
 *
 * @param trigger whose fire times
 * @param holidays the days that are left out
 * @param zone where those days begin and end; empty for the time zone of the scheduler
 */
public record ExceptHolidaysTrigger(Trigger trigger, HolidayCalendar holidays, Optional<ZoneId> zone)
        implements Trigger {

    @Override
    public Optional<Instant> nextAfter(Instant after) {
        ZoneId days = zone.orElseGet(ZoneId::systemDefault);
        Optional<Instant> next = Guard.next(trigger, after);
        for (int steps = 0; next.isPresent() && steps < Guard.MOST_STEPS; steps++) {
            LocalDate date = next.get().atZone(days).toLocalDate();
            if (!holidays.contains(date)) {
                return next;
            }
            Instant dayEnd =
                    Horizon.justBefore(date.plusDays(1).atStartOfDay(days).toInstant());
            next = Guard.next(trigger, dayEnd.isAfter(next.get()) ? dayEnd : next.get());
        }
        if (next.isPresent()) {
            throw new TriggerSearchException("The fire times of " + trigger + " on " + Guard.MOST_STEPS
                    + " days in a row after " + after + " are excluded by " + holidays
                    + ". Exclude less, or give the trigger an end.");
        }
        return next;
    }

    @Override
    public Trigger anchoredAt(Instant anchor) {
        return new ExceptHolidaysTrigger(trigger.anchoredAt(anchor), holidays, zone);
    }

    @Override
    public Trigger inZone(ZoneId defaultZone) {
        return new ExceptHolidaysTrigger(trigger.inZone(defaultZone), holidays, Optional.of(zone.orElse(defaultZone)));
    }

    @Override
    public String toString() {
        return "except[" + trigger + ", " + holidays
                + zone.map(id -> ", timezone='" + id + "'").orElse("") + "]";
    }
}
