package dev.carillon.samples.fromapscheduler;

import dev.carillon.JobRun;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** What jobs call: methods of an object, where APScheduler has functions. */
class Reports {

    final BlockingQueue<String> built = new LinkedBlockingQueue<>();
    final Semaphore begun = new Semaphore(0);
    final CountDownLatch paper = new CountDownLatch(1);

    String build(String what) {
        built.add(what);
        return "report on " + what;
    }

    void send(JobRun run, String customer, int copies) {
        built.add(run.jobId() + " to " + customer + " x" + copies);
    }

    void fail() {
        throw new IllegalStateException("no ink");
    }

    void failAtFirst(JobRun run) {
        if (run.attempt() == 1) {
            throw new IllegalStateException("no ink");
        }
        built.add("attempt " + run.attempt());
    }

    /** Goes on until there is paper, or an interrupt. */
    void print() throws InterruptedException {
        begun.release();
        try {
            paper.await();
        } catch (InterruptedException interrupted) {
            built.add("torn off");
            throw interrupted;
        }
        built.add("printed");
    }
}
