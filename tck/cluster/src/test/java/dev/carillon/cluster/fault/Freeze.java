package dev.carillon.cluster.fault;

import static org.awaitility.Awaitility.await;

import dev.carillon.DeliveryMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * One of three nodes stands still, longer than its lease, and goes on: its runs are others' by then, what it says of them
 * counts for nothing, and it ends them as soon as it hears of it.
 */
final class Freeze implements Fault {

    private static final Duration TIME = Duration.ofSeconds(25);
    private static final Duration HEARS_WITHIN = Duration.ofSeconds(8);

    private static final String BEGUN_AGAIN =
            """
            kind = 'start' and process = ? and at > ? and exists (select 1 from happening other where
                other.kind = 'start' and other.run = happening.run and other.process <> happening.process
                and other.at < happening.at)""";

    /** So many runs may have been about to begin at the very moment when the node was stopped. */
    private static final long PASSED_ALREADY = 2;

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        cluster.start("one", "two", "three");
        Instant begin = Instant.now().plusSeconds(4);
        // still going when the node goes on
        cluster.load().longRuns("long-", 12, begin, TIME.plusSeconds(20));
        cluster.load().recurring("tick-", 10, begin, Duration.ofSeconds(1), 20, 50);
        cluster.load().once("least-", 300, begin, Duration.ofSeconds(20), 300, DeliveryMode.AT_LEAST_ONCE);
        cluster.load().once(Load.MOST_ONCE, 100, begin, Duration.ofSeconds(20), 500, DeliveryMode.AT_MOST_ONCE);
        NodeProcess victim = cluster.awaitBusy(5);
        Process pause = victim.freeze(TIME);
        Instant since = cluster.ledger().now();
        OffsetDateTime frozen = since.atOffset(ZoneOffset.UTC);
        pause.waitFor();
        await("interrupts of what the frozen node had")
                .atMost(HEARS_WITHIN)
                .until(() ->
                        cluster.ledger().count("kind = 'cut' and job like 'long-%' and process = ?", victim.pid()) > 0);
        long begun = cluster.ledger().count(BEGUN_AGAIN, victim.pid(), frozen);
        if (begun > PASSED_ALREADY) {
            cluster.finding("the node that had stood still began " + begun + " runs that others had done by then");
        }
        cluster.lost(Victim.between(victim, since, cluster.ledger().now()));
        cluster.settle(Duration.ofSeconds(60), Load::isAbandoned);
    }
}
