package dev.carillon.samples.cluster;

import dev.carillon.Job;
import dev.carillon.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** The jobs. Every node has them; each run happens on one of the nodes. */
@ApplicationScoped
public class Warehouse {

    static final String STOCKTAKING = "stocktaking";

    /** Short, and often. */
    @Job(id = "pack", every = "2s")
    void pack() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(200);
    }

    /** Takes a while, and must not be going twice at once in the whole cluster. */
    @Job(id = STOCKTAKING, every = "5s", maxInstances = "1")
    void takeStock(JobRun run) throws InterruptedException {
        TimeUnit.SECONDS.sleep(4);
    }
}
