package dev.carillon.cluster.fault;

import static java.util.stream.Collectors.groupingBy;

import dev.carillon.DeliveryMode;
import dev.carillon.RunOutcome;
import dev.carillon.RunRecord;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobSetAside;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Goes over the ledger and judges it by the promises alone. */
final class Checker {

    private static final String EXECUTED = JobExecuted.class.getSimpleName();
    private static final String SET_ASIDE = JobSetAside.class.getSimpleName();
    private static final String SKIPPED = JobSkipped.class.getSimpleName();
    private static final String RECOVERED = JobRecovered.class.getSimpleName();
    private static final String ABANDONED = JobAbandoned.class.getSimpleName();

    private final List<Happening> all;
    private final Map<String, Expectation> expected = new LinkedHashMap<>();
    private final List<Victim> victims;
    private final Map<UUID, List<RunRecord>> history;
    private final List<String> findings = new ArrayList<>();

    Checker(List<Happening> all, List<Expectation> expected, List<Victim> victims, List<RunRecord> history) {
        this.all = all;
        this.history = history.stream().collect(groupingBy(RunRecord::runId));
        expected.forEach(each -> this.expected.put(each.job(), each));
        this.victims = victims;
    }

    List<String> findings() {
        return findings;
    }

    private int found(String finding) {
        findings.add(finding);
        return 1;
    }

    /** Counts the runs that ended well. */
    long runs() {
        return all.stream()
                .filter(row -> row.is(EXECUTED))
                .map(Happening::run)
                .distinct()
                .count();
    }

    /** Counts the fire times that did not become what they were to become. */
    int lost() {
        Map<String, Set<Instant>> begun = timesOf(Happening.START);
        Map<String, Set<Instant>> done = timesOf(Happening.END);
        Map<String, Set<Instant>> abandoned = timesOf(ABANDONED);
        int lost = 0;
        for (Expectation job : expected.values()) {
            if (isSetAside(job.job())) {
                // nothing of it is lost, and whoever does not expect it finds it stuck
                continue;
            }
            if (job.coalesced()) {
                lost += unaccounted(job, done.getOrDefault(job.job(), Set.of()).size());
                continue;
            }
            for (Instant time : job.times()) {
                boolean there = job.delivery() == DeliveryMode.AT_LEAST_ONCE
                        ? has(done, job.job(), time)
                        : has(begun, job.job(), time) || has(abandoned, job.job(), time);
                if (!there) {
                    lost += found("lost: job " + job.job() + " for " + time);
                }
            }
        }
        return lost;
    }

    private boolean isSetAside(String job) {
        return all.stream().anyMatch(row -> row.is(SET_ASIDE) && row.job().equals(job));
    }

    /** Each fire time is a run that was done, or was told of as coalesced. */
    private int unaccounted(Expectation job, int done) {
        long coalesced = all.stream()
                .filter(row -> row.is(SKIPPED) && row.job().equals(job.job()))
                .map(row -> row.detail().split(" ", 2))
                .filter(reason -> reason[0].equals(SkipReason.COALESCED.name()))
                .mapToLong(reason -> Long.parseLong(reason[1]))
                .sum();
        long missing = job.times().size() - done - coalesced;
        return missing == 0
                ? 0
                : found("lost: job " + job.job() + " has " + job.times().size() + " fire times, " + done
                        + " runs that were done, and " + coalesced + " that were coalesced");
    }

    private Map<String, Set<Instant>> timesOf(String kind) {
        Map<String, Set<Instant>> times = new HashMap<>();
        all.stream().filter(row -> row.is(kind)).forEach(row -> times.computeIfAbsent(row.job(), job -> new HashSet<>())
                .add(row.scheduled()));
        return times;
    }

    private static boolean has(Map<String, Set<Instant>> times, String job, Instant time) {
        return times.getOrDefault(job, Set.of()).contains(time);
    }

