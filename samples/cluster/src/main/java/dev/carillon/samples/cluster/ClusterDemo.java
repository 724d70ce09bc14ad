package dev.carillon.samples.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts some nodes on one embedded PostgreSQL, kills the one that takes stock while it does, and tells who took over and
 * after how long.
 */
public final class ClusterDemo {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(30);

    private final Timeline timeline = new Timeline();
    private final List<NodeProcess> nodes = new ArrayList<>();

    private ClusterDemo() {}

    /**
     * Runs for about half a minute. Exits with 1 if nobody takes over.
     *
     * @param args how many nodes; 3 if not given
     */
    public static void main(String... args) throws IOException, InterruptedException {
        int count = args.length == 0 ? 3 : Integer.parseInt(args[0]);
        if (count < 2) {
            throw new IllegalArgumentException("nodes=" + count + ": one is killed, so there must be at least 2");
        }
        ClusterDemo demo = new ClusterDemo();
        Runtime.getRuntime().addShutdownHook(new Thread(demo::killAll));
        boolean takenOver;
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            takenOver = demo.run(count, database.getJdbcUrl("postgres", "postgres"));
        }
        System.exit(takenOver ? 0 : 1);
    }

    private boolean run(int count, String databaseUrl) throws IOException, InterruptedException {
        for (int i = 1; i <= count; i++) {
            nodes.add(NodeProcess.start("node-" + i, databaseUrl, timeline::add));
        }
        for (NodeProcess node : nodes) {
            await("node " + node.name() + " to join", 0, START_LIMIT, node.name(), "has joined");
        }
        Timeline.Entry taking =
                await("a node to take stock", timeline.size(), START_LIMIT, "", "runs " + Warehouse.STOCKTAKING);
        NodeProcess victim = nodes.stream()
                .filter(node -> node.name().equals(taking.node()))
                .findFirst()
                .orElseThrow();
        Thread.sleep(1_000);
        int before = timeline.size();
        victim.kill();
        Timeline.Entry killed = timeline.add(victim.name(), "IS KILLED while it takes stock");
        Timeline.Entry taken =
                await("another node to take over", before, TAKEOVER_LIMIT, "", "runs " + Warehouse.STOCKTAKING);
        await("that node to have done it", before, TAKEOVER_LIMIT, taken.node(), "has done " + Warehouse.STOCKTAKING);
        Thread.sleep(3_000);
        nodes.remove(victim);
        for (NodeProcess node : nodes) {
            node.leave();
        }
        boolean wellEnded = true;
        for (NodeProcess node : nodes) {
            wellEnded &= node.awaitEnd();
        }
        Duration gap = taken.at().minus(killed.at());
        System.out.printf(
                "%n%s was killed while it took stock; %s took over after %d.%d s%n",
                victim.name(), taken.node(), gap.toSeconds(), gap.toMillisPart() / 100);
        return wellEnded;
    }

    private Timeline.Entry await(String what, int from, Duration limit, String node, String line)
            throws InterruptedException {
        return timeline.await(
                        from,
                        limit,
                        entry -> entry.node().startsWith(node) && entry.line().startsWith(line))
                .orElseThrow(() -> new IllegalStateException("waited " + limit + " for " + what));
    }

    private void killAll() {
        nodes.forEach(NodeProcess::kill);
    }
}
