package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A bean in which others write down what happens, and for which tests wait. */
@ApplicationScoped
class Journal {

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
