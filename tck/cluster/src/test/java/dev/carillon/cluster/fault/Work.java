package dev.carillon.cluster.fault;

import dev.carillon.JobRun;
import dev.carillon.RunCause;
import java.util.concurrent.TimeUnit;

/** The methods of the jobs. */
public class Work {

    private final LedgerPen pen;

    Work(LedgerPen pen) {
        this.pen = pen;
    }

    /** Works for a while. */
    void once(JobRun run, long millis) throws InterruptedException {
        carryOut(run, millis);
    }

    /** Works for long, but soon has done when it is taken over from a node that died. */
    void longUnlessRecovered(JobRun run, long millis) throws InterruptedException {
        carryOut(run, run.cause() == RunCause.RECOVERY ? 200 : millis);
    }

    /** Ends the process, as a fault in native code would. */
    void poison(JobRun run) throws InterruptedException {
        pen.note(Happening.START, run);
        pen.awaitWritten();
        Runtime.getRuntime().halt(9);
    }

    private void carryOut(JobRun run, long millis) throws InterruptedException {
        pen.note(Happening.START, run);
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            pen.note(Happening.CUT, run);
            throw interrupted;
        }
        pen.note(Happening.END, run);
    }
}
