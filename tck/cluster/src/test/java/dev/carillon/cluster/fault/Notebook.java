package dev.carillon.cluster.fault;

import dev.carillon.JobRun;
import dev.carillon.RunCause;
import dev.carillon.event.SchedulerEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** What the beans of an application write their deeds into, whatever its build. */
@Singleton
public class Notebook {

    private static final long MILLIS_OF_RECOVERY = 200;

    private final LedgerPen pen = LedgerPen.open(System.getProperty("tck.ledger"), System.getProperty("carillon.node"));

    /**
     * Works for a while, and soon has done when it takes over from a node that died.
     *
     * @param run the run
     * @param millis how long
     * @param detail what the method has to say of itself
     */
    public void carryOut(JobRun run, long millis, String detail) throws InterruptedException {
        pen.note(Happening.START, run, detail);
        try {
            TimeUnit.MILLISECONDS.sleep(run.cause() == RunCause.RECOVERY ? MILLIS_OF_RECOVERY : millis);
        } catch (InterruptedException interrupted) {
            pen.note(Happening.CUT, run, detail);
            throw interrupted;
        }
        pen.note(Happening.END, run, detail);
    }

    void told(@Observes SchedulerEvent event) {
        pen.told(event);
    }

    void finish() throws InterruptedException {
        pen.finish();
    }
}
