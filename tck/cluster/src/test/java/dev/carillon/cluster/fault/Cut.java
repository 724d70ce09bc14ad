package dev.carillon.cluster.fault;

import static org.awaitility.Awaitility.await;

import dev.carillon.DeliveryMode;
import dev.carillon.event.JobRecovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two of three nodes lose their way to the database. First only connections, again and again, in the middle of statements
 * and of their answers, and then all of them for a moment: that costs nothing. Then both are cut off for longer than their
 * lease, one by resets, one so that its connections stand and nothing comes through: their runs are taken over, and they
 * interrupt them when they hear of it.
 */
final class Cut implements Fault {

    private static final Duration MOMENT = Duration.ofSeconds(3);
    private static final Duration LOSSY = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(25);

    /** A connection that stands without a word is given up after half a minute at most. */
    private static final Duration RETURNS_WITHIN = Duration.ofSeconds(40);

    private static final int FEWEST_LOSSES = 5;

    @Override
    public String name() {
        return "cut";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        try (Proxy reset = cluster.proxy();
                Proxy halfOpen = cluster.proxy()) {
            NodeProcess two = cluster.launch("two", NodeProgram.ofWork(), reset.port(), Map.of());
            NodeProcess three = cluster.launch("three", NodeProgram.ofWork(), halfOpen.port(), Map.of());
            List<NodeProcess> victims = List.of(two, three);
            victims.forEach(cluster::awaitStarted);
            // more than one of them has room for; the node that is to take them over comes later and is free
            cluster.load().longRuns("long-", 45, Instant.now().plusSeconds(2), TIME.plusSeconds(60));
            cluster.awaitRunning(two, 5);
            cluster.awaitRunning(three, 5);
            cluster.awaitStarted(cluster.launch("one", NodeProgram.ofWork()));
            Instant begin = Instant.now().plusSeconds(2);
            cluster.load().recurring("tick-", 10, begin, Duration.ofSeconds(1), 40, 50);
            cluster.load().once("least-", 400, begin, Duration.ofSeconds(40), 100, DeliveryMode.AT_LEAST_ONCE);
            cluster.load().once(Load.MOST_ONCE, 60, begin, Duration.ofSeconds(40), 200, DeliveryMode.AT_MOST_ONCE);

            reset.loseSome();
            halfOpen.loseSome();
            cluster.last(LOSSY);
            halfOpen.heal();
            reset.reset();
            cluster.last(MOMENT);
            reset.heal();
            cluster.last(MOMENT);
            if (Math.min(reset.losses(), halfOpen.losses()) < FEWEST_LOSSES) {
                cluster.finding("only " + reset.losses() + " and " + halfOpen.losses() + " connections were lost");
            }
            if (cluster.ledger().count("kind in (?, ?)", Happening.CUT, JobRecovered.class.getSimpleName()) > 0) {
                cluster.finding("a node was taken for dead that had lost but connections");
            }

            Instant since = cluster.ledger().now();
            reset.reset();
            halfOpen.fallSilent();
            cluster.last(TIME);
            reset.heal();
            halfOpen.heal();
            Instant healed = cluster.ledger().now();
            awaitReturn(cluster, victims, since, healed);
            cluster.settle(Duration.ofSeconds(60), Load::isAbandoned);
        }
    }

    /** Waits until both have heard of their loss, and listen again. */
    private static void awaitReturn(FaultCluster cluster, List<NodeProcess> victims, Instant since, Instant healed) {
        List<NodeProcess> toHear = new ArrayList<>(victims);
        Set<String> deaf = victims.stream()
                .filter(victim -> cluster.canListen())
                .map(NodeProcess::node)
                .collect(Collectors.toSet());
        await("the return of both").atMost(RETURNS_WITHIN).until(() -> {
            if (!deaf.isEmpty()) {
                deaf.removeAll(cluster.listeningSince(healed));
            }
            for (NodeProcess victim : List.copyOf(toHear)) {
                if (cluster.isInterrupted(victim)) {
                    toHear.remove(victim);
                    cluster.lost(Victim.between(victim, since, cluster.ledger().now()));
                }
            }
            return toHear.isEmpty() && deaf.isEmpty();
        });
    }
}
