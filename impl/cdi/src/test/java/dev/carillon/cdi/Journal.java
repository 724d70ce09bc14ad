package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What beans under test write down, and a test waits for. Each test makes a fresh one and hands it to the beans. */
final class Journal {

    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<Object> entries = new LinkedBlockingQueue<>();

    void add(Object entry) {
        entries.add(entry);
    }

    /** Waits for the next entry. */
    Object next() {
        try {
            Object entry = entries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(entry).as("an entry within %d seconds", PATIENCE_SECONDS).isNotNull();
            return entry;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    List<Object> next(int count) {
        List<Object> some = new ArrayList<>();
        while (some.size() < count) {
            some.add(next());
        }
        return some;
    }

    /** Returns what has been written and not been waited for. */
    List<Object> rest() {
        List<Object> rest = new ArrayList<>();
        entries.drainTo(rest);
        return rest;
    }
}
