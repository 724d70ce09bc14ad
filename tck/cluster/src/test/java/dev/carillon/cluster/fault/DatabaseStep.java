package dev.carillon.cluster.fault;

import dev.carillon.DeliveryMode;
import java.time.Duration;
import java.time.Instant;

/**
 * The database's time is set back by an hour, put right, and set forward by an hour. Nothing fires twice, nobody is taken
 * for dead, and what was passed over is accounted for.
 */
final class DatabaseStep implements Fault {

    private static final int SECONDS_OF_HOUR = 3_600;

    /** Longer than a beat, so that every node learns of each step before the next. */
    private static final Duration BETWEEN = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "dbstep";
    }

    @Override
    public boolean needsPostgreSql() {
        // nothing can put another clock in the place of MariaDB's
        return true;
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        cluster.steppedClock();
        cluster.start("one", "two");
        Instant begin = Instant.now().plusSeconds(4);
        cluster.load().coalescing("tick-", 20, begin, Duration.ofSeconds(1), 30, 50);
        cluster.load().coalescing("hour-", 2, begin, Duration.ofSeconds(1), SECONDS_OF_HOUR, 50);
        cluster.load().once("least-", 200, begin, Duration.ofSeconds(25), 100, DeliveryMode.AT_LEAST_ONCE);
        cluster.load().longRuns("long-", 6, begin, Duration.ofSeconds(30));
        cluster.awaitBusy(3);
        cluster.last(BETWEEN);
        cluster.step(-SECONDS_OF_HOUR);
        cluster.last(BETWEEN);
        cluster.step(0);
        cluster.last(BETWEEN);
        cluster.step(SECONDS_OF_HOUR);
        cluster.settle(Duration.ofSeconds(60), job -> false);
    }
}
