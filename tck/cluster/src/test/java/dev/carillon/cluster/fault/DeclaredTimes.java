package dev.carillon.cluster.fault;

import dev.carillon.DeliveryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fire times of a declared job, which goes on as long as it is declared. */
final class DeclaredTimes {

    /** So near to a change nobody can tell which times are still, or already, fire times: then those are that were. */
    private static final Duration UNSURE = Duration.ofSeconds(3);

    private final String job;
    private final Set<Instant> seen;
    private final Collection<Instant> times = new TreeSet<>();

    DeclaredTimes(List<Happening> all, String job) {
        this.job = job;
        this.seen = all.stream()
                .filter(row -> row.is(Happening.START) && row.job().equals(job))
                .map(Happening::scheduled)
                .collect(Collectors.toSet());
    }

    /** Adds the multiples of some seconds between two changes. */
    DeclaredTimes between(Instant from, Instant to, int seconds) {
        long first = from.minus(UNSURE).getEpochSecond() / seconds;
        long last = to.plus(UNSURE).getEpochSecond() / seconds;
        for (long i = first; i <= last; i++) {
            Instant time = Instant.ofEpochSecond(i * seconds);
            boolean sure = time.isAfter(from.plus(UNSURE)) && time.isBefore(to.minus(UNSURE));
            if (sure || seen.contains(time)) {
                times.add(time);
            }
        }
        return this;
    }

    void expectIn(Load load) {
        load.expect(new Expectation(job, DeliveryMode.AT_LEAST_ONCE, List.copyOf(times)));
    }
}