    /** Counts what happened more often than it may. */
    int doubled() {
        int doubled = 0;
        Map<UUID, List<Happening>> runs = new LinkedHashMap<>();
        all.forEach(row -> row.run().ifPresent(run -> runs.computeIfAbsent(run, id -> new ArrayList<>())
                .add(row)));
        Map<String, Set<Instant>> taken = new HashMap<>();
        for (List<Happening> run : runs.values()) {
            List<Happening> starts = run.stream()
                    .filter(row -> row.is(Happening.START) && !isOutside(row))
                    .toList();
            if (starts.isEmpty()) {
                continue;
            }
            Happening first = starts.get(0);
            Expectation job = expected.get(first.job());
            if (job == null || !job.times().contains(first.scheduled())) {
                doubled += found("a run that nobody asked for: " + first);
                continue;
            }
            if (!taken.computeIfAbsent(first.job(), id -> new HashSet<>()).add(first.scheduled())) {
                doubled += found("a second run for one fire time: " + first);
            }
            doubled += startedTooOften(job, starts, run);
            doubled += endedTooOften(starts, run);
        }
        return doubled;
    }

    /**
     * Counts the runs that the history does not tell of, or tells otherwise than they were. It is written with what ends a
     * run, so nobody's death excuses a gap.
     */
    int unrecorded() {
        int unrecorded = 0;
        Set<String> setAside = timesOf(SET_ASIDE).keySet();
        Map<UUID, List<Happening>> starts = all.stream()
                .filter(row -> row.is(Happening.START) && !setAside.contains(row.job()))
                .collect(groupingBy(row -> row.run().orElseThrow()));
        Map<UUID, List<Happening>> ends = all.stream()
                .filter(row -> row.is(Happening.END))
                .collect(groupingBy(row -> row.run().orElseThrow()));
        for (Map.Entry<UUID, List<Happening>> run : starts.entrySet()) {
            if (!history.containsKey(run.getKey())) {
                unrecorded += found("not in the history: " + run.getValue().get(0));
            }
        }
        for (Happening row : all) {
            if (row.is(EXECUTED) && recordsOf(row).noneMatch(record -> record.outcome() == RunOutcome.EXECUTED)) {
                unrecorded += found("told of as ended well, and not in the history: " + row);
            }
        }
        for (RunRecord record : history.values().stream().flatMap(List::stream).toList()) {
            if (record.outcome() == RunOutcome.EXECUTED
                    && !isDone(record, ends.getOrDefault(record.runId(), List.of()))) {
                unrecorded += found("ended well in the history, and nobody has done it: " + record);
            }
        }
        return unrecorded;
    }

    private Stream<RunRecord> recordsOf(Happening row) {
        return row.run().map(run -> history.getOrDefault(run, List.of())).stream()
                .flatMap(List::stream);
    }

    private static boolean isDone(RunRecord record, List<Happening> ends) {
        return ends.stream()
                .anyMatch(end -> end.fence() == record.fence()
                        && record.node().filter(end.node()::equals).isPresent());
    }

    /** Counts the runs that have more than one end in the history. */
    int recordedTwice() {
        int twice = 0;
        for (List<RunRecord> run : history.values()) {
            if (run.size() > 1) {
                twice += found("ended more than once in the history: " + run);
            }
        }
        return twice;
    }

    /** Tells whether a victim did something that it would not have done, had it heard already of its loss. */
    private boolean isOutside(Happening row) {
        return victims.stream()
                .anyMatch(victim -> victim.did(row)
                        && row.at().isAfter(victim.since())
                        && row.at().isBefore(victim.until()));
    }

    private int startedTooOften(Expectation job, List<Happening> starts, List<Happening> run) {
        int doubled = 0;
        for (int i = 1; i < starts.size(); i++) {
            Happening before = starts.get(i - 1);
            Happening again = starts.get(i);
            if (job.delivery() == DeliveryMode.AT_MOST_ONCE) {
                doubled += found("started twice, AT_MOST_ONCE: " + before + " and " + again);
            } else if (victims.stream().noneMatch(victim -> wasLostBy(victim, before, again))) {
                doubled += found("started again though its node was not lost: " + before + " and " + again);
            } else if (run.stream()
                    .noneMatch(row -> row.is(RECOVERED) && row.detail().equals(before.node()))) {
                doubled += found("started again and nobody told of a recovery: " + before + " and " + again);
            }
            if (again.fence() <= before.fence()) {
                doubled += found("a fence that did not rise: " + before + " and " + again);
            }
        }
        return doubled;
    }

    /** Tells whether a victim had begun a run whose end it had not on record: only then another may begin it again. */
    private boolean wasLostBy(Victim victim, Happening start, Happening again) {
        return victim.did(start)
                && start.at().isBefore(victim.until())
                && all.stream()
                        .noneMatch(row -> row.is(EXECUTED)
                                && victim.did(row)
                                && row.run().equals(start.run())
                                && row.at().isBefore(again.at()));
    }

