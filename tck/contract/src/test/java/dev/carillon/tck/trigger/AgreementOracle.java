package dev.carillon.tck.trigger;

import dev.carillon.trigger.AllOfTrigger;
import dev.carillon.trigger.AnyOfTrigger;
import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What combined triggers mean, from whole series of their parts: no search, no shortcut. */
final class AgreementOracle {

    private static final int MOST = 2_000_000;

    private AgreementOracle() {}

    /** As many fire times, from the start of time on, as there are given ones; at most up to shortly after the last. */
    static List<Instant> first(Trigger trigger, List<Instant> given) {
        Instant until = given.isEmpty() ? Instant.parse("2100-01-01T00:00:00Z") : given.get(given.size() - 1);
        List<Instant> all = new ArrayList<>(series(trigger, until.plusSeconds(86_400)));
        return all.subList(0, Math.min(all.size(), given.size()));
    }

    private static NavigableSet<Instant> series(Trigger trigger, Instant until) {
        if (trigger instanceof AnyOfTrigger any) {
            NavigableSet<Instant> union = new TreeSet<>();
            any.triggers().forEach(part -> union.addAll(series(part, until)));
            return union;
        }
        return trigger instanceof AllOfTrigger all ? agreements(all, until) : walked(trigger, until);
    }

    private static NavigableSet<Instant> agreements(AllOfTrigger all, Instant until) {
        List<NavigableSet<Instant>> parts = all.triggers().stream()
                .map(part -> series(part, until.plus(all.threshold()).plusSeconds(1)))
                .toList();
        NavigableSet<Instant> union = new TreeSet<>();
        parts.forEach(union::addAll);
        NavigableSet<Instant> agreements = new TreeSet<>();
        Optional<Instant> agreed = Optional.empty();
        for (Instant time : union) {
            Optional<Instant> latest = latest(parts, time);
            if (latest.isEmpty()) {
                break;
            }
            if (!latest.get().minus(all.threshold()).isAfter(time)) {
                if (!latest.equals(agreed)) {
                    agreements.add(time);
                }
                agreed = latest;
            }
        }
        return agreements;
    }

    private static Optional<Instant> latest(List<NavigableSet<Instant>> parts, Instant from) {
        Instant latest = from;
        for (NavigableSet<Instant> part : parts) {
            Instant next = part.ceiling(from);
            if (next == null) {
                return Optional.empty();
            }
            latest = next.isAfter(latest) ? next : latest;
        }
        return Optional.of(latest);
    }

    private static NavigableSet<Instant> walked(Trigger trigger, Instant until) {
        NavigableSet<Instant> times = new TreeSet<>();
        Optional<Instant> next = trigger.nextAfter(Instant.MIN);
        while (next.isPresent() && !next.get().isAfter(until)) {
            times.add(next.get());
            if (times.size() > MOST) {
                throw new IllegalStateException("too many fire times to look at: " + trigger);
            }
            next = trigger.nextAfter(next.get());
        }
        return times;
    }
}
