package dev.carillon.cluster.fault;

import static java.util.stream.Collectors.toSet;

import dev.carillon.Scheduler;
import dev.carillon.event.JobAdded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The next build of an application has renamed package, classes and methods, and widened what they take. Jobs that the old
 * build has stored go on in the new one, also those that ran on its nodes when these were killed.
 */
final class Rename implements Fault {

    private static final String MAILER = "com.acme.mail.Mailer";
    private static final String POST = "com.acme.post.Post";
    private static final String PRINT = MAILER + "#print(dev.carillon.JobRun,com.acme.mail.Letter,int)";

    private static final int LETTERS = 100;

    private static final Map<String, String> RENAMED = Map.of(
            "carillon.targets." + MAILER + "#send", POST + "#deliver",
            "carillon.targets." + PRINT, POST + "#press");

    @Override
    public String name() {
        return "rename";
    }

    @Override
    public void befall(FaultCluster cluster) throws Exception {
        Build old = Build.of("mail-1", cluster.folder(), Map.of());
        Build next = Build.of("mail-2", cluster.folder(), RENAMED);
        NodeProcess first = cluster.launch("old-1", old);
        NodeProcess second = cluster.launch("old-2", old);
        List.of(first, second).forEach(cluster::awaitStarted);
        Instant begin = Instant.now().plusSeconds(1);
        Duration over = Duration.ofSeconds(40);
        Scheduler mail = cluster.verbs(old, MAILER);
        cluster.load().each("send-", 200, begin, over, i -> mail.define(MAILER + "#send")
                .argument("number", i));
        Map<Integer, Object> letters = new HashMap<>();
        for (int i = 0; i < LETTERS; i++) {
            letters.put(i, old.make("com.acme.mail.Letter", i, "Offer"));
        }
        cluster.load().each("print-", LETTERS, begin, over, i -> mail.define(PRINT)
                .argument("letter", Objects.requireNonNull(letters.get(i)))
                .argument("copies", 2));

        // still going when the new build is there
        cluster.load().each("remind-", 40, begin, Duration.ZERO, i -> mail.define("remind")
                .argument("number", i)
                .argument("millis", 40_000));
        cluster.awaitBusy(5);

        NodeProcess third = cluster.launch("new-1", next);
        NodeProcess fourth = cluster.launch("new-2", next);
        List.of(third, fourth).forEach(cluster::awaitStarted);
        Scheduler post = cluster.verbs(next, POST);
        cluster.load()
                .each("nudge-", 40, Instant.now().plusSeconds(1), Duration.ofSeconds(15), i -> post.define("nudge")
                        .argument("number", (long) i)
                        .argument("millis", 200L));
        for (NodeProcess victim : List.of(first, second)) {
            victim.kill();
            cluster.lost(Victim.forEver(victim, cluster.ledger().now()));
        }
        cluster.settle(Duration.ofSeconds(60), job -> job.id().equals("digest"));
        Instant end = cluster.ledger().now();
        cluster.scheduler().job("digest").remove();
        cluster.settle(Duration.ofSeconds(20), job -> false);

        cluster.stopAll();
        List<Happening> all = cluster.ledger().all();
        Instant added = all.stream()
                .filter(row -> row.is(JobAdded.class.getSimpleName()))
                .findFirst()
                .orElseThrow()
                .at();
        new DeclaredTimes(all, "digest").between(added, end, 2).expectIn(cluster.load());
        judge(cluster, all, Set.of(third.pid(), fourth.pid()));
    }

    private static void judge(FaultCluster cluster, List<Happening> all, Set<Long> next) {
        List<Happening> ends = all.stream().filter(row -> row.is(Happening.END)).toList();
        for (Happening end : ends) {
            String number = end.job().substring(end.job().indexOf('-') + 1);
            if (!end.job().equals("digest") && !end.detail().equals(number)) {
                cluster.finding("called with another argument: " + end);
            }
        }
        Set<String> inNext = ends.stream()
                .filter(end -> next.contains(end.process()))
                .map(end -> end.job().replaceAll("-\\d+$", ""))
                .collect(toSet());
        if (!inNext.containsAll(Set.of("send", "print", "remind", "nudge", "digest"))) {
            cluster.finding("the new build has run but jobs of " + inNext);
        }
    }
}
