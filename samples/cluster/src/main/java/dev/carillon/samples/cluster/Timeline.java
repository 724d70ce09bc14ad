package dev.carillon.samples.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What the nodes say, in the order in which it is heard, printed with the seconds since the beginning. */
final class Timeline {

    private final long begun = System.nanoTime();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A line.
     *
     * @param at when it was heard, counted from the beginning
     * @param node who said it
     * @param line what it said
     */
    record Entry(Duration at, String node, String line) {}

    synchronized Entry add(String node, String line) {
        Entry entry = new Entry(Duration.ofNanos(System.nanoTime() - begun), node, line);
        entries.add(entry);
        System.out.printf(Locale.ROOT, "%6.1f s  %-8s %s%n", entry.at().toMillis() / 1000.0, node, line);
        notifyAll();
        return entry;
    }

    /** Returns how many lines there are. */
    synchronized int size() {
        return entries.size();
    }

    /**
     * Waits for a line.
     *
     * @param from how many lines not to look at
     * @return the first that is as wanted; empty if there is none within the limit
     */
    synchronized Optional<Entry> await(int from, Duration limit, Predicate<Entry> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<Entry> found = entries.stream().skip(from).filter(wanted).findFirst();
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }
}