    /** Tells whether a victim was in the midst of a run when the fault struck: another must take it over. */
    private boolean wasInTheMidstOf(Victim victim, Happening start) {
        return victim.did(start)
                && start.at().isBefore(victim.since())
                && endOf(start).filter(end -> end.at().isBefore(victim.since())).isEmpty();
    }

    private Optional<Happening> endOf(Happening start) {
        return all.stream()
                .filter(row -> row.run().equals(start.run())
                        && row.process() == start.process()
                        && row.fence() == start.fence()
                        && (row.is(Happening.END) || row.is(Happening.CUT)))
                .findFirst();
    }

    private int endedTooOften(List<Happening> starts, List<Happening> run) {
        int doubled = 0;
        List<Happening> ends = run.stream().filter(row -> row.is(EXECUTED)).toList();
        if (ends.size() > 1) {
            doubled += found("ended well more than once: " + ends);
        }
        Happening last = starts.get(starts.size() - 1);
        for (Happening end : ends) {
            if (end.process() != last.process()) {
                doubled += found("ended by a node that had lost it: " + end + ", started last by " + last);
            }
        }
        return doubled;
    }

    /** Tells whether a run that was cut starts again, or it is told that it does not. */
    private static boolean isNext(Happening start, Happening row) {
        boolean ofRun = row.run().equals(start.run()) && (row.is(Happening.START) || row.is(ABANDONED));
        return ofRun || (row.is(SET_ASIDE) && row.job().equals(start.job()));
    }

    private record Interval(Happening start, Instant end) {}

    /** Counts the pairs of runs of one job that went on at once, as long as their nodes were part of the cluster. */
    int overlap() {
        int overlap = 0;
        Map<String, List<Happening>> starts =
                all.stream().filter(row -> row.is(Happening.START)).collect(groupingBy(Happening::job));
        Map<UUID, List<Happening>> ends = all.stream()
                .filter(row -> row.is(Happening.END) || row.is(Happening.CUT))
                .collect(groupingBy(row -> row.run().orElseThrow()));
        for (List<Happening> job : starts.values()) {
            Optional<Interval> before = Optional.empty();
            for (Happening start : job) {
                if (before.filter(one -> start.at().isBefore(one.end())).isPresent()) {
                    overlap += found("at once: " + before.get().start() + " until "
                            + before.get().end() + " and " + start);
                }
                before = Optional.of(new Interval(
                        start, endOf(start, ends.getOrDefault(start.run().orElseThrow(), List.of()))));
            }
        }
        return overlap;
    }

    private Instant endOf(Happening start, List<Happening> ends) {
        Instant end = ends.stream()
                .filter(row -> row.process() == start.process() && row.fence() == start.fence())
                .map(Happening::at)
                .findFirst()
                .orElse(Instant.MAX);
        return victims.stream()
                .filter(victim -> victim.did(start) && start.at().isBefore(victim.until()))
                .map(victim -> start.at().isBefore(victim.since()) ? victim.since() : start.at())
                .reduce(end, (one, other) -> one.isBefore(other) ? one : other);
    }

    /**
     * Returns how long the work of the victims stood still at most: from the fault until another start of a run that they
     * had begun, or until it was told that there will be none.
     */
    Duration failover() {
        Duration longest = Duration.ZERO;
        int taken = 0;
        for (Victim victim : victims) {
            for (Happening start : all) {
                if (start.is(Happening.START) && wasInTheMidstOf(victim, start)) {
                    Optional<Happening> next = all.stream()
                            .filter(row -> row.at().isAfter(victim.since()) && isNext(start, row))
                            .findFirst();
                    if (next.isPresent()) {
                        taken++;
                        Duration time =
                                Duration.between(victim.since(), next.get().at());
                        longest = time.compareTo(longest) > 0 ? time : longest;
                    } else {
                        found("nobody took over " + start);
                    }
                }
            }
        }
        if (!victims.isEmpty() && taken == 0) {
            found("the lost nodes had nothing to be taken over, so nothing was proved");
        }
        return longest;
    }

    /** Returns how long it took after the database was back until a run began. */
    Duration firstStartAfter(Instant returned) {
        return all.stream()
                .filter(row -> row.is(Happening.START) && row.at().isAfter(returned))
                .findFirst()
                .map(row -> Duration.between(returned, row.at()))
                .orElseGet(() -> {
                    found("nothing began after the database was back");
                    return Duration.ZERO;
                });
    }
}
