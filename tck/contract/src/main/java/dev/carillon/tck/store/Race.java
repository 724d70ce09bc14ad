package dev.carillon.tck.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets several threads begin at the same moment. */
final class Race {

    private static final int LIMIT_SECONDS = 120;

    private Race() {}

    /**
     * Runs all, each on a thread of its own, none before all are there.
     *
     * @return what they returned, in the same order
     * @throws AssertionError if one of them throws, or does not end
     */
    static <T> List<T> of(List<Callable<T>> runners) {
        CyclicBarrier start = new CyclicBarrier(runners.size());
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> runner : runners) {
                running.add(threads.submit(() -> {
                    start.await();
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError("a runner of the race failed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the race was interrupted", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }
}
