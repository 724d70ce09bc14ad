package dev.carillon.cluster.fault;

import dev.carillon.DeliveryMode;
import java.time.Duration;
import java.time.Instant;

/** One of three nodes is killed in the middle of its runs. */
final class Kill implements Fault {

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        cluster.start("one", "two", "three");
        Instant begin = Instant.now().plusSeconds(4);
        cluster.load().longRuns("long-", 12, begin, Duration.ofSeconds(10));
        cluster.load().recurring("tick-", 10, begin, Duration.ofSeconds(1), 20, 50);
        cluster.load().once("least-", 300, begin, Duration.ofSeconds(20), 300, DeliveryMode.AT_LEAST_ONCE);
        cluster.load().once(Load.MOST_ONCE, 100, begin, Duration.ofSeconds(20), 500, DeliveryMode.AT_MOST_ONCE);
        NodeProcess victim = cluster.awaitBusy(5);
        victim.kill();
        cluster.lost(Victim.forEver(victim, cluster.ledger().now()));
        cluster.settle(Duration.ofSeconds(60), Load::isAbandoned);
    }
}
