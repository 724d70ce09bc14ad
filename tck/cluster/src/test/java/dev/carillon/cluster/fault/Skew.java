package dev.carillon.cluster.fault;

import dev.carillon.DeliveryMode;
import dev.carillon.event.ClockStepped;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobRecovered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The clock of one of three nodes is five minutes ahead, that of another five minutes behind. Nobody notices: nothing
 * starts early, nothing late, whoever had added it, and nobody is taken for dead.
 */
final class Skew implements Fault {

    private static final Duration SKEW = Duration.ofMinutes(5);

    /** How far a clock that is wrong may be from being wrong by so much. */
    private static final Duration ABOUT = Duration.ofSeconds(30);

    /** Far less than the skew, and far more than a start takes. */
    private static final Duration LATEST = Duration.ofSeconds(15);

    private static final int ADDED = 5;

    private static final String EXECUTED = JobExecuted.class.getSimpleName();
    private static final String RECOVERED = JobRecovered.class.getSimpleName();
    private static final String STEPPED = ClockStepped.class.getSimpleName();

    @Override
    public String name() {
        return "skew";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        NodeProcess right = cluster.launch("right", NodeProgram.ofWork());
        NodeProcess ahead = cluster.launch("ahead", NodeProgram.ofWork(SkewedClock.option(cluster.folder(), SKEW)));
        NodeProcess behind =
                cluster.launch("behind", NodeProgram.ofWork(SkewedClock.option(cluster.folder(), SKEW.negated())));
        List<NodeProcess> nodes = List.of(right, ahead, behind);
        nodes.forEach(cluster::awaitStarted);
        Instant begin = Instant.now().plusSeconds(4);
        cluster.load().longRuns("long-", 12, begin, Duration.ofSeconds(10));
        cluster.load().recurring("tick-", 10, begin, Duration.ofSeconds(1), 25, 50);
        cluster.load().once("least-", 300, begin, Duration.ofSeconds(25), 300, DeliveryMode.AT_LEAST_ONCE);
        cluster.load().once(Load.MOST_ONCE, 100, begin, Duration.ofSeconds(25), 300, DeliveryMode.AT_MOST_ONCE);
        nodes.forEach(node -> cluster.letAdd(node, ADDED));
        cluster.settle(Duration.ofSeconds(90), job -> false);
        List<Happening> all = cluster.ledger().all();
        requireClock(cluster, all, ahead, SKEW);
        requireClock(cluster, all, behind, SKEW.negated());
        requireTimes(cluster, all);
        for (NodeProcess node : nodes) {
            if (all.stream().noneMatch(row -> row.process() == node.pid() && row.is(Happening.START))) {
                cluster.finding("node " + node.node() + " has run nothing, so nothing was proved");
            }
        }
    }

    private static void requireClock(FaultCluster cluster, List<Happening> all, NodeProcess node, Duration skew) {
        Happening said = all.stream()
                .filter(row -> row.is(FaultNode.CLOCK) && row.process() == node.pid())
                .findFirst()
                .orElseThrow();
        for (String time : said.detail().split(" ", -1)) {
            Duration off = Duration.between(said.at(), Instant.parse(time)).minus(skew);
            if (off.abs().compareTo(ABOUT) > 0) {
                cluster.finding("the clock of " + node.node() + " was not skewed by " + skew + ": " + said);
            }
        }
    }

    /** Each in its time, by a clock that is right. */
    private static void requireTimes(FaultCluster cluster, List<Happening> all) {
        for (Happening row : all) {
            Duration late = Duration.between(row.scheduled(), row.at());
            if (row.is(Happening.START) && (late.isNegative() || late.compareTo(LATEST) > 0)) {
                cluster.finding("started " + late + " after its time: " + row);
            } else if (row.is(FaultNode.ADDED) && late.abs().compareTo(LATEST) > 0) {
                cluster.finding("counted from another time than that of the database: " + row);
            } else if (row.is(EXECUTED)) {
                requireStart(cluster, all, row);
            } else if (row.is(RECOVERED) || row.is(STEPPED)) {
                cluster.finding("nothing has happened that there was to tell of: " + row);
            }
        }
    }

    private static void requireStart(FaultCluster cluster, List<Happening> all, Happening executed) {
        Instant told = Instant.parse(executed.detail());
        boolean right = all.stream()
                .filter(row -> row.is(Happening.START) && row.run().equals(executed.run()))
                .anyMatch(start -> Duration.between(told, start.at()).abs().compareTo(LATEST) < 0);
        if (!right) {
            cluster.finding("told of a start that was at another time: " + executed);
        }
    }
}
