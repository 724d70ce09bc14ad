package dev.carillon.cluster.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The database is down for a minute while 500 runs a second are due. What runs goes on, what ends is put on record
 * afterwards, nobody is taken for dead and nothing is run again.
 */
final class Outage implements Fault {

    private static final int JOBS = 500;
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final Duration FIRST_CLAIM = Duration.ofSeconds(3);
    private static final int MOST_LINES = 6;

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public Duration longestFailover() {
        return FIRST_CLAIM;
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        List<NodeProcess> nodes = cluster.start("one", "two");
        Instant begin = Instant.now().plusSeconds(20);
        cluster.load().coalescing("tick-", JOBS, begin, Duration.ofSeconds(1), 85, 1);
        // they end while nobody can be told
        cluster.load().longRuns("long-", 20, begin.plusSeconds(8), Duration.ofSeconds(20));
        await("a beginning")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.ledger().count("job like 'long-%' and kind = 'start'") == 20);
        await("a full load")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.ledger().count("kind = 'end'") > 5 * JOBS);
        List<Integer> said = nodes.stream().map(node -> node.log().size()).toList();
        cluster.outage(TIME, () -> nodes.forEach(cluster::assertNobodyWaits));
        cluster.settle(Duration.ofSeconds(90), job -> false);
        for (int i = 0; i < nodes.size(); i++) {
            List<String> lines = nodes.get(i).log();
            int more = lines.size() - said.get(i);
            if (more > MOST_LINES) {
                cluster.finding("node " + nodes.get(i).node() + " has said " + more
                        + " lines about the outage, such as " + lines.subList(said.get(i), said.get(i) + MOST_LINES));
            }
        }
    }
}
