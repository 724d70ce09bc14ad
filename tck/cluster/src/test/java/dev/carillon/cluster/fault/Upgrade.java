package dev.carillon.cluster.fault;

import static java.util.stream.Collectors.toSet;

import dev.carillon.Scheduler;
import dev.carillon.event.JobAbandoned;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRecovered;
import dev.carillon.event.JobSetAside;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An application is brought to its next version node by node. The new one has more methods, more declared jobs, another
 * time for one it had, and another executor; the old one, of which a node is started late, must leave alone what it does
 * not know.
 */
final class Upgrade implements Fault {

    private static final Map<String, String> OLD = Map.of("carillon.application-version", "1.9");
    private static final Map<String, String> NEW = Map.of(
            "carillon.application-version", "1.10",
            "carillon.executors.io.type", "threadpool",
            "carillon.executors.io.max-workers", "5");

    /** What must not happen where nothing fails and nobody dies. */
    private static final Set<String> TROUBLE = Stream.of(
                    JobFailed.class, JobSetAside.class, JobAbandoned.class, JobRecovered.class)
            .map(Class::getSimpleName)
            .collect(toSet());

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        Build old = Build.of("shop-1", cluster.folder(), OLD);
        Build next = Build.of("shop-2", cluster.folder(), NEW);
        Scheduler shop = cluster.verbs(next, "com.acme.shop.Shop");
        NodeProcess first = cluster.launch("old-1", old);
        NodeProcess second = cluster.launch("old-2", old);
        List.of(first, second).forEach(cluster::awaitStarted);
        Instant begin = Instant.now().plusSeconds(1);
        cluster.load().each("ship-", 450, begin, Duration.ofSeconds(45), i -> shop.define("ship")
                .argument("millis", 300L));
        cluster.awaitBusy(1);

        NodeProcess third = cluster.launch("new-1", next);
        cluster.awaitStarted(third);
        Instant both = cluster.ledger().now();
        begin = Instant.now().plusSeconds(1);
        cluster.load().each("bill-", 150, begin, Duration.ofSeconds(20), i -> shop.define("bill")
                .argument("millis", 200L));
        cluster.load().each("io-", 60, begin, Duration.ofSeconds(20), i -> shop.define("ship")
                .argument("millis", 200L)
                .executor("io"));
        NodeProcess late = cluster.launch("old-3", old);
        cluster.awaitStarted(late);
        NodeProcess fourth = cluster.launch("new-2", next);
        cluster.awaitStarted(fourth);
        for (NodeProcess node : List.of(first, late, second)) {
            cluster.stop(node);
        }
        cluster.settle(
                Duration.ofSeconds(60), job -> Set.of("stock", "reminders").contains(job.id()));
        Instant end = cluster.ledger().now();
        List.of("stock", "reminders").forEach(id -> cluster.scheduler().job(id).remove());
        cluster.settle(Duration.ofSeconds(20), job -> false);

        cluster.stopAll();
        List<Happening> all = cluster.ledger().all();
        Instant changed = firstOf(all, JobModified.class, "stock");
        new DeclaredTimes(all, "stock")
                .between(firstOf(all, JobAdded.class, "stock"), changed, 2)
                .between(changed, end, 3)
                .expectIn(cluster.load());
        new DeclaredTimes(all, "reminders")
                .between(firstOf(all, JobAdded.class, "reminders"), end, 2)
                .expectIn(cluster.load());
        judge(cluster, all, Set.of(first.pid(), second.pid(), late.pid()), both);
    }

    private static Instant firstOf(List<Happening> all, Class<?> event, String job) {
        return all.stream()
                .filter(row -> row.is(event.getSimpleName()) && row.job().equals(job))
                .findFirst()
                .map(Happening::at)
                .orElseThrow(() -> new IllegalStateException("nobody told of " + event + " of " + job));
    }

    private static void judge(FaultCluster cluster, List<Happening> all, Set<Long> old, Instant both) {
        Map<Boolean, Integer> shipped = new HashMap<>();
        for (Happening row : all) {
            if (TROUBLE.contains(row.kind())) {
                cluster.finding("an upgrade has cost a run: " + row);
            }
            if (row.is(Happening.START) && row.at().isAfter(both)) {
                if (row.job().startsWith("ship-")) {
                    shipped.merge(old.contains(row.process()), 1, Integer::sum);
                } else if (old.contains(row.process()) && !row.job().equals("stock")) {
                    cluster.finding("claimed by a node that does not know of it: " + row);
                }
            }
        }
        if (shipped.size() < 2) {
            cluster.finding("the two versions have never worked at once, so nothing was proved");
        }
    }
}
