package dev.carillon.cluster.fault;

import static org.awaitility.Awaitility.await;

import dev.carillon.DeliveryMode;
import dev.carillon.JobState;
import dev.carillon.ScheduledJob;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One job among 500 ends the process that runs it. Its nodes are started again each time, as a supervisor would. */
final class Poison implements Fault {

    /** One process in which nobody was suspected, and three with a mark. */
    private static final int MOST_DEATHS = 4;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "poison";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        List<NodeProcess> nodes = new ArrayList<>(cluster.start("one", "two", "three"));
        Instant begin = Instant.now().plusSeconds(6);
        cluster.load().once("innocent-", 500, begin, Duration.ofSeconds(40), 300, DeliveryMode.AT_LEAST_ONCE);
        cluster.load().poison("poison", begin.plusSeconds(5));
        int[] deaths = {0};
        await("the poison set aside").atMost(LIMIT).until(() -> {
            deaths[0] += startDeadOnesAgain(nodes, cluster);
            return cluster.scheduler().job("poison").state() == JobState.SET_ASIDE;
        });
        if (deaths[0] > MOST_DEATHS) {
            cluster.finding("the poison has cost " + deaths[0] + " processes");
        }
        nodes.forEach(cluster::awaitStarted);
        cluster.settle(Duration.ofSeconds(60), Poison::isSetAside);
    }

    private static int startDeadOnesAgain(List<NodeProcess> nodes, FaultCluster cluster) throws IOException {
        int deaths = 0;
        for (int i = 0; i < nodes.size(); i++) {
            NodeProcess node = nodes.get(i);
            if (!node.isAlive()) {
                deaths++;
                cluster.lost(Victim.forEver(node, cluster.ledger().now()));
                nodes.set(i, cluster.launch(node.node(), NodeProgram.ofWork()));
            }
        }
        return deaths;
    }

    private static boolean isSetAside(ScheduledJob job) {
        return job.id().equals("poison") && job.state() == JobState.SET_ASIDE;
    }
}
