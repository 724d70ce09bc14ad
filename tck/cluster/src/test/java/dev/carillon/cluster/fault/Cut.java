package dev.carillon.cluster.fault;

import static org.awaitility.Awaitility.await;

import dev.carillon.DeliveryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Two of three nodes are cut off from the database, longer than their lease: one by resets, one so that its connections
 * stand and nothing comes through. Before that, one is cut off for a moment, which costs nothing.
 */
final class Cut implements Fault {

    private static final Duration MOMENT = Duration.ofSeconds(3);
    private static final Duration TIME = Duration.ofSeconds(25);

    /** A connection that stands without a word is given up after half a minute. */
    private static final Duration HEARS_WITHIN = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "cut";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        try (Proxy reset = cluster.proxy();
                Proxy halfOpen = cluster.proxy()) {
            NodeProcess one = cluster.launch("one", cluster.port(), Map.of());
            NodeProcess two = cluster.launch("two", reset.port(), Map.of());
            NodeProcess three = cluster.launch("three", halfOpen.port(), Map.of());
            List.of(one, two, three).forEach(cluster::awaitStarted);
            Instant begin = Instant.now().plusSeconds(4);
            // so many that no two nodes have room for all of them
            cluster.load().longRuns("long-", 75, begin, TIME.plusSeconds(50));
            cluster.load().recurring("tick-", 10, begin.plusSeconds(2), Duration.ofSeconds(1), 30, 50);
            cluster.load()
                    .once("least-", 300, begin.plusSeconds(2), Duration.ofSeconds(30), 100, DeliveryMode.AT_LEAST_ONCE);
            cluster.load().once(Load.MOST_ONCE, 50, begin, Duration.ofSeconds(30), 200, DeliveryMode.AT_MOST_ONCE);
            cluster.awaitRunning(two, 5);
            cluster.awaitRunning(three, 5);
            reset.reset();
            Thread.sleep(MOMENT.toMillis());
            reset.heal();
            Thread.sleep(MOMENT.toMillis());
            Instant since = cluster.ledger().now();
            reset.reset();
            halfOpen.fallSilent();
            Thread.sleep(TIME.toMillis());
            reset.heal();
            halfOpen.heal();
            for (NodeProcess victim : List.of(two, three)) {
                await("interrupts on " + victim.node()).atMost(HEARS_WITHIN).until(() -> cluster.isInterrupted(victim));
                cluster.lost(Victim.between(victim, since, cluster.ledger().now()));
            }
            cluster.settle(Duration.ofSeconds(60), Load::isAbandoned);
        }
    }
}
