package dev.carillon.cluster.fault;

import dev.carillon.DeliveryMode;
import java.time.Duration;
import java.time.Instant;

/** The database can be read and not be written for a while. */
final class ReadOnly implements Fault {

    private static final Duration TIME = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "readonly";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        cluster.start("one", "two");
        Instant begin = Instant.now().plusSeconds(4);
        cluster.load().longRuns("long-", 10, begin, Duration.ofSeconds(12));
        cluster.load().recurring("tick-", 10, begin, Duration.ofSeconds(1), 30, 50);
        cluster.load().once("least-", 300, begin, Duration.ofSeconds(30), 100, DeliveryMode.AT_LEAST_ONCE);
        cluster.load().once(Load.MOST_ONCE, 50, begin, Duration.ofSeconds(30), 200, DeliveryMode.AT_MOST_ONCE);
        cluster.awaitBusy(5);
        cluster.readOnly(TIME);
        cluster.settle(Duration.ofSeconds(60), job -> false);
    }
}
